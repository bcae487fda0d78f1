// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/suites/elsa/head.hpp"
#include "verif/suites/functional_coverage.hpp"

namespace winnow::verif {

// Situations of docs/cores/elsa.md that the suite must have driven.
class ElsaCoverage : public FunctionalCoverage {
 public:
  explicit ElsaCoverage(const ElsaShape& shape);

  // A head that was transferred; `at_once`: in the cycle in which the one before was done.
  void head(const elsa::Head& head, bool at_once);
  // A query's candidates, by bank, of the keys that it sees in all.
  void query(const std::vector<unsigned>& candidates, unsigned seen);
  // A head is offered, and has to wait.
  void waits() { hit("head waits"); }
  void reset(bool working, unsigned taken, unsigned selected);

  // With hidden preprocessing: a head that is transferred while another one is at work, whether it has been
  // prepared before that was done, and a reset while a head waits.
  void behind(const elsa::Head& head, const elsa::Head& working);
  void prepared(bool before_end);
  void reset_of_waiting(bool working) { hit(working ? "reset of two heads" : "reset of a head that waits"); }

 private:
  void declare_hidden();
  void refused(const elsa::Head& head);

  ElsaShape shape_;
};

}  // namespace winnow::verif
