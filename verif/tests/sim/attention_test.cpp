// SPDX-License-Identifier: Apache-2.0
#include "sim/attention.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "sim/metrics.hpp"
#include "sim/quantise.hpp"

namespace winnow::sim::test {
namespace {

Matrix matrix(std::size_t rows, std::size_t columns, const std::vector<double>& values) {
  Matrix result(rows, columns);
  BOOST_REQUIRE(values.size() == result.values.size());
  result.values = values;
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exact_attention)

BOOST_AUTO_TEST_CASE(two_by_two_by_hand) {
  const double log3 = std::log(3.0);
  // Scaled scores of query 0: 0 and ln 3, so the weights are 1/4 and 3/4; of query 1: equal.
  const Head head{matrix(2, 2, {0, 2, 1, 1}), matrix(2, 2, {0, 0, -log3, log3}), matrix(2, 1, {8, 16}), 0.5,
                  Mask::none};
  const Matrix p = probabilities(scores(head), head.scale, head.mask);
  BOOST_TEST(p.at(0, 0) == 0.25, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(p.at(0, 1) == 0.75, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(p.at(1, 1) == 0.5, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(attention(head).at(0, 0) == 14.0, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(attention(head).at(1, 0) == 12.0, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(causal_mask_hides_later_keys) {
  const Head head{matrix(3, 1, {1, 1, 1}), matrix(3, 1, {0, 0, 1e6}), matrix(3, 1, {1, 2, 3}), 1.0,
                  Mask::causal};
  const Matrix output = attention(head);
  BOOST_TEST(output.at(0, 0) == 1.0);
  BOOST_TEST(output.at(1, 0) == 1.5);
  BOOST_TEST(output.at(2, 0) == 3.0);
  const Matrix p = probabilities(scores(head), 1.0, Mask::causal);
  BOOST_TEST(p.at(0, 1) == 0.0);
  BOOST_TEST(p.at(1, 2) == 0.0);
}

BOOST_AUTO_TEST_CASE(large_scores_do_not_overflow) {
  const Matrix p = probabilities(matrix(1, 3, {-1e5, 1e5, 1e5}), 1.0, Mask::none);
  BOOST_TEST(p.at(0, 0) == 0.0);
  BOOST_TEST(p.at(0, 2) == 0.5);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(quantisation)

BOOST_AUTO_TEST_CASE(rounds_to_nearest_ties_to_even_and_saturates) {
  const std::vector<std::pair<double, int>> expected = {
      {0.49, 0}, {0.5, 0},   {0.51, 1},  {1.5, 2},    {2.5, 2},    {3.5, 4},
      {-0.5, 0}, {-1.5, -2}, {-2.5, -2}, {-2.51, -3}, {6.49, 6},   {7.4, 7},
      {7.5, 7},  {1e300, 7}, {-8.4, -8}, {-8.6, -8},  {-1e300, -8}};
  for (const auto& [value, code] : expected) {
    BOOST_TEST(round_and_saturate(value, 4) == code, "round(" << value << ") is not " << code);
  }
  BOOST_TEST(round_and_saturate(0x1.fffffffffffffp-2, 8) == 0);  // the largest double below 0.5
  BOOST_CHECK_THROW(round_and_saturate(0.0, 1), std::invalid_argument);
  BOOST_CHECK_THROW(round_and_saturate(0.0, 17), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(range_rules) {
  const Matrix m = matrix(2, 2, {3, -5, 1, 1});  // root mean square 3
  const Quantised maximum = quantise(m, 8, RangeRule::maximum);
  BOOST_TEST(maximum.scale == 5.0 / 127.0);
  BOOST_TEST(maximum.saturated == 0U);
  BOOST_TEST(maximum.codes.values == (std::vector<std::int32_t>{76, -127, 25, 25}),
             boost::test_tools::per_element());
  const Quantised wide = quantise(m, 4, RangeRule::sigma_times_2_5);
  BOOST_TEST(wide.scale == 7.5 / 7.0);
  BOOST_TEST(wide.saturated == 0U);
  const Quantised narrow = quantise(m, 2, RangeRule::sigma);
  BOOST_TEST(narrow.scale == 3.0);
  BOOST_TEST(narrow.codes.values == (std::vector<std::int32_t>{1, -2, 0, 0}),
             boost::test_tools::per_element());
  BOOST_TEST(quantise(matrix(1, 2, {9, -9}), 2, RangeRule::sigma).saturated == 0U);
  BOOST_TEST(quantise(matrix(1, 4, {9, 0, 0, 0}), 2, RangeRule::sigma).saturated == 1U);
}

BOOST_AUTO_TEST_CASE(zeros_have_scale_one) {
  for (const RangeRule rule : {RangeRule::maximum, RangeRule::sigma_times_2_5, RangeRule::sigma}) {
    const Quantised zeros = quantise(Matrix(2, 2), 4, rule);
    BOOST_TEST(zeros.scale == 1.0);
    BOOST_TEST(dequantise(zeros).values == Matrix(2, 2).values, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(the_largest_magnitude_gets_the_largest_code_in_every_width) {
  for (unsigned bits = 2; bits <= 16; ++bits) {
    for (const double end : {0.1, 1.0 / 3.0, 7.77, 1e-30}) {
      const Quantised q = quantise(matrix(1, 2, {end, -end}), bits, RangeRule::maximum);
      BOOST_TEST(q.codes.at(0, 0) == (1 << (bits - 1)) - 1);
      BOOST_TEST(q.codes.at(0, 1) == -(1 << (bits - 1)) + 1);
      BOOST_TEST(q.saturated == 0U);
    }
  }
}

BOOST_AUTO_TEST_CASE(fixed_point_formats) {
  const Quantised v = quantise_fixed(matrix(1, 4, {1.0, -32.0, 31.9999, 0.00048828125}), 16, 10);
  BOOST_TEST(v.codes.values == (std::vector<std::int32_t>{1024, -32768, 32767, 0}),
             boost::test_tools::per_element());
  const Quantised weights = quantise_fixed(matrix(1, 2, {1.0, 0.5}), 16, 15);
  BOOST_TEST(weights.codes.values == (std::vector<std::int32_t>{32767, 16384}),
             boost::test_tools::per_element());
  BOOST_TEST(weights.saturated == 1U);
}

BOOST_AUTO_TEST_CASE(integer_products) {
  BasicMatrix<std::int32_t> q(1, 2), k(2, 2);
  q.values = {-32768, -32768};
  k.values = {-32768, -32768, 32767, 1};
  const auto product = integer_scores(q, k);
  BOOST_TEST(product.at(0, 0) == 2147483648);
  BOOST_TEST(product.at(0, 1) == -1073741824);
  BOOST_TEST(scaled(product, 0.5).at(0, 0) == 1073741824.0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(metrics)

BOOST_AUTO_TEST_CASE(relative_error) {
  const Matrix reference = matrix(2, 2, {3, 4, 0, 0});
  BOOST_TEST(relative_l2_error(reference, reference) == 0.0);
  BOOST_TEST(relative_l2_error(reference, matrix(2, 2, {3, 4, 1, 0})) == 0.2);
  BOOST_TEST(relative_l2_error(reference, matrix(2, 2, {3, 99, 0, 0}), Mask::causal) == 0.0);
  BOOST_TEST(relative_l2_error(Matrix(1, 1), matrix(1, 1, {1})) == std::numeric_limits<double>::infinity());
  BOOST_TEST(largest_error(reference, matrix(2, 2, {3, 4, 1, -2})) == 2.0);
  BOOST_CHECK_THROW(relative_l2_error(reference, Matrix(1, 2)), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(recall_counts_common_keys) {
  const Matrix reference = matrix(1, 4, {4, 3, 2, 1});
  BOOST_TEST(top_recall(reference, reference, 50) == 1.0);
  BOOST_TEST(top_recall(reference, matrix(1, 4, {9, 0, 8, 1}), 50) == 0.5);
  BOOST_TEST(top_recall(reference, matrix(1, 4, {0, 0, 8, 9}), 50) == 0.0);
  BOOST_TEST(top_recall(reference, matrix(1, 4, {5, 5, 5, 5}), 50) == 1.0);  // ties to the lower index
  BOOST_TEST(top_recall(matrix(1, 4, {1, 2, 3, 4}), matrix(1, 4, {5, 5, 5, 5}), 50) == 0.0);
}

BOOST_AUTO_TEST_CASE(recall_sees_visible_keys_only) {
  const Matrix reference = matrix(2, 2, {1, 9, 2, 1});
  BOOST_TEST(top_recall(reference, matrix(2, 2, {0, 5, 7, 1}), 50, Mask::causal) == 1.0);
  BOOST_TEST(top_recall(reference, matrix(2, 2, {5, 0, 7, 1}), 50, Mask::causal) == 1.0);
  BOOST_TEST(top_recall(reference, matrix(2, 2, {5, 0, 7, 1}), 50, Mask::none) == 0.5);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace winnow::sim::test
