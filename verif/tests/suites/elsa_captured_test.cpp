// SPDX-License-Identifier: Apache-2.0
// Captured heads through the suite of ELSA's accelerator, with the model in the device's place: what is
// reported is what the data says, worked out here from the matrices alone.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/elsa/threshold.hpp"
#include "sim/quantise.hpp"
#include "verif/suites/captured/elsa_input.hpp"
#include "verif/suites/elsa/suite.hpp"
#include "verif/tests/suites/captured_run.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

using testing::input_of;

std::vector<elsa::CapturedReport> reports_on(const std::string& name, std::uint64_t cycles,
                                             const ModelDut::Fault& fault = {}) {
  const config::ElsaParameters p;
  std::vector<elsa::CapturedReport> reports;
  const auto keep = [&](const elsa::CapturedReport& report) { reports.push_back(report); };
  for (const SuiteTest& test : elsa::captured_suite(p, input_of(name), keep))
    testing::run(
        test, [p] { return make_elsa_model(p); }, cycles, fault);
  return reports;
}

sim::Matrix rounded(const sim::Matrix& matrix) {
  return dequantise(sim::quantise_fixed(matrix, 9, 3));
}

// A head through the model.
struct Run {
  sim::Head fits;
  elsa::Head head;
  elsa::Passage passage;
};

Run run_head(const config::ElsaParameters& p, const std::string& name, std::size_t queries, double degree) {
  ModelDut device(make_elsa_model(p));
  const std::unique_ptr<Model> model = make_elsa_model(p);
  Bench bench(device, *model, "head", 1);
  elsa::Driver driver(bench, p, nullptr);
  driver.start();
  Run run;
  run.fits = elsa::fitting(driver.shape(), input_of(name)->data, queries);
  run.head = elsa::captured_head(p, run.fits, degree);
  driver.send(run.head);
  driver.drain();
  run.passage = driver.passages().back();
  return run;
}

}  // namespace

// 384 cycles of hashes and 128/4 cycles per query: 6000 cycles are enough for all of them.
BOOST_AUTO_TEST_CASE(all_keys_and_the_selected_ones) {
  for (const char* name : {"use_lite_l0_d64/kjv_eccl_n128", "moonshine_base_enc_d52/librivox_n128"}) {
    const std::vector<elsa::CapturedReport> reports = reports_on(name, 0);
    BOOST_REQUIRE(reports.size() == 2U);
    const elsa::CapturedReport &all = reports[0], &some = reports[1];
    BOOST_TEST_MESSAGE(describe(all) << "\n" << describe(some));
    for (const elsa::CapturedReport& report : reports) {
      BOOST_TEST(report.keys == 128U);
      BOOST_TEST(report.queries == 128U);
      BOOST_TEST(report.preprocessing == 3U * 129 + 5);
      BOOST_TEST(report.ending == 2U + 6U + 4U + 11U);
      BOOST_TEST(report.ideal == 128 * 2.0 * 128 * 64 / 528, boost::test_tools::tolerance(1e-12));
      BOOST_TEST(report.execution >= report.least);
      BOOST_TEST(report.by_hash + report.by_scan + report.by_candidates + report.by_division == 128U);
      BOOST_TEST(to_json(report)["cycles"]["execution"] == report.execution);
    }
    BOOST_TEST(all.share == 1.0);
    BOOST_TEST(all.execution == 32U + 5 + 127 * 32);
    BOOST_TEST(all.by_candidates == 128U);
    BOOST_TEST(all.error_on_selected == all.error_on_all);
    BOOST_TEST(some.share < 1.0);
    BOOST_TEST(some.execution < all.execution);
    BOOST_TEST(some.error_on_all > some.error_on_selected);
  }
}

BOOST_AUTO_TEST_CASE(the_threshold_is_learned_from_the_head) {
  const config::ElsaParameters p;
  const auto input = input_of("use_lite_l0_d64/kjv_eccl_n128");
  sim::elsa::ThresholdLearner learner(2);
  learner.add(input->data);
  const elsa::Head head = elsa::captured_head(p, elsa::fitting(ElsaShape(p), input->data, 512), 2);
  BOOST_TEST(head.threshold == std::llround(256 * learner.threshold()));
  BOOST_TEST(!head.approximation_off);
  BOOST_TEST(static_cast<double>(head.scale) ==
             std::round(65536 * input->data.scale * std::log2(std::exp(1.0))));
}

// Against exact attention on the rounded matrices.
BOOST_AUTO_TEST_CASE(errors_are_those_of_the_rows) {
  config::ElsaParameters p;
  p.output_format.fraction_bits = 16;
  for (const char* name : {"use_lite_l0_d64/kjv_eccl_n128", "moonshine_base_enc_d52/librivox_n128"}) {
    for (const unsigned term_bits : {5U, 7U}) {
      p.term_fraction_bits = term_bits;
      const Run run = run_head(p, name, 12, 0);
      const sim::Matrix exact = sim::attention(
          {rounded(run.fits.q), rounded(run.fits.k), rounded(run.fits.v), run.fits.scale, run.fits.mask});
      double difference = 0, size = 0;
      for (std::size_t query = 0; query < 12; ++query) {
        for (std::size_t i = 0; i < exact.columns; ++i) {
          const double got = std::ldexp(static_cast<double>(run.passage.rows[query][i]), -16);
          difference += std::pow(got - exact.at(query, i), 2);
          size += std::pow(exact.at(query, i), 2);
        }
      }
      const elsa::CapturedReport report = elsa::report_on(p, run.fits, run.head, run.passage);
      BOOST_TEST(report.error_on_all == std::sqrt(difference / size), boost::test_tools::tolerance(1e-9));
      BOOST_TEST(report.error_of_rounding < 0.0001);
      BOOST_TEST(report.error_on_all < (term_bits == 5 ? 0.02 : 0.004), name);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_budget_ends_the_queries_and_a_wrong_device_fails) {
  const elsa::CapturedReport report = reports_on("use_lite_l0_d64/kjv_eccl_n128", 384 + 5 * 32 + 31).front();
  BOOST_TEST(report.queries == 5U);
  const ModelDut::Fault flip = [](std::uint64_t cycle, const auto&, std::vector<Expected>& outputs) {
    if (cycle == 60) outputs[0].value[0] ^= 1U;
  };
  BOOST_CHECK_THROW(reports_on("use_lite_l0_d64/kjv_eccl_n128", 600, flip), MismatchError);
}
