// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/carry_save.hpp"

#include <algorithm>

namespace winnow::lib {
namespace {

using hdl::UInt;

// Three vectors of one width into two: bitwise sum, and the majority moved up one place.
void compress_three(hdl::Builder& b, const UInt& x, const UInt& y, const UInt& z, std::vector<UInt>& out) {
  const UInt either = x ^ y;
  out.push_back(either ^ z);
  const UInt majority = (x & y) | (either & z);
  if (x.width() == 1) return;  // the carry leaves the vector
  out.push_back(cat(majority.bits(x.width() - 2, 0), b.constant(1, 0)));
}

}  // namespace

CarrySave CarrySave::shifted(unsigned amount) const {
  CarrySave result{{}, maximum << amount};
  for (const UInt& vector : vectors) result.vectors.push_back(vector << amount);
  return result;
}

void CarrySave::add(const CarrySave& other) {
  vectors.insert(vectors.end(), other.vectors.begin(), other.vectors.end());
  maximum += other.maximum;
}

unsigned bits_for(std::uint64_t maximum) {
  unsigned bits = 1;
  while (bits < 64 && (maximum >> bits) != 0) ++bits;
  return bits;
}

std::vector<UInt> compress_modulo(hdl::Builder& b, std::vector<UInt> vectors) {
  while (vectors.size() > 2) {
    std::vector<UInt> next;
    std::size_t i = 0;
    for (; i + 2 < vectors.size(); i += 3)
      compress_three(b, vectors[i], vectors[i + 1], vectors[i + 2], next);
    for (; i < vectors.size(); ++i) next.push_back(vectors[i]);
    vectors = std::move(next);
  }
  return vectors;
}

CarrySave compress(hdl::Builder& b, const CarrySave& number) {
  const unsigned width = bits_for(number.maximum);
  std::vector<UInt> vectors;
  for (const UInt& vector : number.vectors) {
    vectors.push_back(vector.width() > width ? vector.trunc(width) : vector.extend(width));
  }
  return {compress_modulo(b, std::move(vectors)), number.maximum};
}

}  // namespace winnow::lib
