// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_attention/alignment.hpp"

#include "gen/lib/delay.hpp"

namespace winnow::cores::elsa_attention {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

namespace {

// large - small, at most what `bits` bits can say.
UInt distance(const UInt& large, const UInt& small, unsigned bits) {
  const UInt exact = (large - small).as_uint().trunc(large.width());
  return bits < exact.width() ? exact.saturate(bits) : exact;
}

}  // namespace

Alignment align(hdl::Builder& b, const SumFormat& format, const UInt& shared, const UInt& exponent,
                const Bit& begin) {
  const unsigned term_places = lib::ceil_log2(format.sum_fraction_bits + format.vector_bits + 1);
  const unsigned sum_places = lib::ceil_log2(format.value_bits());
  const auto maximum = b.reg<UInt>("maximum", exponent_bits, Reset::none);
  const Bit grows = shared > maximum;
  const Bit takes = begin | grows;
  maximum.next(shared, takes);
  // Both differences beside the comparison, not behind it.
  const UInt term =
      mux(takes, distance(shared, exponent, term_places), distance(maximum, exponent, term_places));
  const UInt sums = mux(grows, distance(shared, maximum, sum_places), b.constant(sum_places, 0));
  return {term, lib::delay(b, "sum_places", sums, 1, Reset::none)};
}

}  // namespace winnow::cores::elsa_attention
