// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_attention/weight.hpp"

#include <algorithm>
#include <vector>

#include "gen/lib/adder_tree.hpp"
#include "gen/lib/arithmetic/float_tables.hpp"

namespace winnow::cores::elsa_attention {

using hdl::Bit;
using hdl::SInt;
using hdl::UInt;

namespace {

// Bits of the scale that one product takes, so that it is no longer than a product of two elements.
constexpr unsigned part_bits = 8;

}  // namespace

UInt weight_of(hdl::Builder& b, const Shape& shape, const SInt& score, const UInt& scale,
               const Bit& candidate) {
  std::vector<SInt> parts;
  for (unsigned low = 0; low < shape.scale_bits; low += part_bits) {
    const unsigned high = std::min(low + part_bits, shape.scale_bits) - 1;
    const SInt product = score * scale.bits(high, low).to_sint();
    const auto part =
        b.reg<SInt>("scaled_part_" + std::to_string(low / part_bits), product.width(), hdl::Reset::none);
    part.next(product);
    parts.push_back(low == 0 ? SInt(part) : SInt(part) << low);
  }
  const SInt sum = lib::sum(parts);
  const auto scaled =
      b.reg<SInt>("scaled", std::min(sum.width(), score.width() + shape.scale_bits), hdl::Reset::none);
  scaled.next(sum.trunc(scaled.width()));
  const lib::FloatFormat format = shape.sums.term();
  const UInt exponential = lib::float_exponential(
      b, format, scaled, 2 * shape.vector_fraction_bits + shape.scale_fraction_bits, format.fraction_bits);
  // An exponential is positive: its sign is no bit of the register.
  const auto weight = b.reg<UInt>("weight", format.width() - 1);
  weight.next(mux(candidate, exponential.trunc(weight.width()), b.constant(weight.width(), 0)));
  return weight;
}

}  // namespace winnow::cores::elsa_attention
