// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_norm/elsa_norm.hpp"

#include <algorithm>

#include "gen/cores/core_parameters.hpp"
#include "gen/lib/arithmetic/square_root.hpp"
#include "gen/lib/bits.hpp"
#include "gen/lib/delay.hpp"

namespace winnow::cores::elsa_norm {
namespace {

using hdl::Bit;
using hdl::Reset;
using hdl::SInt;
using hdl::UInt;

constexpr unsigned latency = 3;

// Of the largest sum: d squares of the format's most negative value.
unsigned square_bits(const config::ElsaNormParameters& p) {
  const unsigned places = 2 * (p.vector_format.integer_bits + p.vector_format.fraction_bits);
  return lib::ceil_log2((std::uint64_t{p.dimension} << places) + 1);
}

unsigned cutoff_bits(const config::ElsaNormParameters& p) {
  return p.norm_format.width() + p.threshold_fraction_bits + 2;
}

// The sum's square root in three pipeline stages, in the norm's format.
UInt norm_of(hdl::Builder& b, const config::ElsaNormParameters& p, const UInt& square) {
  const lib::SquareRoot root{
      .step_bits = p.root_step_bits,
      .table_bits = p.root_table_bits,
      .fraction_bits = static_cast<int>(p.norm_format.fraction_bits) -
                       static_cast<int>(p.vector_format.fraction_bits)};
  const unsigned width = std::max(square.width(), p.root_step_bits + 3);
  const auto later = [&b]<class T>(const std::string& name, const T& value, unsigned cycles) {
    return lib::delay<T>(b, name, value, cycles, Reset::none);
  };
  const lib::RootOperands operands = root_operands(b, root, square.extend(width));
  const UInt product =
      later("product", later("inverse", operands.inverse, 1) * later("tangent", operands.tangent, 1), 1);
  const UInt result =
      root_result(b, root, product, later("zeros", operands.zeros, 2), later("is_zero", operands.is_zero, 2),
                  width);
  const unsigned bits = p.norm_format.width();
  return later("norm", result.width() > bits ? result.saturate(bits) : result.extend(bits), 1);
}

}  // namespace

ElsaNorm::Ports::Ports(hdl::Io& io, const Params& params)
    : square_valid(io.in<Bit>("square_valid_i", 1, {{}, 0, false, "a sum of squares", ""})),
      square(io.in<UInt>("square_i", square_bits(params.parameters),
                         {{}, 0, false, "of a key's elements", "with square_valid_i"})),
      first(io.in<Bit>("first_i", 1, {{}, 0, false, "the maximum begins anew with it", "with square_valid_i"})),
      threshold(io.in<SInt>("threshold_i", params.parameters.threshold_fraction_bits + 2,
                            {{}, 0, true, "share of the maximum that a similarity must be above", ""})),
      norm_valid(io.out<Bit>("norm_valid_o", 1, {{}, 0, false, "a norm", "after square_valid_i", latency})),
      norm(io.out<UInt>("norm_o", params.parameters.norm_format.width(),
                        {{}, 0, false, "the sum's square root", "after square_i", latency})),
      maximum(io.out<UInt>("maximum_o", params.parameters.norm_format.width(),
                           {{}, 0, false, "largest norm", "after square_i", latency + 1})),
      cutoff(io.out<SInt>("cutoff_o", cutoff_bits(params.parameters),
                          {{}, 0, true, "threshold times the largest norm", "after square_i", latency + 2})) {}

void ElsaNorm::build(hdl::Builder& b, Ports& io, const Params& params) {
  const config::ElsaNormParameters& p = params.parameters;
  b.document("ELSA's norm unit: a square root per cycle, the largest of them, and the cut-off.");
  document_parameters(b, p);
  const Bit valid = lib::delay<Bit>(b, "valid", io.square_valid, latency);
  const Bit first = lib::delay<Bit>(b, "first", io.first, latency, Reset::none);
  const UInt norm = norm_of(b, p, io.square);
  const auto maximum = b.reg<UInt>("maximum", norm.width());
  maximum.next(norm, valid & (first | (norm > UInt(maximum))));
  const auto cutoff = b.reg<SInt>("cutoff", cutoff_bits(p));
  cutoff.next((io.threshold * UInt(maximum).to_sint()).trunc(cutoff_bits(p)));
  io.norm_valid.drive(valid);
  io.norm.drive(norm);
  io.maximum.drive(maximum);
  io.cutoff.drive(cutoff);
}

}  // namespace winnow::cores::elsa_norm
