// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/models/elsa_divide/shape.hpp"
#include "verif/suites/functional_coverage.hpp"

namespace winnow::verif {

// The situations of docs/cores/elsa_divide.md.
class ElsaDivideCoverage : public FunctionalCoverage {
 public:
  explicit ElsaDivideCoverage(const config::ElsaDivideParameters& parameters);

  // A new bench: nothing of before counts.
  void begin() { last_valid_ = false; }
  void cycle(bool valid, bool last);
  void weight(bool is_zero) { hit(is_zero ? "sum of weights of zero" : "sum of weights above zero"); }
  void result(std::int64_t value);
  void reset(bool inside);

 private:
  ElsaDivideShape shape_;
  bool last_valid_ = false;
};

}  // namespace winnow::verif
