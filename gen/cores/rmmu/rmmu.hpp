// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gen/cores/rmmu/row.hpp"

namespace winnow::cores::rmmu {

// The array: docs/cores/rmmu.md is its contract (ports, protocol, latency, widths).
struct Rmmu {
  using Params = Row::Params;
  struct Ports {
    hdl::In<hdl::UInt> stream, row_enable, row_clear;
    std::optional<hdl::In<hdl::UInt>> row_precision, row_source, row_element;
    hdl::In<hdl::UInt> weight_data, weight_row;
    std::optional<hdl::In<hdl::UInt>> weight_set, weight_precision, weight_commit;
    std::optional<hdl::In<hdl::UInt>> multiplier, multiplier_write;
    std::optional<hdl::Out<hdl::UInt>> row_valid, row_result, group_valid, group_result;
    std::optional<hdl::Out<hdl::UInt>> element_valid, element_result;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::rmmu
