// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/rmmu/operands.hpp"

namespace winnow::verif {
namespace {

// Random bits where the mode has no operand.
std::uint32_t unused_bits(Random& random, const RmmuShape& shape, const RmmuMode& mode) {
  const unsigned used = mode.bits * mode.operands;
  if (used >= shape.word_bits) return 0;
  const std::uint64_t mask = (1ULL << shape.word_bits) - (1ULL << used);
  return static_cast<std::uint32_t>(random.next() & mask);
}

std::uint32_t placed(const RmmuMode& mode, unsigned k, std::int32_t value) {
  const std::uint32_t mask = (1U << mode.bits) - 1U;
  return (static_cast<std::uint32_t>(value) & mask) << (k * mode.bits);
}

std::int32_t uniform(Random& random, const RmmuMode& mode) {
  return minimum_of(mode) + static_cast<std::int32_t>(random.below(1ULL << mode.bits));
}

std::int32_t corner(Random& random, const RmmuMode& mode) {
  switch (random.below(6)) {
    case 0:
      return minimum_of(mode);
    case 1:
      return maximum_of(mode);
    case 2:
      return 0;
    case 3:
      return -1;
    case 4:
      return 1;
    default:
      return uniform(random, mode);
  }
}

}  // namespace

std::int32_t random_operand(Random& random, const RmmuMode& mode, Operands kind) {
  switch (kind) {
    case Operands::uniform:
      return uniform(random, mode);
    case Operands::corners:
      return corner(random, mode);
    case Operands::extremes:
      return random.one_in(2) ? minimum_of(mode) : maximum_of(mode);
    case Operands::sparse:
      return random.one_in(8) ? uniform(random, mode) : 0;
    case Operands::minimum:
      return minimum_of(mode);
  }
  return 0;
}

std::uint32_t random_word(Random& random, const RmmuShape& shape, const RmmuMode& mode, Operands kind) {
  if (kind == Operands::uniform)
    return static_cast<std::uint32_t>(random.next() & ((1ULL << shape.word_bits) - 1U));
  std::uint32_t word = unused_bits(random, shape, mode);
  for (unsigned k = 0; k < mode.operands; ++k) word |= placed(mode, k, random_operand(random, mode, kind));
  return word;
}

std::uint32_t single_word(Random& random, const RmmuShape& shape, const RmmuMode& mode, unsigned k,
                          std::int32_t value, std::int32_t other) {
  std::uint32_t word = unused_bits(random, shape, mode);
  for (unsigned i = 0; i < mode.operands; ++i) word |= placed(mode, i, i == k ? value : other);
  return word;
}

std::uint32_t uniform_word(Random& random, const RmmuShape& shape, const RmmuMode& mode, std::int32_t value) {
  return single_word(random, shape, mode, 0, value, value);
}

}  // namespace winnow::verif
