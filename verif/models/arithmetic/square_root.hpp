// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// The square root of docs/arithmetic.md in plain integers.
namespace winnow::verif::arithmetic {

struct SquareRoot {
  unsigned step_bits = 3;    // k
  unsigned table_bits = 10;  // c
  int fraction_bits = 0;     // g
};

// Of a value of `width` bits, at most 32.
std::uint64_t square_root(const SquareRoot& shape, std::uint64_t value, unsigned width);

}  // namespace winnow::verif::arithmetic
