// SPDX-License-Identifier: Apache-2.0
// The detector model's selection against definitions written out: a stable sort for topk, counting for cap.
#include "verif/models/detector/selection.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <numeric>

#include "verif/harness/random.hpp"

using namespace winnow::verif;

namespace {

using Scores = std::vector<std::vector<std::int64_t>>;  // [key][row]

DetectorSettings settings_of(DetectorMode mode, unsigned rows, unsigned length) {
  DetectorSettings settings;
  settings.mode = mode;
  settings.threshold.assign(rows, 0);
  settings.length = length;
  settings.rows = rows;
  return settings;
}

RowMasks select(const DetectorSettings& settings, const Scores& scores) {
  DetectorSelection selection(settings);
  for (const auto& key : scores) selection.add(key);
  selection.finish();
  return selection.masks();
}

// The keys of one row: sorted by score, best first, keeping the order of equals; the first k of them.
std::vector<unsigned> stable_topk(const DetectorSettings& settings, const Scores& scores, unsigned row) {
  std::vector<unsigned> keys;
  for (unsigned key = 0; key < scores.size(); ++key) {
    if (key < settings.length && row < settings.rows && (!settings.causal || key <= settings.query + row))
      keys.push_back(key);
  }
  std::stable_sort(keys.begin(), keys.end(),
                   [&](unsigned a, unsigned b) { return scores[a][row] > scores[b][row]; });
  if (keys.size() > settings.limit) keys.resize(settings.limit);
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::vector<unsigned> keys_of(const RowMasks& masks, unsigned row) {
  std::vector<unsigned> keys;
  for (unsigned key = 0; key < masks.size(); ++key) {
    if (((masks[key] >> row) & 1U) != 0) keys.push_back(key);
  }
  return keys;
}

Scores random_scores(Random& random, unsigned keys, unsigned rows, unsigned spread) {
  Scores scores(keys, std::vector<std::int64_t>(rows));
  for (auto& key : scores) {
    for (auto& score : key) {
      score = static_cast<std::int64_t>(random.below(spread)) - static_cast<std::int64_t>(spread / 2);
    }
  }
  return scores;
}

}  // namespace

BOOST_AUTO_TEST_CASE(topk_is_the_head_of_a_stable_sort) {
  Random random(1);
  for (unsigned i = 0; i < 2000; ++i) {
    const auto rows = static_cast<unsigned>(1 + random.below(8));
    const auto keys = static_cast<unsigned>(1 + random.below(50));
    const unsigned spreads[] = {1, 2, 5, 60, 65536};
    const Scores scores = random_scores(random, keys, rows, spreads[random.below(5)]);
    DetectorSettings settings =
        settings_of(DetectorMode::topk, rows, static_cast<unsigned>(random.below(keys + 1)));
    settings.limit = static_cast<unsigned>(random.below(keys + 3));
    settings.causal = random.one_in(2);
    settings.query = static_cast<unsigned>(random.below(keys));
    settings.rows = static_cast<unsigned>(random.below(rows + 2));
    const RowMasks masks = select(settings, scores);
    for (unsigned row = 0; row < rows; ++row) {
      BOOST_TEST(keys_of(masks, row) == stable_topk(settings, scores, row), boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE(ties_go_to_the_lower_key) {
  DetectorSettings settings = settings_of(DetectorMode::topk, 1, 6);
  settings.limit = 3;
  const RowMasks expected = {1, 0, 1, 1, 0, 0};  // 7 is taken, then the first two of the three 5s
  BOOST_TEST(select(settings, {{5}, {-1}, {7}, {5}, {5}, {4}}) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(bounds_of_k) {
  const Scores scores = {{-8}, {-8}, {7}};
  DetectorSettings settings = settings_of(DetectorMode::topk, 1, 3);
  for (const unsigned limit : {0U, 1U, 3U, 9U}) {
    settings.limit = limit;
    BOOST_TEST(keys_of(select(settings, scores), 0).size() == std::min(limit, 3U));
  }
  settings.mode = DetectorMode::cap;
  settings.threshold = {-8};
  for (const unsigned limit : {0U, 1U, 3U, 9U}) {
    settings.limit = limit;
    BOOST_TEST(keys_of(select(settings, scores), 0).size() == std::min(limit, 3U));
  }
}

BOOST_AUTO_TEST_CASE(cap_takes_the_first_that_pass) {
  DetectorSettings settings = settings_of(DetectorMode::cap, 2, 5);
  settings.threshold = {2, -3};
  settings.limit = 2;
  const RowMasks expected = {2, 3, 0, 1, 0};
  BOOST_TEST(select(settings, {{1, 0}, {2, 5}, {-7, -4}, {4, 1}, {9, 1}}) == expected,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(threshold_is_inclusive_and_per_row) {
  DetectorSettings settings = settings_of(DetectorMode::threshold, 2, 3);
  settings.threshold = {0, 3};
  const RowMasks expected = {1, 3, 0};
  BOOST_TEST(select(settings, {{0, 2}, {5, 3}, {-1, -1}}) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(shared_compares_the_best_or_the_sum_of_allowed_rows) {
  DetectorSettings settings = settings_of(DetectorMode::shared, 3, 3);
  settings.rows = 2;  // the third row's scores count for nothing
  settings.shared_threshold = 4;
  const Scores scores = {{4, -9, 7}, {2, 2, 7}, {3, 0, 7}};
  RowMasks expected = {3, 0, 0};
  BOOST_TEST(select(settings, scores) == expected, boost::test_tools::per_element());
  settings.shared_sum = true;
  expected = {0, 3, 0};
  BOOST_TEST(select(settings, scores) == expected, boost::test_tools::per_element());
  // Causal: key 1 is row 1's alone, key 2 nobody's.
  settings.causal = true;
  settings.shared_threshold = 1;
  expected = {0, 2, 0};
  BOOST_TEST(select(settings, scores) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(nothing_is_selected_where_nothing_is_allowed) {
  for (const DetectorMode mode :
       {DetectorMode::threshold, DetectorMode::cap, DetectorMode::topk, DetectorMode::shared}) {
    DetectorSettings settings = settings_of(mode, 2, 0);
    settings.limit = 5;
    settings.threshold = {-8, -8};
    settings.shared_threshold = -16;
    const RowMasks none = {0, 0};
    BOOST_TEST(select(settings, {{1, 1}, {2, 2}}) == none, boost::test_tools::per_element());
    settings.length = 2;
    settings.rows = 0;
    BOOST_TEST(select(settings, {{1, 1}, {2, 2}}) == none, boost::test_tools::per_element());
  }
}
