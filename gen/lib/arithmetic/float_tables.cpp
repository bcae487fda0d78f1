// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/arithmetic/float_tables.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include "gen/lib/arithmetic/integer.hpp"
#include "gen/lib/arithmetic/lookup.hpp"

namespace winnow::lib {

using boost::multiprecision::cpp_int;
using hdl::Bit;
using hdl::Builder;
using hdl::SInt;
using hdl::UInt;

namespace {

// value / 2^places, half up; the sum first, so that it may carry.
SInt rounded(Builder& b, const SInt& value, unsigned places) {
  if (places == 0) return value;
  const SInt half = b.constant_signed(places + 1, std::int64_t{1} << (places - 1));
  return (value + half) >> places;
}

// A number with this exponent (biased) and fraction, or what stands for one that is out of range.
UInt in_range(Builder& b, const FloatFormat& format, const Bit& negative, const SInt& biased,
              const UInt& fraction) {
  const std::int64_t largest = (std::int64_t{1} << format.exponent_bits) - 1;
  const UInt number = cat(biased.as_uint().trunc(format.exponent_bits), fraction);
  const UInt ones = ~b.constant(format.width() - 1, 0);
  const UInt magnitude = mux(biased > integer(b, largest), ones, number);
  return mux(biased < integer(b, 1), b.constant(format.width(), 0), cat(negative, magnitude));
}

}  // namespace

// The m that is nearest to 2^F (2^(i/n) - 1) is the least with 2^F 2^(i/n) < 2^F + m + 1/2; both sides to the
// n-th power are integers once the halves are gone.
std::vector<std::uint64_t> exponential_table(unsigned index_bits, unsigned fraction_bits) {
  const unsigned entries = 1U << index_bits;
  std::vector<std::uint64_t> table;
  std::uint64_t entry = 0;
  for (unsigned i = 0; i < entries; ++i) {
    const cpp_int exact = cpp_int(1) << (i + (fraction_bits + 1) * entries);
    const auto bound = [&](std::uint64_t m) {
      const cpp_int base = (cpp_int(1) << (fraction_bits + 1)) + 2 * m + 1;
      return cpp_int(pow(base, entries));
    };
    while (exact >= bound(entry)) ++entry;
    table.push_back(std::min(entry, (std::uint64_t{1} << fraction_bits) - 1));
  }
  return table;
}

std::vector<std::uint64_t> reciprocal_table(unsigned index_bits, unsigned fraction_bits) {
  const std::uint64_t one = std::uint64_t{1} << index_bits, scale = std::uint64_t{1} << fraction_bits;
  std::vector<std::uint64_t> table = {0};
  for (std::uint64_t i = 1; i < one; ++i) {
    const std::uint64_t divisor = one + i;
    const std::uint64_t nearest = (2 * 2 * one * scale + divisor) / (2 * divisor) - scale;
    table.push_back(std::min(nearest, scale - 1));
  }
  return table;
}

UInt float_exponential(Builder& b, const FloatFormat& format, const SInt& exponent, unsigned fraction_bits,
                       unsigned index_bits) {
  const SInt steps = fraction_bits >= index_bits ? rounded(b, exponent, fraction_bits - index_bits)
                                                 : exponent << (index_bits - fraction_bits);
  const SInt wide = steps.extend(std::max(steps.width(), index_bits + 1));
  const UInt fraction = lookup(b, wide.bits(index_bits - 1, 0),
                               exponential_table(index_bits, format.fraction_bits), format.fraction_bits);
  const SInt biased = (wide >> index_bits) + integer(b, format.bias());
  return in_range(b, format, b.bit(false), biased, fraction);
}

UInt float_reciprocal(Builder& b, const FloatFormat& format, const UInt& value, unsigned index_bits) {
  const UInt exponent = value.bits(format.width() - 2, format.fraction_bits);
  const UInt fraction = value.bits(format.fraction_bits - 1, 0);
  // One bit more than the index: it may round up to 1.
  UInt index = fraction.extend(format.fraction_bits + 1);
  if (index_bits < format.fraction_bits) {
    const unsigned places = format.fraction_bits - index_bits;
    index =
        ((fraction + b.constant(places, std::uint64_t{1} << (places - 1))) >> places).extend(index_bits + 1);
  } else if (index_bits > format.fraction_bits) {
    index = (fraction << (index_bits - format.fraction_bits)).extend(index_bits + 1);
  }
  const UInt low = index.trunc(index_bits);
  const Bit carried = index.bit(index_bits);
  const UInt result =
      lookup(b, low, reciprocal_table(index_bits, format.fraction_bits), format.fraction_bits);
  // 1 / (2^e m) = 2^(-e - 1) (2 / m), and 2^-e when m is 1; a carry makes it 1 at the next exponent.
  const UInt fewer = low.any().as_uint() + carried.as_uint();
  const SInt biased =
      integer(b, 2 * static_cast<std::int64_t>(format.bias())) - exponent.to_sint() - fewer.to_sint();
  const UInt number = in_range(b, format, value.bit(format.width() - 1), biased, result);
  const UInt largest = cat(value.bit(format.width() - 1), ~b.constant(format.width() - 1, 0));
  return mux(exponent.any(), number, largest);
}

}  // namespace winnow::lib
