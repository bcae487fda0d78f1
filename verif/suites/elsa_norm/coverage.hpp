// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/models/elsa_norm/model.hpp"
#include "verif/suites/functional_coverage.hpp"

namespace winnow::verif {

// Situations of docs/cores/elsa_norm.md that the suite must have driven.
class ElsaNormCoverage : public FunctionalCoverage {
 public:
  explicit ElsaNormCoverage(const config::ElsaNormParameters& parameters);

  // A sum that came in, with the norm of the one before it since the last first one.
  void sum(std::uint64_t square, bool first, std::uint64_t maximum_before);
  void idle() { hit("no sum"); }
  void threshold(std::int64_t value);
  void reset(bool under_way) { hit(under_way ? "reset with sums under way" : "reset"); }

 private:
  ElsaNormShape shape_;
};

}  // namespace winnow::verif
