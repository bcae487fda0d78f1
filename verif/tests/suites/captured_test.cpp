// SPDX-License-Identifier: Apache-2.0
// Captured vectors through the suites of detector, scheduler and ELSA's hash, with the models in the devices'
// places: what is reported is what the data says, worked out here from the matrices alone.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>
#include <numeric>

#include "sim/elsa/angle.hpp"
#include "sim/elsa/factors.hpp"
#include "sim/metrics.hpp"
#include "sim/quantise.hpp"
#include "sim/selection.hpp"
#include "verif/suites/captured/detector_input.hpp"
#include "verif/suites/captured/elsa_attention_input.hpp"
#include "verif/suites/captured/elsa_hash_input.hpp"
#include "verif/suites/captured/scheduler_input.hpp"
#include "verif/suites/detector/suite.hpp"
#include "verif/suites/elsa_attention/suite.hpp"
#include "verif/suites/elsa_hash/suite.hpp"
#include "verif/suites/scheduler/suite.hpp"
#include "verif/tests/suites/captured_run.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

using testing::input_of;
using testing::run;

std::vector<detector::CapturedReport> select(const config::DetectorParameters& p,
                                             const std::shared_ptr<const RealInput>& input,
                                             std::uint64_t cycles = 0) {
  std::vector<detector::CapturedReport> reports;
  const auto keep = [&](const detector::CapturedReport& report) { reports.push_back(report); };
  for (const SuiteTest& test : detector::captured_suite(p, input, keep))
    run(
        test, [p] { return make_detector_model(p); }, cycles);
  return reports;
}

scheduler::CapturedReport schedule(const config::SchedulerParameters& p,
                                   const std::shared_ptr<const RealInput>& input, std::uint64_t cycles = 0) {
  scheduler::CapturedReport found;
  const auto keep = [&](const scheduler::CapturedReport& report) { found = report; };
  for (const SuiteTest& test : scheduler::captured_suite(p, input, keep))
    run(
        test, [p] { return make_scheduler_model(p); }, cycles);
  return found;
}

elsa_hash::CapturedReport hash(const std::shared_ptr<const RealInput>& input, std::uint64_t cycles = 0,
                               const ModelDut::Fault& fault = {}) {
  const config::ElsaHashParameters p;
  elsa_hash::CapturedReport found;
  const auto keep = [&](const elsa_hash::CapturedReport& report) { found = report; };
  for (const SuiteTest& test : elsa_hash::captured_suite(p, input, keep))
    run(
        test, [p] { return make_elsa_hash_model(p); }, cycles, fault);
  return found;
}

// In s5.3, with zeros up to 64 elements.
sim::Matrix padded_codes(const sim::Matrix& matrix) {
  sim::Matrix codes(matrix.rows, 64);
  for (std::size_t row = 0; row < matrix.rows; ++row) {
    for (std::size_t i = 0; i < matrix.columns; ++i)
      codes.at(row, i) = std::clamp(std::nearbyint(8 * matrix.at(row, i)), -256.0, 255.0);
  }
  return codes;
}

double angle(std::span<const double> a, std::span<const double> b) {
  const auto dot = [](std::span<const double> x, std::span<const double> y) {
    return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
  };
  return std::acos(std::clamp(dot(a, b) / std::sqrt(dot(a, a) * dot(b, b)), -1.0, 1.0));
}

// INT4 scores in 8 bits, the largest magnitude at the end of the range.
sim::Matrix estimated_codes(const RealInput& input) {
  const auto q = sim::quantise(input.data.q, 4, sim::RangeRule::sigma_times_2_5);
  const auto k = sim::quantise(input.data.k, 4, sim::RangeRule::sigma_times_2_5);
  sim::Matrix codes = sim::scaled(sim::integer_scores(q.codes, k.codes), 1.0);
  double largest = 0;
  for (const double score : codes.values) largest = std::max(largest, std::abs(score));
  for (double& score : codes.values) score = std::nearbyint(score * 127 / largest);
  return codes;
}

// The mean of the queries' n-th best scores, rounded.
double mean_best(const sim::Matrix& scores, std::size_t n) {
  double sum = 0;
  for (std::size_t query = 0; query < scores.rows; ++query) {
    const auto best = sim::top_keys(scores.row(query), scores.columns, n);
    double least = scores.at(query, best.front());
    for (const std::size_t key : best) least = std::min(least, scores.at(query, key));
    sum += least;
  }
  return std::round(sum / static_cast<double>(scores.rows));
}

constexpr config::DetectorParameters wide{
    .tokens = 4, .keys_per_cycle = 16, .maximum_keys = 256, .score_bits = 8, .passes = 2};
constexpr config::DetectorParameters narrow{
    .tokens = 3, .keys_per_cycle = 5, .maximum_keys = 42, .score_bits = 5, .passes = 1};
