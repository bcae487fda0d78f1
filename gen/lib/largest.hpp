// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// One of several that ask, and what is handed on when it wins.
struct Contender {
  hdl::Bit asks;
  hdl::UInt rank;
  hdl::UInt payload;
};

// Of those that ask the one with the largest rank, of equal ranks the first; `asks` of the result: somebody
// does (else rank and payload are undefined). A balanced tree; ranks have one width, and so have payloads.
Contender largest(const std::vector<Contender>& contenders);

}  // namespace winnow::lib
