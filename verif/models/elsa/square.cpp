// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa/square.hpp"

#include "verif/models/words.hpp"

namespace winnow::verif {

void ElsaSquare::take(const Words& key) {
  std::uint64_t sum = 0;
  for (unsigned i = 0; i < shape_.dimension; ++i) {
    const std::int64_t element = sign_extend(
        get_bits(key, std::size_t{i} * shape_.vector_bits, shape_.vector_bits), shape_.vector_bits);
    sum += static_cast<std::uint64_t>(element * element);
  }
  sums_.push_back({shape_.attention.dot_stages + 1, sum});
}

std::optional<std::uint64_t> ElsaSquare::step() {
  std::optional<std::uint64_t> arrives;
  if (!sums_.empty() && sums_.front().cycles == 0) {
    arrives = sums_.front().value;
    sums_.pop_front();
  }
  for (Sum& sum : sums_) --sum.cycles;
  return arrives;
}

}  // namespace winnow::verif