constexpr config::SchedulerParameters rows_of_four{
    .tokens = 4, .maximum_keys = 128, .keys_per_cycle = 16, .replay_rounds = 0};

}  // namespace

BOOST_AUTO_TEST_CASE(selections_are_those_of_the_estimated_scores) {
  const auto input = input_of("use_lite_l0_d64/kjv_eccl_n128");
  const auto reports = select(wide, input);
  BOOST_REQUIRE_EQUAL(reports.size(), 2U);
  for (const detector::CapturedReport& report : reports) {
    BOOST_TEST_MESSAGE(describe(report));
    BOOST_TEST(report.queries == 128U);
    BOOST_TEST(report.keys == 128U);
    BOOST_TEST(report.limit == 13U);
    BOOST_TEST(to_json(report)["mode"] == report.mode);
  }
  const sim::Matrix codes = estimated_codes(*input), exact = sim::scores(input->data);
  const detector::CapturedReport &topk = reports[0], &threshold = reports[1];
  BOOST_TEST(topk.mode == "topk");
  BOOST_TEST(topk.selected == 13.0);
  BOOST_TEST(topk.most_selected == 13U);
  BOOST_TEST(topk.recall == sim::top_recall(exact, codes, 10), boost::test_tools::tolerance(1e-12));
  BOOST_TEST(threshold.mode == "threshold");
  const double limit = mean_best(codes, 13);
  double selected = 0, found = 0;
  for (std::size_t query = 0; query < codes.rows; ++query) {
    for (const double code : codes.row(query)) selected += code >= limit ? 1 : 0;
    for (const std::size_t key : sim::top_keys(exact.row(query), 128, 13))
      found += codes.at(query, key) >= limit ? 1 : 0;
  }
  BOOST_TEST(threshold.selected == selected / 128, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(threshold.recall == found / (128 * 13), boost::test_tools::tolerance(1e-12));
  // A threshold for all leaves the rows unbalanced.
  BOOST_TEST(threshold.most_selected > topk.most_selected);
}

BOOST_AUTO_TEST_CASE(only_the_first_keys_of_a_small_detector_are_used) {
  for (const detector::CapturedReport& report :
       select(narrow, input_of("moonshine_base_enc_d52/librivox_n128"))) {
    BOOST_TEST(report.keys == 42U);
    BOOST_TEST(report.limit == 5U);
    BOOST_TEST(report.queries == 128U);
  }
}

BOOST_AUTO_TEST_CASE(a_causal_head_shows_its_first_queries_few_keys) {
  const auto input = input_of("moonshine_base_dec_d52/librivox_n94");
  BOOST_REQUIRE((input->data.mask == sim::Mask::causal));
  const detector::CapturedReport report = select(narrow, input).front();
  BOOST_TEST(report.queries == 42U);
  // Queries 0 to 3 see 1 to 4 keys, all others at least the 5 that are selected.
  BOOST_TEST(report.selected == (1 + 2 + 3 + 4 + 38 * 5) / 42.0);
  const scheduler::CapturedReport scheduled = schedule(rows_of_four, input);
  std::uint64_t connections = 0;
  for (std::uint64_t query = 0; query < 94; ++query) connections += query / 10 + 1;
  BOOST_TEST(scheduled.connections == connections);
}

BOOST_AUTO_TEST_CASE(a_schedule_takes_the_longest_row_and_at_least_the_distinct_keys) {
  const scheduler::CapturedReport report = schedule(rows_of_four, input_of("use_lite_l0_d64/kjv_eccl_n128"));
  BOOST_TEST_MESSAGE(describe(report));
  BOOST_TEST(report.queries == 128U);
  BOOST_TEST(report.rounds == 128U / 4 * 13);
  BOOST_TEST(report.connections == 128U * 13);
  BOOST_TEST(report.distinct < report.connections);
  BOOST_TEST(report.loads >= report.distinct);
  BOOST_TEST(report.loads < report.connections);
  // One round per cycle: 8 cycles after the last of 8 tiles, after two of reset.
  BOOST_TEST(report.cycles <= 2 + 8 + 8 + report.rounds);
  BOOST_TEST(to_json(report)["fewest_loads"] == report.distinct);
}

BOOST_AUTO_TEST_CASE(a_budget_ends_the_run) {
  const auto input = input_of("use_lite_l0_d64/kjv_eccl_n128");
  BOOST_TEST(select(wide, input, 100).front().queries < 40U);
  const scheduler::CapturedReport report = schedule(rows_of_four, input, 100);
  BOOST_TEST(report.queries >= 4U);
  BOOST_TEST(report.queries < 60U);
}

BOOST_AUTO_TEST_CASE(a_wrong_device_fails) {
  const auto input = input_of("use_lite_l0_d64/kjv_eccl_n128");
  const auto flip = [](const std::string& port) {
    return
        [port](std::uint64_t cycle, const std::vector<std::string>& names, std::vector<Expected>& outputs) {
          const auto found = std::find(names.begin(), names.end(), port);
          if (cycle == 60) outputs[static_cast<std::size_t>(found - names.begin())].value[0] ^= 1U;
        };
  };
  for (const SuiteTest& test : detector::captured_suite(wide, input)) {
    BOOST_CHECK_THROW(run(
                          test, [] { return make_detector_model(wide); }, 0, flip("scores_ready_o")),
                      MismatchError);
  }
  for (const SuiteTest& test : scheduler::captured_suite(rows_of_four, input)) {
    BOOST_CHECK_THROW(
        run(
            test, [] { return make_scheduler_model(rows_of_four); }, 0, flip("connections_valid_o")),
        MismatchError);
  }
}

BOOST_AUTO_TEST_CASE(hashes_of_a_padded_head) {
  const auto input = input_of("moonshine_base_enc_d52/librivox_n128");
  const elsa_hash::CapturedReport report = hash(input);
  BOOST_TEST_MESSAGE(describe(report));
  BOOST_TEST(report.keys == 128U);
  BOOST_TEST(report.queries == 128U);
  BOOST_TEST(report.dimension == 52U);
  // One vector per 3 cycles; the last hash is there 4 cycles after its vector.
  BOOST_TEST(report.cycles == 256U * 3 + 2);
  BOOST_TEST(to_json(report)["cycles"] == report.cycles);
  const sim::Matrix matrix = sim::elsa::hash_matrix(config::default_hash_factors());
  const sim::Matrix q = padded_codes(input->data.q), k = padded_codes(input->data.k);
  double error = 0;
  for (std::size_t query = 0; query < q.rows; ++query) {
    const std::vector<bool> query_hash = sim::elsa::hash_of(matrix, q.row(query));
    for (std::size_t key = 0; key < k.rows; ++key) {
      const std::vector<bool> key_hash = sim::elsa::hash_of(matrix, k.row(key));
      int distance = 0;
      for (std::size_t bit = 0; bit < 64; ++bit) distance += query_hash[bit] != key_hash[bit] ? 1 : 0;
      error += std::abs(std::numbers::pi / 64 * distance - angle(q.row(query), k.row(key)));
    }
  }
  BOOST_TEST(report.angle_error == error / (128 * 128), boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_budget_ends_the_vectors_and_a_wrong_hash_is_noticed) {
  const auto input = input_of("use_lite_l0_d64/kjv_eccl_n128");
  const elsa_hash::CapturedReport report = hash(input, 60);
  BOOST_TEST(report.keys == 10U);
  BOOST_TEST(report.queries == 10U);
  BOOST_TEST(report.dimension == 64U);
  const ModelDut::Fault flip = [](std::uint64_t, const auto&, std::vector<Expected>& outputs) {
    outputs[2].value[1] ^= 1U;
  };
  BOOST_CHECK_THROW(hash(input, 60, flip), MismatchError);
}

// 32 slots per query, and the constant of the last sums' way out; the weights' 5 bits cost less than half of
// what they may round by.
BOOST_AUTO_TEST_CASE(sums_of_a_bank) {
  const config::ElsaAttentionParameters p;
  for (const char* name : {"use_lite_l0_d64/kjv_eccl_n128", "moonshine_base_enc_d52/librivox_n128"}) {
    std::vector<elsa_attention::CapturedReport> reports;
    const auto keep = [&](const elsa_attention::CapturedReport& report) { reports.push_back(report); };
    for (const SuiteTest& test : elsa_attention::captured_suite(p, input_of(name), keep))
      run(
          test, [p] { return make_elsa_attention_model(p); }, 640);
    BOOST_REQUIRE(reports.size() == 1U);
    BOOST_TEST_MESSAGE(describe(reports[0]));
    BOOST_TEST(reports[0].keys == 128U);
    BOOST_TEST(reports[0].queries == 20U);
    BOOST_TEST(reports[0].cycles == 20U * 32 + 1 + 17);
    BOOST_TEST(reports[0].error > 0.0005);
    BOOST_TEST(reports[0].error < 0.008);
  }
  const auto flip = [](std::uint64_t cycle, const auto&, std::vector<Expected>& outputs) {
    if (cycle == 60) outputs[0].value[0] ^= 1U;
  };
  for (const SuiteTest& test : elsa_attention::captured_suite(p, input_of("use_lite_l0_d64/kjv_eccl_n128")))
    BOOST_CHECK_THROW(run(
                          test, [p] { return make_elsa_attention_model(p); }, 200, flip),
                      MismatchError);
}
