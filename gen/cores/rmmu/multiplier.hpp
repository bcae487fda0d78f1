// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gen/cores/rmmu/precision_lines.hpp"
#include "gen/cores/rmmu/stationary.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::rmmu {

enum class MultiplierForm : std::uint8_t { shared, behavioural };
std::string to_string(MultiplierForm form);
MultiplierForm form_of(const config::RmmuParameters& p);

// The PE's multi-precision multiplier: output(o) = sum over k of x[k] * w[o][k] in the precision that
// `precision_i` says; lanes that the precision does not use are zero. `stages` pipeline registers.
//   stream_i     operand word (PrecisionShape::word_bits); the shared form wants the operand of the highest
//                of several precisions in both halves
//   weights_i    the PE's weight registers (WeightRegisters)
//   precision_i  lines of precision_lines(); absent for one precision
//   dot_LANE_o   PrecisionShape::lane_bits(lane) bits, signed
//   product_o    with `product`: the highest precision's product, before the choice between the precisions
//                and its registers; of no meaning in the others
struct Multiplier {
  struct Params {
    std::vector<unsigned> precisions;
    MultiplierForm form = MultiplierForm::shared;
    unsigned stages = 0;
    bool product = false;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> stream, weights;
    std::optional<hdl::In<hdl::UInt>> precision;
    std::vector<hdl::Out<hdl::SInt>> dots;
    std::optional<hdl::Out<hdl::SInt>> product;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

// Whether the operand of the highest of several precisions goes to both halves of the operand word.
constexpr bool doubles_operand(MultiplierForm form) {
  return form == MultiplierForm::shared;
}

// The lines that a multiplier of this form asks for.
PrecisionLines precision_lines(const PrecisionShape& shape, MultiplierForm form);

// The two forms; both drive every output.
void build_behavioural_multiplier(hdl::Builder& b, Multiplier::Ports& io, const Multiplier::Params& p);
void build_shared_multiplier(hdl::Builder& b, Multiplier::Ports& io, const Multiplier::Params& p);

}  // namespace winnow::cores::rmmu
