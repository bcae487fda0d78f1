// SPDX-License-Identifier: Apache-2.0
#include "sim/selection.hpp"

#include <boost/test/unit_test.hpp>

#include "sim/quantise.hpp"

using namespace winnow::sim;

namespace {

using Keys = std::vector<std::size_t>;

template <typename Value>
void check_top(const std::vector<Value>& scores, std::size_t visible, std::size_t count,
               const Keys& expected) {
  const Keys keys = top_keys(std::span<const Value>(scores), visible, count);
  BOOST_TEST(keys == expected, boost::test_tools::per_element());
}

Matrix row_of(const std::vector<double>& values) {
  Matrix matrix(1, values.size());
  matrix.values = values;
  return matrix;
}

}  // namespace

BOOST_AUTO_TEST_CASE(ties_go_to_the_lower_key) {
  check_top<int>({3, 5, 3, 5, 3}, 5, 1, {1});
  check_top<int>({3, 5, 3, 5, 3}, 5, 3, {0, 1, 3});
  check_top<int>({3, 5, 3, 5, 3}, 5, 4, {0, 1, 2, 3});
  check_top<double>({-1.5, -1.5, -1.5}, 3, 2, {0, 1});
}

BOOST_AUTO_TEST_CASE(hidden_keys_do_not_count) {
  check_top<int>({1, 2, 9}, 2, 1, {1});
  check_top<int>({1, 2, 9}, 2, 5, {0, 1});
  check_top<int>({1, 2, 9}, 0, 5, {});
  check_top<int>({1, 2, 9}, 3, 0, {});
}

BOOST_AUTO_TEST_CASE(a_threshold_keeps_what_equals_it) {
  const std::vector<int> scores = {4, 7, 5, 7, 5, 9};
  const Keys keys = passing_keys(std::span<const int>(scores), 5, 5);
  BOOST_TEST(keys == (Keys{1, 2, 3, 4}), boost::test_tools::per_element());
}

// 0.07 * 100 is 7.000000000000001 in binary.
BOOST_AUTO_TEST_CASE(shares_are_decimal) {
  BOOST_TEST(kept_keys(0.07, 100) == 7U);
  BOOST_TEST(kept_keys(0.1, 128) == 13U);
  BOOST_TEST(kept_keys(0.1, 10) == 1U);
  BOOST_TEST(kept_keys(0.1, 11) == 2U);
  BOOST_TEST(kept_keys(0.001, 3) == 1U);
  BOOST_TEST(kept_keys(1.0, 94) == 94U);
}

// The largest magnitude gets the largest code; ties to even in between.
BOOST_AUTO_TEST_CASE(scores_are_narrowed_by_their_largest) {
  const auto codes = narrowed_scores(row_of({-14, 7, 1, 3, 14}), 4).values;
  BOOST_TEST(codes == (std::vector<std::int32_t>{-7, 4, 0, 2, 7}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(estimates_are_products_of_codes) {
  Head head;
  head.q = Matrix(1, 2);
  head.q.values = {1.0, -0.5};
  head.k = Matrix(2, 2);
  head.k.values = {0.25, 0.75, -1.0, 0.5};
  BOOST_TEST(estimated_scores(head, Estimate::exact).values == (std::vector<double>{-0.125, -1.25}),
             boost::test_tools::per_element());
  // INT8, range the maximum: Q is {127, -64} (63.5 to even), K is {32, 95, -127, 64} (31.75, 95.25, 63.5).
  BOOST_TEST(estimated_scores(head, Estimate::int8).values ==
                 (std::vector<double>{127 * 32 - 64 * 95, -127 * 127 - 64 * 64}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(estimates_have_names) {
  for (const std::string& name : estimate_names()) BOOST_TEST(to_string(estimate_of(name)) == name);
  BOOST_CHECK(estimate_of("int4") == Estimate::int4);
  BOOST_CHECK_THROW(estimate_of("int5"), std::invalid_argument);
}
