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

  // With hidden preprocessing. A head was transferred while another is at work.
  void behind(const elsa::Head& head, const elsa::Head& working);
  // A key is read to be hashed while another head is at work, of which `taken` queries were accepted.
  void hashed_behind(std::size_t taken);
  // A head was prepared when the one before was done, or only later.
  void begins_at_once() { hit("prepared before the head before is done"); }
  void begins_later() { hit("prepared when no head is at work"); }
  // While a head waits, and another is at work or not.
  void reset_of_waiting(bool working) {
    hit(working ? "reset while a head waits and one is at work" : "reset while a head waits alone");
  }

 private:
  void differs(const elsa::Head& head, const elsa::Head& working);
  void refused(const elsa::Head& head);

  ElsaShape shape_;
};

}  // namespace winnow::verif
