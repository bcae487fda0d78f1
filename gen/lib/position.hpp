// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// A register of index_bits(size) bits: 0 to size - 1, then 0 again; counts when `enable` is 1.
hdl::UInt position(hdl::Builder& b, const std::string& name, unsigned size, const hdl::Bit& enable);

}  // namespace winnow::lib
