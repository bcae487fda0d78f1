// SPDX-License-Identifier: Apache-2.0
#include "sim/selection.hpp"

#include <cmath>
#include <stdexcept>

#include "sim/quantise.hpp"

namespace winnow::sim {
namespace {

unsigned bits_of(Estimate estimate) {
  switch (estimate) {
    case Estimate::exact:
      break;
    case Estimate::int8:
      return 8;
    case Estimate::int4:
      return 4;
    case Estimate::int2:
      return 2;
  }
  throw std::invalid_argument("bits_of: an exact score is not quantised");
}

}  // namespace

const std::vector<std::string>& estimate_names() {
  static const std::vector<std::string> names = {"exact", "int8", "int4", "int2"};
  return names;
}

std::string to_string(Estimate estimate) {
  return estimate_names().at(static_cast<std::size_t>(estimate));
}

Estimate estimate_of(const std::string& name) {
  const auto& names = estimate_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::invalid_argument("estimate_of: no estimate named '" + name + "'");
  return static_cast<Estimate>(found - names.begin());
}

Matrix estimated_scores(const Head& head, Estimate estimate) {
  if (estimate == Estimate::exact) return scores(head);
  const unsigned bits = bits_of(estimate);
  const Quantised q = quantise(head.q, bits, default_rule(bits));
  const Quantised k = quantise(head.k, bits, default_rule(bits));
  return scaled(integer_scores(q.codes, k.codes), 1.0);
}

BasicMatrix<std::int32_t> narrowed_scores(const Matrix& scores, unsigned bits) {
  return quantise(scores, bits, RangeRule::maximum).codes;
}

std::size_t kept_keys(double share, std::size_t keys) {
  // A share such as 0.07 is not exact in binary: its product may lie just above the integer that is meant.
  constexpr double rounding = 1e-9;
  const double count = std::ceil(share * static_cast<double>(keys) - rounding);
  return std::min(keys, static_cast<std::size_t>(std::max(count, 0.0)));
}

}  // namespace winnow::sim
