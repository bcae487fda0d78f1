// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gen/cores/rmmu/pe.hpp"

namespace winnow::cores::rmmu {

// One row of the array: source selection, its PEs, the row adder with its taps, and the row accumulators.
struct Row {
  struct Params {
    std::string core;  // name of the array it belongs to
    config::RmmuParameters array;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> stream;
    hdl::In<hdl::Bit> enable, clear;
    std::optional<hdl::In<hdl::UInt>> precision, source;
    std::optional<hdl::In<hdl::Bit>> element;
    hdl::In<hdl::UInt> weight_data, weight_write;
    std::optional<hdl::In<hdl::Bit>> weight_commit;
    std::optional<hdl::In<hdl::UInt>> multiplier;
    std::optional<hdl::In<hdl::Bit>> multiplier_write;
    std::optional<hdl::Out<hdl::Bit>> valid;
    std::optional<hdl::Out<hdl::UInt>> result;
    std::optional<hdl::Out<hdl::Bit>> element_valid;
    std::optional<hdl::Out<hdl::UInt>> element_result;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::rmmu
