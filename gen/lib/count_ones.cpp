// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/count_ones.hpp"

#include "gen/lib/bits.hpp"

namespace winnow::lib {

using hdl::Bit;
using hdl::UInt;

std::vector<Bit> bits_of(const UInt& value) {
  std::vector<Bit> bits;
  for (unsigned i = 0; i < value.width(); ++i) bits.push_back(value.bit(i));
  return bits;
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
  const unsigned needed = ceil_log2(bits.size() + 1);
  return terms.front().width() > needed ? terms.front().trunc(needed) : terms.front();
}

}  // namespace winnow::lib
