// SPDX-License-Identifier: Apache-2.0
#include "sim/schedule.hpp"

#include <boost/test/unit_test.hpp>

using namespace winnow::sim;

namespace {

// The masks of rows that want these keys.
KeyMasks masks_of(const std::vector<std::vector<std::size_t>>& rows, std::size_t keys) {
  KeyMasks masks(keys, 0);
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (const std::size_t key : rows[row]) masks[key] |= 1U << row;
  return masks;
}

}  // namespace

// Figure 7.16 of the thesis: 12 loads without token parallelism, 11 from left to right, three rounds.
BOOST_AUTO_TEST_CASE(the_example_of_the_thesis) {
  const ScheduleBounds bounds = schedule_bounds(masks_of({{1, 2, 3}, {2, 3, 4}, {2, 5, 6}, {3, 4, 5}}, 7));
  BOOST_TEST(bounds.connections == 12U);
  BOOST_TEST(bounds.left_to_right == 11U);
  BOOST_TEST(bounds.distinct_keys == 6U);
  BOOST_TEST(bounds.longest_row == 3U);
}

BOOST_AUTO_TEST_CASE(rows_that_agree_share_every_load) {
  const ScheduleBounds bounds = schedule_bounds(masks_of({{0, 4, 9}, {0, 4, 9}}, 10));
  BOOST_CHECK(bounds == (ScheduleBounds{6, 3, 3, 3}));
}

// Shifted by one: in index order they never meet.
BOOST_AUTO_TEST_CASE(rows_out_of_step_share_none) {
  const ScheduleBounds bounds = schedule_bounds(masks_of({{0, 1, 2, 3}, {1, 2, 3}}, 4));
  BOOST_CHECK(bounds == (ScheduleBounds{7, 4, 7, 4}));
}

BOOST_AUTO_TEST_CASE(nothing_selected_costs_nothing) {
  BOOST_CHECK(schedule_bounds(KeyMasks(5, 0)) == ScheduleBounds{});
  BOOST_CHECK(schedule_bounds({}) == ScheduleBounds{});
}

BOOST_AUTO_TEST_CASE(all_32_rows) {
  const ScheduleBounds bounds = schedule_bounds({~0U, 0U, 1U << 31U});
  BOOST_CHECK(bounds == (ScheduleBounds{33, 2, 2, 2}));
}

BOOST_AUTO_TEST_CASE(groups_add_up) {
  ScheduleBounds sum{1, 2, 3, 4};
  sum += {10, 20, 30, 40};
  BOOST_CHECK(sum == (ScheduleBounds{11, 22, 33, 44}));
}
