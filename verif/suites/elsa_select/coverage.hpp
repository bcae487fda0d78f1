// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/models/elsa_select/shape.hpp"
#include "verif/suites/functional_coverage.hpp"

namespace winnow::verif {

// Situations of docs/cores/elsa_select.md that the suite must have driven.
class ElsaSelectCoverage : public FunctionalCoverage {
 public:
  explicit ElsaSelectCoverage(const ElsaSelectShape& shape);

  // A query that came in.
  struct Query {
    unsigned keys = 0;  // as driven
    unsigned seen = 0;  // keys of the bank that it sees
    unsigned candidates = 0;
    bool causal = false, approximation_off = false;
    std::int64_t cutoff = 0;
  };
  void query(const Query& query);

  // What one cycle showed.
  struct Cycle {
    bool offered = false, ready = false;
    unsigned queries = 0;  // in the bank
    bool rows_left = false, read = false;
    bool candidate = false, finishing = false, advance = false;
    bool advanced_before = false;  // in the cycle before
  };
  void cycle(const Cycle& cycle);
  void reset(unsigned queries, bool rows_left);

 private:
  ElsaSelectShape shape_;
};

}  // namespace winnow::verif
