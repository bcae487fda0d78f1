// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gen/cores/rmmu/multiplier.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::rmmu {

// One column's weights at the array's edge: spreads a word of the weight port over the stationary register's
// layout, so that the multiplier needs no weight multiplexer.
struct WeightEdge {
  struct Params {
    std::vector<unsigned> precisions;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> word, precision;
    hdl::Out<hdl::UInt> weights;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

// Write enables of the weight registers (WeightRegisters), from the precision and the enabled weight sets.
// For sets with more than one lane.
struct WeightControl {
  struct Params {
    std::vector<unsigned> precisions;
    MultiplierForm form = MultiplierForm::shared;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> precision, sets;
    hdl::Out<hdl::UInt> enables;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::rmmu
