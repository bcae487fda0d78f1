// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gen/cores/elsa_attention/sum_format.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_attention {

// One sum: weight times value (or the weight alone), aligned or rounded, added; and a register that holds the
// sum of the query before. Everything is registered here first, so that no net that goes to all lanes drives
// more than a register in each.
struct Lane {
  struct Params {
    SumFormat format;
    bool of_weights = false;
    bool operator==(const Params&) const = default;
    unsigned sum_bits() const { return of_weights ? format.weight_bits() : format.value_bits(); }
  };
  struct Ports {
    hdl::In<hdl::UInt> mantissa;                                // of the weight, 0 for none
    std::optional<hdl::In<hdl::SInt>> value;                    // with it
    std::optional<hdl::In<hdl::UInt>> exponent;                 // float: of the weight, 1 cycle later
    std::optional<hdl::In<hdl::UInt>> term_places, sum_places;  // wide: 1 and 2 cycles later
    hdl::In<hdl::Bit> begin, end;                               // 2 cycles later
    std::optional<hdl::In<hdl::UInt>> next;  // held sum that takes this one's place in the next cycle
    hdl::Out<hdl::UInt> held;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_attention
