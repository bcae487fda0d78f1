// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gen/cores/rmmu/multiplier.hpp"
#include "gen/lib/accumulator.hpp"

namespace winnow::cores::rmmu {

// A processing element: stationary weights, the multiplier, and the accumulator of the element reduction.
struct Pe {
  struct Params {
    std::vector<unsigned> precisions;
    MultiplierForm form = MultiplierForm::shared;
    unsigned stages = 1;
    bool row_reduction = true;
    unsigned element_bits = 0;  // accumulator width; 0 without the element reduction
    lib::Overflow overflow = lib::Overflow::wrap;
    bool shadow = false;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> stream;
    std::optional<hdl::In<hdl::UInt>> precision;
    hdl::In<hdl::UInt> weight_data, weight_write;
    std::optional<hdl::In<hdl::Bit>> weight_commit;
    std::optional<hdl::In<hdl::UInt>> multiplier;  // with a shadow register; else it comes on weight_data
    std::optional<hdl::In<hdl::Bit>> multiplier_write, element_enable, element_clear;
    std::vector<hdl::Out<hdl::SInt>> dots;
    std::optional<hdl::Out<hdl::SInt>> element_result;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::rmmu
