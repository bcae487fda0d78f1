// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/config/config.hpp"
#include "gen/hdl/netlist/design.hpp"

namespace winnow::cores {

// A kind of core: how a validated config of that kind becomes hardware. Its parameters are in gen/config's
// table of the same name.
struct CoreKind {
  std::string kind;        // "rmmu"
  std::string throughput;  // one line for describe and the datasheet
  hdl::Module& (*elaborate)(hdl::Design& design, const config::Config& config);
};

// In the order in which `winnow cores` lists them.
const std::vector<CoreKind>& core_kinds();
// Throws std::out_of_range for a kind that is not there.
const CoreKind& core_kind(const std::string& kind);

}  // namespace winnow::cores
