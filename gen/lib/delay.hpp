// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// `value` delayed by `cycles` registers named NAME_1, NAME_2, …; the value itself for 0 cycles. Data that a
// delayed valid accompanies needs no reset.
template <class T>
T delay(hdl::Builder& b, const std::string& name, const T& value, unsigned cycles,
        hdl::Reset reset = hdl::Reset::synchronous) {
  T current = value;
  for (unsigned i = 1; i <= cycles; ++i) {
    const auto stage = b.reg<T>(name + "_" + std::to_string(i), current.width(), reset);
    stage.next(current);
    current = stage;
  }
  return current;
}

}  // namespace winnow::lib
