// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa {

// What is left of a number of things: `count` at `load`, one less with each `step`, which must not come at 0.
hdl::UInt count_down(hdl::Builder& b, const std::string& name, const hdl::Bit& load, const hdl::UInt& count,
                     const hdl::Bit& step);

// 0 at `load`, one more with each `step`, in `bits` bits. Undefined until the first load.
hdl::UInt count_up(hdl::Builder& b, const std::string& name, unsigned bits, const hdl::Bit& load,
                   const hdl::Bit& step);

// True unless one of the `cycles` - 1 cycles before this one had `event`: events that wait for it are at
// least `cycles` apart.
hdl::Bit is_rested(hdl::Builder& b, const std::string& name, unsigned cycles, const hdl::Bit& event);

// value > most, without a comparison where the width forbids it.
hdl::Bit is_more(hdl::Builder& b, const hdl::UInt& value, std::uint64_t most);

}  // namespace winnow::cores::elsa
