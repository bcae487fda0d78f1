// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/pe.hpp"

#include "gen/cores/rmmu/weight_registers.hpp"

namespace winnow::cores::rmmu {
namespace {

using hdl::Bit;
using hdl::SInt;
using hdl::UInt;

WeightRegisters weight_registers(const Pe::Params& p) {
  return {PrecisionShape(p.precisions), p.form};
}

// A row-wide multiplier wins over other writes of the active register; without a shadow register the row has
// chosen already.
UInt stationary_register(hdl::Builder& b, Pe::Ports& io, const Pe::Params& p) {
  const WeightRegisters registers = weight_registers(p);
  std::optional<UInt> replicated;
  if (io.multiplier) replicated = registers.replicate(*io.multiplier).named("multiplier_replicated");
  std::vector<hdl::Value> parts;
  for (unsigned index = registers.count(); index-- > 0;) {
    const std::string suffix = registers.count() == 1 ? "" : "_" + std::to_string(index);
    const unsigned width = registers.bits(index);
    UInt data = registers.part(io.weight_data, index);
    Bit write = io.weight_write.bit(index);
    if (p.shadow) {
      const auto shadow = b.reg<UInt>("shadow" + suffix, width, hdl::Reset::none);
      shadow.next(data, write);
      data = shadow;
      write = *io.weight_commit;
    }
    if (replicated) {
      data =
          mux(*io.multiplier_write, registers.part(*replicated, index), data).named("weight_next" + suffix);
      write = write | *io.multiplier_write;
    }
    const auto weight = b.reg<UInt>("weight" + suffix, width, hdl::Reset::none);
    weight.next(data, write);
    parts.push_back(weight);
  }
  return concatenate(parts);
}

}  // namespace

Pe::Ports::Ports(hdl::Io& io, const Params& p)
    : stream(io.in<UInt>(
          "stream_i", PrecisionShape(p.precisions).word_bits(),
          {{}, 0, false, operands_text(PrecisionShape(p.precisions), doubles_operand(p.form)), ""})),
      precision(
          PrecisionShape(p.precisions).count() > 1
              ? std::optional(io.in<UInt>(
                    "precision_i", precision_lines(PrecisionShape(p.precisions), p.form).width(),
                    {{}, 0, false, precision_lines(PrecisionShape(p.precisions), p.form).meaning(), ""}))
              : std::nullopt),
      weight_data(io.in<UInt>("weight_data_i", weight_registers(p).data_bits(),
                              {{}, 0, false, weight_registers(p).data_text(), ""})),
      weight_write(io.in<UInt>("weight_write_i", weight_registers(p).count(),
                               {{}, 0, false, "write enables of the weight registers", ""})) {
  const PrecisionShape shape(p.precisions);
  if (p.shadow) weight_commit.emplace(io.in<Bit>("weight_commit_i", 1));
  if (p.element_bits > 0 && p.shadow) {
    multiplier.emplace(
        io.in<UInt>("multiplier_i", shape.highest(), {{}, 0, true, "row-wide multiplier", ""}));
    multiplier_write.emplace(io.in<Bit>("multiplier_write_i", 1));
  }
  if (p.element_bits > 0) {
    element_enable.emplace(io.in<Bit>("element_enable_i", 1));
    element_clear.emplace(io.in<Bit>("element_clear_i", 1));
  }
  for (unsigned lane = 0; p.row_reduction && lane < shape.lanes(); ++lane) {
    dots.push_back(io.out<SInt>("dot_" + std::to_string(lane) + "_o", shape.lane_bits(lane),
                                {{},
                                 0,
                                 true,
                                 "output " + std::to_string(lane),
                                 std::to_string(p.stages) + " cycles after stream_i"}));
  }
  if (p.element_bits > 0) {
    element_result.emplace(io.out<SInt>("element_result_o", p.element_bits,
                                        {{}, 0, true, "accumulated products of the element reduction", ""}));
  }
}

std::string Pe::name(const Params& p) {
  return "rmmu_pe_p" + PrecisionShape(p.precisions).text() + "_" + to_string(p.form) + "_s" +
         std::to_string(p.stages) + (p.row_reduction ? "_row" : "") +
         (p.element_bits > 0 ? "_element" + std::to_string(p.element_bits) : "") +
         (p.overflow == lib::Overflow::saturate && p.element_bits > 0 ? "_saturate" : "") +
         (p.shadow ? "_shadow" : "");
}

void Pe::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("precisions", PrecisionShape(p.precisions).list());
  b.parameter("multiplier", to_string(p.form));
  b.parameter("stages", p.stages);
  b.parameter("row_reduction", p.row_reduction ? "yes" : "no");
  b.parameter("element_bits", p.element_bits);
  b.parameter("overflow", p.overflow == lib::Overflow::wrap ? "wrap" : "saturate");
  b.parameter("shadow", p.shadow ? "yes" : "no");
  b.document("Processing element: stationary weights, multi-precision multiplier" +
             std::string(p.element_bits > 0 ? ", accumulator of the element reduction." : "."));
  b.document("Weight registers have no reset: their content is undefined until written.");
  const PrecisionShape shape(p.precisions);
  const UInt weights = stationary_register(b, io, p);

  // The element reduction uses the highest precision alone; without registers in between it need not wait for
  // the choice.
  const bool product = io.element_result && p.stages == 0 && shape.count() > 1;
  auto multiplier = b.instance<Multiplier>("multiplier", {p.precisions, p.form, p.stages, product});
  multiplier.stream.drive(io.stream);
  multiplier.weights.drive(weights);
  if (io.precision) multiplier.precision->drive(*io.precision);
  for (std::size_t lane = 0; lane < io.dots.size(); ++lane) io.dots[lane].drive(multiplier.dots[lane]);

  if (io.element_result) {
    const SInt term = product ? SInt(*multiplier.product) : SInt(multiplier.dots[0]);
    io.element_result->drive(lib::accumulate(b, "accumulator", p.element_bits, term, *io.element_enable,
                                             *io.element_clear, p.overflow));
  }
}

}  // namespace winnow::cores::rmmu
