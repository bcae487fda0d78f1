// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "verif/suites/rmmu/suite.hpp"

namespace winnow::verif {
namespace {

unsigned pick(Random& random, const std::vector<unsigned>& values) {
  return values[static_cast<std::size_t>(random.below(values.size()))];
}

// 1, the maximum, or anything between; primes and powers of two come by themselves.
unsigned size(Random& random, unsigned maximum) {
  switch (random.below(5)) {
    case 0:
      return 1;
    case 1:
      return maximum;
    default:
      return 1 + static_cast<unsigned>(random.below(maximum));
  }
}

std::vector<unsigned> precision_list(unsigned index) {
  const unsigned mask = index % 15 + 1;
  std::vector<unsigned> list;
  for (unsigned bit = 0; bit < 4; ++bit) {
    if (((mask >> bit) & 1U) != 0) list.push_back(16U >> bit);
  }
  return list;
}

unsigned random_segments(Random& random, unsigned columns) {
  std::vector<unsigned> choices = {1};
  while (columns % (choices.back() * 2) == 0) choices.push_back(choices.back() * 2);
  return pick(random, choices);
}

}  // namespace

config::RmmuParameters random_rmmu_parameters(Random& random, unsigned max_rows, unsigned max_columns) {
  return random_rmmu_parameters(random, max_rows, max_columns, static_cast<unsigned>(random.below(15)));
}

config::RmmuParameters random_rmmu_parameters(Random& random, unsigned max_rows, unsigned max_columns,
                                              unsigned precision_set) {
  config::RmmuParameters p;
  p.precisions = precision_list(precision_set);
  p.columns = size(random, max_columns);
  p.chunks = random.one_in(2) ? 1 : size(random, std::min(max_rows, 4U));
  p.rows = p.chunks * size(random, max_rows / p.chunks);
  p.sources = random.one_in(2) ? 1 : pick(random, {2, 3, 4, 5, 8, 16});
  const std::vector<std::vector<std::string>> reductions = {{"row", "element"}, {"row"}, {"element"}};
  p.reductions = reductions[std::min<std::size_t>(static_cast<std::size_t>(random.below(4)), 2)];
  if (random.one_in(2)) p.reductions = reductions[0];
  p.segments = random_segments(random, p.columns);
  p.maximum_length = pick(random, {1, 2, 3, 7, 16, 33, 100, 256, 4096, 1048576});
  p.overflow = random.one_in(2) ? "wrap" : "saturate";
  p.multiplier = random.one_in(2) ? "shared" : "behavioural";
  p.pe_stages = static_cast<unsigned>(random.below(3));
  p.reduction_stages = static_cast<unsigned>(random.below(4));
  p.shadow = random.one_in(3);
  return p;
}

}  // namespace winnow::verif
