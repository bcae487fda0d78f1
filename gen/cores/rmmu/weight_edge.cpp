// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/weight_edge.hpp"

#include "gen/cores/rmmu/weight_registers.hpp"

namespace winnow::cores::rmmu {

using hdl::Bit;
using hdl::UInt;

WeightEdge::Ports::Ports(hdl::Io& io, const Params& p)
    : word(io.in<UInt>("word_i", PrecisionShape(p.precisions).word_bits(),
                       {{}, 0, false, "one weight set: w[k] at bits [k*m +: m]", ""})),
      precision(io.in<UInt>("precision_i", PrecisionShape(p.precisions).precision_code_bits(),
                            {{}, 0, false, "index into the precision set", ""})),
      weights(io.out<UInt>("weights_o", PrecisionShape(p.precisions).stationary_bits(),
                           {{}, 0, false, "the set in the stationary register's layout", "combinational"})) {}

std::string WeightEdge::name(const Params& p) {
  return "rmmu_weight_edge_p" + PrecisionShape(p.precisions).text();
}

void WeightEdge::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("precisions", PrecisionShape(p.precisions).list());
  b.document("Spreads a weight word over the stationary register's layout (every copy of every bit).");
  const PrecisionShape shape(p.precisions);
  const StationaryLayout layout(shape);
  const std::vector<Bit> selected = decode_precision(b, io.precision, shape);
  std::vector<UInt> spread;
  for (const unsigned precision : shape.precisions) {
    std::vector<hdl::Value> bits;
    for (std::size_t unit = layout.units().size(); unit-- > 0;) {
      const unsigned low = layout.word_bit(layout.units()[unit].position, precision);
      bits.push_back(io.word.bits(low + layout.unit_bits() - 1, low));
    }
    spread.push_back(concatenate(bits).named("weights_" + std::to_string(precision) + "_bit"));
  }
  UInt chosen = spread.back();
  for (std::size_t index = spread.size() - 1; index-- > 0;)
    chosen = mux(selected[index], spread[index], chosen);
  io.weights.drive(chosen);
}

WeightControl::Ports::Ports(hdl::Io& io, const Params& p)
    : precision(io.in<UInt>("precision_i", PrecisionShape(p.precisions).precision_code_bits(),
                            {{}, 0, false, "index into the precision set", ""})),
      sets(io.in<UInt>("sets_i", PrecisionShape(p.precisions).lanes(),
                       {{}, 0, false, "weight sets to write", ""})),
      enables(io.out<UInt>("enables_o", WeightRegisters(PrecisionShape(p.precisions), p.form).count(),
                           {{}, 0, false, "write enables of the weight registers", "combinational"})) {}

std::string WeightControl::name(const Params& p) {
  return "rmmu_weight_control_p" + PrecisionShape(p.precisions).text() +
         (p.form == MultiplierForm::behavioural ? "_behavioural" : "");
}

void WeightControl::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("precisions", PrecisionShape(p.precisions).list());
  b.parameter("multiplier", to_string(p.form));
  b.document("Which weight registers a write of the given precision and weight sets reaches.");
  const PrecisionShape shape(p.precisions);
  const WeightRegisters registers(shape, p.form);
  const std::vector<Bit> selected = decode_precision(b, io.precision, shape);
  const auto enabled = [&](unsigned index, unsigned precision) {
    const auto set = registers.weight_set(index, precision);
    return set ? io.sets.bit(*set) : Bit(b.constant(1, 0).bit(0));
  };
  std::vector<hdl::Value> enables;
  for (unsigned index = registers.count(); index-- > 0;) {
    Bit enable = enabled(index, shape.lowest());
    for (std::size_t i = shape.precisions.size() - 1; i-- > 0;) {
      enable = mux(selected[i], enabled(index, shape.precisions[i]), enable);
    }
    enables.push_back(enable.named("register_" + std::to_string(index)));
  }
  io.enables.drive(concatenate(enables));
}

}  // namespace winnow::cores::rmmu
