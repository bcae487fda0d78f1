// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_divide/reciprocal.hpp"

#include "gen/lib/arithmetic/float_tables.hpp"
#include "gen/lib/arithmetic/integer.hpp"
#include "gen/lib/arithmetic/lookup.hpp"
#include "gen/lib/arithmetic/shift.hpp"
#include "gen/lib/delay.hpp"

namespace winnow::cores::elsa_divide {

using hdl::Bit;
using hdl::Reset;
using hdl::SInt;
using hdl::UInt;

namespace {

UInt total_of(std::vector<UInt> terms) {
  while (terms.size() > 1) {
    std::vector<UInt> sums;
    for (std::size_t i = 0; i + 1 < terms.size(); i += 2) sums.push_back(terms[i] + terms[i + 1]);
    if (terms.size() % 2 == 1) sums.push_back(terms.back());
    terms = std::move(sums);
  }
  return terms.front();
}

// A number's exponent field says whether it is zero.
hdl::Bit is_number(const lib::FloatFormat& format, const UInt& code) {
  return code.bits(format.width() - 2, format.fraction_bits).any();
}

}  // namespace

UInt float_total(hdl::Builder& b, const Shape& shape, const std::vector<UInt>& terms) {
  std::vector<UInt> sums = terms;
  unsigned step = 0;
  do {
    std::vector<UInt> added;
    for (std::size_t i = 0; i < sums.size(); i += 2) {
      const UInt sum =
          i + 1 < sums.size() ? lib::float_add(b, shape.sums.sum(), sums[i], sums[i + 1]) : sums[i];
      added.push_back(
          lib::delay(b, "sum_" + std::to_string(step) + "_" + std::to_string(i / 2), sum, 1, Reset::none));
    }
    sums = std::move(added);
    ++step;
  } while (sums.size() > 1);
  return sums.front();
}

// pack_float and float_reciprocal of a whole number, whose exponents are never out of range.
WideReciprocal wide_reciprocal(hdl::Builder& b, const Shape& shape, const std::vector<UInt>& weights) {
  const unsigned fraction_bits = shape.sums.term_fraction_bits;
  const UInt sum = total_of(weights);
  const UInt total = lib::delay(b, "weight", sum, 1, Reset::none);
  // Below the kept bits one that decides, and one that says whether there is more.
  const lib::Normalised normal = lib::normalise(total << 2);
  const unsigned width = normal.value.width();
  const UInt kept = normal.value.bits(width - 1, width - 1 - fraction_bits);
  const Bit half = normal.value.bit(width - 2 - fraction_bits);
  const Bit more = normal.value.bits(width - 3 - fraction_bits, 0).any();
  const UInt rounded = kept + (half & (more | kept.bit(0))).as_uint();
  const UInt index = lib::delay(b, "index", rounded.trunc(fraction_bits), 1, Reset::none);
  const Bit carried = lib::delay(b, "carried", rounded.bit(fraction_bits + 1), 1, Reset::none);
  const Bit is_number = lib::delay(b, "is_number", total.any(), 1, Reset::none);
  const UInt zeros = lib::delay(b, "zeros", normal.zeros, 1, Reset::none);
  // 1 / (2^e m) is 2^(-e - 1) (2 / m), and 2^-e when m is 1; a carry makes m 1 and e one more.
  const UInt fraction =
      lib::lookup(b, index, lib::reciprocal_table(fraction_bits, fraction_bits), fraction_bits);
  const UInt more_places = index.any().as_uint() + carried.as_uint();
  const SInt places = lib::integer(b, std::int64_t{sum.width()} - 1 + shape.surplus_bits()) -
                      zeros.to_sint() + more_places.to_sint();
  return {
      lib::delay(b, "mantissa", mux(is_number, cat(b.bit(true), fraction), b.constant(fraction_bits + 1, 0)),
                 1, Reset::none),
      lib::delay(b, "places", places.as_uint().trunc(shape.places_bits()), 2, Reset::none)};
}

UInt reciprocal_code(hdl::Builder& b, const Shape& shape, const std::vector<UInt>& weights) {
  const lib::FloatFormat format = shape.sums.sum();
  const UInt divisor = float_total(b, shape, weights);
  const UInt reciprocal = lib::float_reciprocal(b, format, divisor, shape.sums.term_fraction_bits);
  return lib::delay(b, "reciprocal",
                    mux(is_number(format, divisor), reciprocal, b.constant(format.width(), 0)), 1,
                    Reset::none);
}

}  // namespace winnow::cores::elsa_divide
