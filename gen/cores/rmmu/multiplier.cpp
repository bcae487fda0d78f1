// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/multiplier.hpp"

namespace winnow::cores::rmmu {

using hdl::Bit;
using hdl::SInt;
using hdl::UInt;

Multiplier::Ports::Ports(hdl::Io& io, const Params& p)
    : stream(io.in<UInt>("stream_i", PrecisionShape(p.precisions).word_bits(),
                         {{}, 0, false, "packed operands x[k] of the row's precision", ""})),
      weights(io.in<UInt>("weights_i", PrecisionShape(p.precisions).stationary_bits(),
                          {{}, 0, false, "stationary register", ""})) {
  const PrecisionShape shape(p.precisions);
  if (shape.count() > 1) {
    precision.emplace(io.in<UInt>("precision_i", shape.precision_code_bits(),
                                  {{}, 0, false, "index into the precision set", ""}));
  }
  for (unsigned lane = 0; lane < shape.lanes(); ++lane) {
    dots.push_back(io.out<SInt>("dot_" + std::to_string(lane) + "_o", shape.lane_bits(lane),
                                {{}, 0, true, "output " + std::to_string(lane), ""}));
  }
}

std::string to_string(MultiplierForm form) {
  return form == MultiplierForm::shared ? "shared" : "behavioural";
}

std::string Multiplier::name(const Params& p) {
  return "rmmu_multiplier_p" + PrecisionShape(p.precisions).text() + "_" + to_string(p.form) + "_s" +
         std::to_string(p.stages);
}

void Multiplier::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("precisions", PrecisionShape(p.precisions).list());
  b.parameter("multiplier", to_string(p.form));
  b.parameter("stages", p.stages);
  if (p.form == MultiplierForm::shared) {
    build_shared_multiplier(b, io, p);
  } else {
    build_behavioural_multiplier(b, io, p);
  }
}

std::vector<Bit> decode_precision(hdl::Builder& b, const std::optional<hdl::In<UInt>>& code,
                                  const PrecisionShape& shape) {
  if (!code) return {b.bit(true)};
  std::vector<Bit> selected;
  for (unsigned index = 0; index + 1 < shape.count(); ++index) {
    selected.push_back((*code == index).named("is_" + std::to_string(shape.precisions[index]) + "_bit"));
  }
  Bit others = selected.front();
  for (std::size_t index = 1; index < selected.size(); ++index) others = others | selected[index];
  selected.push_back((!others).named("is_" + std::to_string(shape.lowest()) + "_bit"));
  return selected;
}

}  // namespace winnow::cores::rmmu
