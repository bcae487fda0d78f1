// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/detector/packing.hpp"

namespace winnow::cores::detector {

using hdl::Bit;
using hdl::UInt;

UInt only_if(hdl::Builder& b, const Bit& enable, const UInt& value) {
  return mux(enable, value, b.constant(value.width(), 0));
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
