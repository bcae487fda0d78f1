// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "verif/harness/random.hpp"
#include "verif/models/rmmu/shape.hpp"

namespace winnow::verif {

// How random operands are drawn. Arithmetic faults hide at the ends of the range and at changes of sign,
// which uniform 16-bit values almost never visit.
enum class Operands {
  uniform,   // every value alike
  corners,   // min, max, 0, -1, 1 or uniform, operand by operand
  extremes,  // min or max
  sparse,    // one operand in eight, the others 0
  minimum,   // min everywhere: the largest product
};

// Smallest and largest operand of a mode.
inline std::int32_t minimum_of(const RmmuMode& mode) {
  return -(1 << (mode.bits - 1U));
}
inline std::int32_t maximum_of(const RmmuMode& mode) {
  return (1 << (mode.bits - 1U)) - 1;
}

std::int32_t random_operand(Random& random, const RmmuMode& mode, Operands kind);

// A port word (P bits) with operands of this mode. In the highest precision the upper half, which the
// contract says is ignored, is filled with random bits.
std::uint32_t random_word(Random& random, const RmmuShape& shape, const RmmuMode& mode, Operands kind);
// A word with `value` at operand `k` (or at all, uniform_word) and `other` at the others.
std::uint32_t single_word(Random& random, const RmmuShape& shape, const RmmuMode& mode, unsigned k,
                          std::int32_t value, std::int32_t other);
std::uint32_t uniform_word(Random& random, const RmmuShape& shape, const RmmuMode& mode, std::int32_t value);

}  // namespace winnow::verif
