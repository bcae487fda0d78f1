// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa/memories.hpp"

#include <algorithm>

#include "verif/models/words.hpp"

namespace winnow::verif {

ElsaMemories::ElsaMemories(const ElsaShape& shape)
    : shape_(shape), hashes_(shape.tokens, Words(words_for(shape.hash_bits), 0U)), norms_(shape.tokens, 0) {}

void ElsaMemories::read(unsigned bank, unsigned row, Words& hashes, Words& norms) const {
  std::fill(hashes.begin(), hashes.end(), 0U);
  std::fill(norms.begin(), norms.end(), 0U);
  for (unsigned selector = 0; selector < shape_.selectors; ++selector) {
    const unsigned key = (row * shape_.selectors + selector) * shape_.banks + bank;
    if (key >= shape_.tokens) return;
    copy_bits(hashes, std::size_t{selector} * shape_.hash_bits, hashes_[key], 0, shape_.hash_bits);
    put_bits(norms, std::size_t{selector} * shape_.norm.norm_bits, shape_.norm.norm_bits, norms_[key]);
  }
}

}  // namespace winnow::verif
