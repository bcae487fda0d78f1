// SPDX-License-Identifier: Apache-2.0
#include "sim/elsa/normal.hpp"

#include <cmath>

namespace winnow::sim::elsa {
namespace {

constexpr double ln_2 = 0x1.62e42fefa39efp-1;

// Natural logarithm of a positive number from operations that IEEE 754 fixes: 2 atanh((m-1)/(m+1)) of the
// mantissa, whose terms shrink ninefold, and the exponent.
double portable_log(double value) {
  int exponent = 0;
  const double mantissa = std::frexp(value, &exponent);
  const double ratio = (mantissa - 1) / (mantissa + 1), square = ratio * ratio;
  constexpr int last_power = 41;
  double sum = 0;
  for (int power = last_power; power >= 1; power -= 2) sum = sum * square + 1.0 / power;
  return 2 * ratio * sum + exponent * ln_2;
}

}  // namespace

double NormalSource::uniform() {
  return std::ldexp(static_cast<double>(random_() >> 11U), -52) - 1;
}

// Marsaglia's polar method gives two at a time.
double NormalSource::next() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_;
  }
  double x = 0, y = 0, square = 0;
  do {
    x = uniform();
    y = uniform();
    square = x * x + y * y;
  } while (square >= 1 || square == 0);
  const double scale = std::sqrt(-2 * portable_log(square) / square);
  spare_ = y * scale;
  has_spare_ = true;
  return x * scale;
}

}  // namespace winnow::sim::elsa
