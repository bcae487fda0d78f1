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
using hdl::UInt;

// Without names of their own the products stand where the sum is used: in the process of the register that
// takes it, under the precision that needs it (see product_choice).
SInt dot_product(const Multiplier::Ports& io, const PrecisionShape& shape, unsigned precision, unsigned set) {
  const auto operand = [&](const UInt& word, unsigned low) {
    return word.bits(low + precision - 1, low).as_sint();
  };
  std::vector<SInt> products;
  for (unsigned k = 0; k < shape.operands(precision); ++k) {
    const unsigned low = k * precision;
    products.push_back(operand(io.stream, low) * operand(io.weights, set * shape.word_bits() + low));
  }
  return lib::sum(products);
}

}  // namespace

void build_behavioural_multiplier(hdl::Builder& b, Multiplier::Ports& io, const Multiplier::Params& p) {
  b.document("Behavioural form: products with '*', chosen by precision.");
  const PrecisionShape shape(p.precisions);
  const PrecisionLines lines = precision_lines(shape, p.form);
  std::vector<Bit> selected;
  for (unsigned index = 0; index < shape.count(); ++index)
    selected.push_back(lines.line(b, io.precision, {index}));
  for (unsigned lane = 0; lane < shape.lanes(); ++lane) {
    const SInt zero = b.constant_signed(shape.lane_bits(lane), 0);
    SInt dot = zero;
    for (std::size_t index = shape.precisions.size(); index-- > 0;) {
      const unsigned precision = shape.precisions[index];
      if (shape.outputs(precision) <= lane) {
        dot = mux(selected[index], zero, dot);  // all lanes choose alike
        continue;
      }
      const SInt sum = dot_product(io, shape, precision, lane);
      if (io.product && index == 0) io.product->drive(sum);
      // The product of two most negative numbers is the only one that needs its top bit; every sum fits the
      // lane.
      dot = mux(selected[index], sum.extend(shape.lane_bits(lane)), dot);
    }
    io.dots[lane].drive(lib::delay(b, "dot_" + std::to_string(lane) + "_q", dot, p.stages, hdl::Reset::none));
  }
}

}  // namespace winnow::cores::rmmu
