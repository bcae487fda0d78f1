// SPDX-License-Identifier: Apache-2.0
// Closed forms: docs/cores/elsa.md, "Timing". What they bound from below, the driver checks in every head.
#include <algorithm>

#include "verif/suites/elsa/tests.hpp"
#include "verif/suites/elsa/timing.hpp"

namespace winnow::verif::elsa {
namespace {

void expect(std::uint64_t cycles, std::uint64_t due, const std::string& what) {
  require(cycles == due, what + " takes " + std::to_string(cycles) + " cycles, not " + std::to_string(due));
}

std::vector<unsigned> run_lengths(const ElsaShape& shape) {
  const unsigned most = std::min(shape.tokens, 4 * shape.banks * shape.selectors);
  std::vector<unsigned> lengths;
  for (const unsigned keys :
       {0U, 1U, 2U, shape.banks + 1, 5 * shape.banks, 6 * shape.banks, most / 2, most}) {
    if (keys <= most && std::ranges::find(lengths, keys) == lengths.end()) lengths.push_back(keys);
  }
  return lengths;
}

void check_rate(Driver& driver, unsigned queries, unsigned keys) {
  const ElsaShape& shape = driver.shape();
  const Passage passage = run(driver, plain_head(shape, driver.random(), queries, keys));
  const std::string of = " of a head of " + std::to_string(keys) + " keys";
  expect(passage.begun - passage.transferred, shape.hides_preprocessing ? waiting_cycles(shape, keys) : 0,
         "waiting" + of);
  expect(passage.taken.front() - passage.transferred, preprocessing_cycles(shape, keys),
         "preprocessing" + of);
  if (const auto due = execution_cycles(shape, queries, keys))
    expect(passage.selected.back() - passage.taken.front(), *due, "execution" + of);
  expect(passage.done - passage.selected.back(), ending_cycles(shape), "the end" + of);
}

void every_key_selected(Driver& driver) {
  for (const unsigned keys : run_lengths(driver.shape()))
    check_rate(driver, std::min(driver.shape().tokens, 7U), keys);
}

// One to twenty keys in a bank: queries move on in every phase of the hashes that follow each other.
void every_phase(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (unsigned keys = shape.banks; keys <= std::min(shape.tokens, 20 * shape.banks); keys += shape.banks)
    check_rate(driver, std::min(shape.tokens, 5U), keys);
}

// Neither the dimension nor what is selected changes preprocessing and end.
void few_candidates(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (const unsigned keys : run_lengths(shape)) {
    Head head = plain_head(shape, driver.random(), std::min(shape.tokens, 4U), keys);
    head.approximation_off = false;
    head.dimension = 1 + static_cast<unsigned>(driver.random().below(shape.dimension));
    head.threshold = driver.random().one_in(2) ? largest_threshold(shape) : 0;
    const Passage passage = run(driver, head);
    expect(passage.taken.front() - passage.transferred, preprocessing_cycles(shape, keys), "preprocessing");
    expect(passage.done - passage.selected.back(), ending_cycles(shape), "the end");
  }
}

}  // namespace

void add_rate_tests(SuiteBuilder& builder) {
  builder.directed("every_key_selected", "the paper's closed form, and every phase to the cycle",
                   every_key_selected);
  builder.directed("every_phase", "the same with every small number of keys in a bank", every_phase);
  builder.directed("few_candidates", "preprocessing and end take the same whatever is selected",
                   few_candidates);
}

}  // namespace winnow::verif::elsa
