// SPDX-License-Identifier: Apache-2.0
// The learned threshold against heads small enough to work out by hand.
#include <boost/test/unit_test.hpp>
#include <limits>
#include <stdexcept>

#include "sim/elsa/threshold.hpp"

namespace sim = winnow::sim;
using sim::elsa::ThresholdLearner;

namespace {

sim::Matrix column(std::initializer_list<double> values) {
  sim::Matrix matrix(values.size(), 1);
  matrix.values = values;
  return matrix;
}

// Keys 1, 3 and -1; the largest norm is 3.
sim::Head head(std::initializer_list<double> queries, double scale, sim::Mask mask = sim::Mask::none) {
  return {column(queries), column({1, 3, -1}), column({0, 0, 0}), scale, mask};
}

double learned(double degree, const sim::Head& sample) {
  ThresholdLearner learner(degree);
  learner.add(sample);
  return learner.threshold();
}

const auto within = boost::test_tools::tolerance(1e-12);

}  // namespace

BOOST_AUTO_TEST_SUITE(elsa_threshold)

BOOST_AUTO_TEST_CASE(the_least_relevant_key_sets_it) {
  // Scale 0: all weights are 1/3, all keys are relevant, the least dot product is 2 * -1; |q| = 2.
  BOOST_TEST(learned(0.5, head({2}, 0)) == -1.0 / 3, within);
  // Weights of 1/(1 + e^-4 + e^-8) and less: with p = 0.05 the key 1 counts (1.8 % > 1.7 %), the key -1 does
  // not.
  BOOST_TEST(learned(0.05, head({2}, 1)) == 1.0 / 3, within);
  BOOST_TEST(learned(0.06, head({2}, 1)) == 1.0, within);
}

BOOST_AUTO_TEST_CASE(without_a_relevant_key_it_is_the_best_one) {
  BOOST_TEST(learned(2, head({2}, 0)) == 1.0, within);
  BOOST_TEST(learned(2, head({-1}, 0)) == 1.0 / 3, within);
}

BOOST_AUTO_TEST_CASE(queries_and_inputs_have_equal_shares) {
  ThresholdLearner learner(0.5);
  learner.add(head({2, -1}, 0));  // -1/3 and -3 / (1 * 3)
  learner.add(head({2}, 0));      // -1/3
  BOOST_TEST(learner.queries() == 3U);
  BOOST_TEST(learner.threshold() == -5.0 / 9, within);
}

BOOST_AUTO_TEST_CASE(masked_keys_do_not_count_but_the_largest_norm_is_of_all_keys) {
  // The first query sees the key 1 only, which has all the weight.
  BOOST_TEST(learned(0.5, head({2}, 0, sim::Mask::causal)) == 1.0 / 3, within);
  // Of two visible keys each has weight 1/2: not above 1/2, so the best of them counts.
  BOOST_TEST(learned(1, head({2, 2}, 0, sim::Mask::causal)) == (1.0 / 3 + 1) / 2, within);
}

BOOST_AUTO_TEST_CASE(vectors_of_zeros_say_nothing) {
  ThresholdLearner learner(1);
  learner.add(head({0}, 1));
  learner.add({column({1}), column({0, 0}), column({0, 0}), 1.0, sim::Mask::none});
  BOOST_TEST(learner.queries() == 0U);
  BOOST_TEST(learner.threshold() == 0.0);
}

BOOST_AUTO_TEST_CASE(a_degree_of_zero_or_less_is_refused) {
  for (const double degree : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()})
    BOOST_CHECK_THROW(ThresholdLearner{degree}, std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
