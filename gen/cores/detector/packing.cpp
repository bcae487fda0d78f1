// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/detector/packing.hpp"

namespace winnow::cores::detector {

using hdl::Bit;
using hdl::UInt;

std::vector<Bit> bits_of(const UInt& packed) {
  std::vector<Bit> bits;
  for (unsigned i = 0; i < packed.width(); ++i) bits.push_back(packed.bit(i));
  return bits;
}

UInt only_if(hdl::Builder& b, const Bit& enable, const UInt& value) {
  return mux(enable, value, b.constant(value.width(), 0));
}

UInt count_ones(const std::vector<Bit>& bits) {
  std::vector<UInt> terms;
  for (const Bit& bit : bits) terms.push_back(bit.as_uint());
  while (terms.size() > 1) {
    std::vector<UInt> sums;
    for (std::size_t i = 0; i + 1 < terms.size(); i += 2) sums.push_back(terms[i] + terms[i + 1]);
    if (terms.size() % 2 == 1) sums.push_back(terms.back());
    terms = sums;
  }
  const unsigned needed = lib::ceil_log2(bits.size() + 1);
  return terms.front().width() > needed ? terms.front().trunc(needed) : terms.front();
}

std::vector<UInt> counts_before(hdl::Builder& b, const std::vector<Bit>& bits) {
  if (bits.size() == 1) return {b.constant(1, 0), bits.front().as_uint()};
  const auto middle = static_cast<std::ptrdiff_t>((bits.size() + 1) / 2);
  std::vector<UInt> counts = counts_before(b, {bits.begin(), bits.begin() + middle});
  const std::vector<UInt> upper = counts_before(b, {bits.begin() + middle, bits.end()});
  const UInt below = counts.back();
  for (std::size_t i = 1; i < upper.size(); ++i) {
    const unsigned needed = lib::ceil_log2(counts.size() + 1);  // of as many bits as stand before
    const UInt sum = below + upper[i];
    counts.push_back(sum.width() > needed ? sum.trunc(needed) : sum);
  }
  return counts;
}

GroupFacts GroupFacts::unpacked(const UInt& packed, const Shape& shape) {
  unsigned low = 0;
  const auto take = [&](unsigned width) {
    low += width;
    return packed.bits(low - 1, low - width);
  };
  const UInt length = take(shape.count_bits());
  const Bit causal = take(1).bit(0);
  const UInt query = take(shape.key_bits());
  const UInt rows = take(shape.rows_bits());
  return {length, causal, query, rows, take(shape.index_bits())};
}

}  // namespace winnow::cores::detector
