// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/multiplier.hpp"

namespace winnow::cores::rmmu {

using hdl::SInt;
using hdl::UInt;

Multiplier::Ports::Ports(hdl::Io& io, const Params& p)
    : stream(io.in<UInt>(
          "stream_i", PrecisionShape(p.precisions).word_bits(),
          {{}, 0, false, operands_text(PrecisionShape(p.precisions), doubles_operand(p.form)), ""})),
      weights(io.in<UInt>("weights_i", PrecisionShape(p.precisions).stationary_bits(),
                          {{}, 0, false, "weight registers", ""})) {
  const PrecisionShape shape(p.precisions);
  if (shape.count() > 1) {
    const PrecisionLines lines = precision_lines(shape, p.form);
    precision.emplace(io.in<UInt>("precision_i", lines.width(), {{}, 0, false, lines.meaning(), ""}));
  }
  for (unsigned lane = 0; lane < shape.lanes(); ++lane) {
    dots.push_back(io.out<SInt>("dot_" + std::to_string(lane) + "_o", shape.lane_bits(lane),
                                {{}, 0, true, "output " + std::to_string(lane), ""}));
  }
  if (p.product) {
    product.emplace(io.out<SInt>("product_o", 2 * shape.highest(),
                                 {{}, 0, true, "product in the highest precision", "combinational"}));
  }
}

MultiplierForm form_of(const config::RmmuParameters& p) {
  return p.multiplier == "shared" ? MultiplierForm::shared : MultiplierForm::behavioural;
}

std::string to_string(MultiplierForm form) {
  return form == MultiplierForm::shared ? "shared" : "behavioural";
}

std::string Multiplier::name(const Params& p) {
  return "rmmu_multiplier_p" + PrecisionShape(p.precisions).text() + "_" + to_string(p.form) + "_s" +
         std::to_string(p.stages) + (p.product ? "_product" : "");
}

void Multiplier::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("precisions", PrecisionShape(p.precisions).list());
  b.parameter("multiplier", to_string(p.form));
  b.parameter("stages", p.stages);
  b.parameter("product", p.product ? "yes" : "no");
  if (p.form == MultiplierForm::shared) {
    build_shared_multiplier(b, io, p);
  } else {
    build_behavioural_multiplier(b, io, p);
  }
}

PrecisionLines precision_lines(const PrecisionShape& shape, MultiplierForm form) {
  return PrecisionLines(shape, form == MultiplierForm::shared);
}

}  // namespace winnow::cores::rmmu
