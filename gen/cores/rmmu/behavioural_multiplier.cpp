// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/multiplier.hpp"
#include "gen/lib/adder_tree.hpp"
#include "gen/lib/delay.hpp"

// Written with '*' and a choice between the precisions: quick to simulate, good where multipliers are given
// (FPGA). Area is that of one multiplier array per precision.
namespace winnow::cores::rmmu {
namespace {

using hdl::Bit;
using hdl::SInt;

SInt weight(const Multiplier::Ports& io, const StationaryLayout& layout, unsigned precision, unsigned set,
            unsigned operand) {
  std::vector<hdl::Value> bits;
  for (unsigned bit = precision; bit-- > 0;) {
    bits.push_back(io.weights.bit(layout.register_bit(precision, set, operand, bit)));
  }
  return concatenate(bits).as_sint();
}

SInt dot_product(const Multiplier::Ports& io, const StationaryLayout& layout, const PrecisionShape& shape,
                 unsigned precision, unsigned set) {
  std::vector<SInt> products;
  for (unsigned k = 0; k < shape.operands(precision); ++k) {
    const std::string suffix =
        std::to_string(precision) + "_" + std::to_string(set) + "_" + std::to_string(k);
    const SInt x = io.stream.bits((k + 1) * precision - 1, k * precision).as_sint();
    const SInt w = weight(io, layout, precision, set, k).named("weight_" + suffix);
    products.push_back((x * w).named("product_" + suffix));
  }
  return lib::sum(products);
}

}  // namespace

void build_behavioural_multiplier(hdl::Builder& b, Multiplier::Ports& io, const Multiplier::Params& p) {
  b.document("Behavioural form: products with '*', chosen by precision.");
  const PrecisionShape shape(p.precisions);
  const StationaryLayout layout(shape);
  const PrecisionLines lines = precision_lines(shape, p.form);
  std::vector<Bit> selected;
  for (unsigned index = 0; index < shape.count(); ++index)
    selected.push_back(lines.line(b, io.precision, {index}));
  for (unsigned lane = 0; lane < shape.lanes(); ++lane) {
    SInt dot = b.constant_signed(shape.lane_bits(lane), 0);
    for (std::size_t index = shape.precisions.size(); index-- > 0;) {
      const unsigned precision = shape.precisions[index];
      if (shape.outputs(precision) <= lane) continue;
      const SInt sum = dot_product(io, layout, shape, precision, lane)
                           .named("dot_" + std::to_string(precision) + "_" + std::to_string(lane));
      if (io.product && index == 0) io.product->drive(sum);
      // The product of two most negative numbers is the only one that needs its top bit; every sum fits the
      // lane.
      dot = mux(selected[index], sum.extend(shape.lane_bits(lane)), dot);
    }
    io.dots[lane].drive(lib::delay(b, "dot_" + std::to_string(lane) + "_q", dot, p.stages, hdl::Reset::none));
  }
}

}  // namespace winnow::cores::rmmu
