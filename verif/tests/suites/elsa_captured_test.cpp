// SPDX-License-Identifier: Apache-2.0
// Captured heads through the suite of ELSA's accelerator, with the model in the device's place: what is
// reported is what the data says, worked out here from the matrices alone.
#include <algorithm>
#include <cmath>
#include <iostream>
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
  for (const SuiteTest& test : elsa::captured_suite(p, input_of(name), elsa::usual_approximations(), keep))
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

Run run_head(const config::ElsaParameters& p, const sim::Head& data, std::size_t queries, double degree) {
  ModelDut device(make_elsa_model(p));
  const std::unique_ptr<Model> model = make_elsa_model(p);
  Bench bench(device, *model, "head", 1);
  elsa::Driver driver(bench, p, nullptr);
  driver.start();
  Run run;
  run.fits = elsa::fitting(driver.shape(), data, queries);
  run.head = elsa::captured_head(p, run.fits, {degree, {}});
  driver.send(run.head);
  driver.drain();
  run.passage = driver.passages().back();
  return run;
}

}  // namespace

// Without approximation, and then at ever larger p.
BOOST_AUTO_TEST_CASE(all_keys_and_the_selected_ones) {
  for (const char* name : {"use_lite_l0_d64/kjv_eccl_n128", "moonshine_base_enc_d52/librivox_n128"}) {
    const std::vector<elsa::CapturedReport> reports = reports_on(name, 0);
    BOOST_REQUIRE(reports.size() == 5U);
    const elsa::CapturedReport& all = reports[0];
    for (const elsa::CapturedReport& report : reports) {
      BOOST_TEST_MESSAGE(describe(report));
      BOOST_TEST(report.keys == 128U);
      BOOST_TEST(report.queries == 128U);
      BOOST_TEST(report.preprocessing == 3U * 129 + 5);
      BOOST_TEST(report.ending == 2U + 6U + 4U + 11U);
      BOOST_TEST(report.ideal == 128 * 2.0 * 128 * 64 / 528, boost::test_tools::tolerance(1e-12));
      BOOST_TEST(report.work(elsa::Work::hash) == 128U * 3);
      BOOST_TEST(report.work(elsa::Work::selection) == 128U * 4);
      BOOST_TEST(report.work(elsa::Work::division) == 128U * 4);
      BOOST_TEST(report.execution >= report.work(elsa::Work::attention));
      BOOST_TEST(report.bounded(elsa::Work::hash) + report.bounded(elsa::Work::selection) +
                     report.bounded(elsa::Work::attention) + report.bounded(elsa::Work::division) ==
                 128U);
      BOOST_TEST(to_json(report)["cycles"]["execution"] == report.execution);
    }
    BOOST_TEST(all.share == 1.0);
    BOOST_TEST(all.execution == 32U + 5 + 127 * 32);
    BOOST_TEST(all.bounded(elsa::Work::attention) == 128U);
    BOOST_TEST(all.error_on_selected == all.error_on_all);
    for (std::size_t i = 1; i < reports.size(); ++i) {
      BOOST_TEST(reports[i].degree > reports[i - 1].degree);
      BOOST_TEST(reports[i].share <= reports[i - 1].share);
      BOOST_TEST(reports[i].execution <= reports[i - 1].execution);
      BOOST_TEST(reports[i].error_on_all >= reports[i - 1].error_on_all);
      BOOST_TEST(reports[i].error_on_all > reports[i].error_on_selected);
    }
    BOOST_TEST(reports[1].share < 1.0);
  }
}

BOOST_AUTO_TEST_CASE(the_threshold_is_learned_from_the_head) {
  const config::ElsaParameters p;
  const auto input = input_of("use_lite_l0_d64/kjv_eccl_n128");
  sim::elsa::ThresholdLearner learner(2);
  learner.add(input->data);
  const elsa::Head head = elsa::captured_head(p, elsa::fitting(ElsaShape(p), input->data, 512), {2, {}});
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
      const Run run = run_head(p, input_of(name)->data, 12, 0);
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

// Whole heads, as many keys as the published accelerator takes: errors before the output's rounding, and how
// the cycles compare with the closed form. At night.
BOOST_AUTO_TEST_SUITE(whole, *boost::unit_test::disabled())

namespace {

struct Totals {
  double share = 0, excess = 0, worst = -1, error = 0;
  std::size_t heads = 0;
  void add(const elsa::CapturedReport& report) {
    const double own = static_cast<double>(report.execution) / static_cast<double>(report.closed_form()) - 1;
    share += report.share;
    excess += own;
    worst = std::max(worst, own);
    error = std::max(error, report.error_on_selected);
    ++heads;
  }
};

// All heads of a case; nothing without the data.
Totals totals_of(const config::ElsaParameters& p, const sim::ActivationCase& activations, double degree) {
  Totals totals;
  for (std::size_t layer = 0; layer < activations.layer_count(); ++layer) {
    for (std::size_t head = 0; head < activations.heads(); ++head) {
      const Run run = run_head(p, head_of(activations, layer, head), 512, degree);
      totals.add(elsa::report_on(p, run.fits, run.head, run.passage));
    }
  }
  const auto heads = static_cast<double>(totals.heads);
  std::cout << activations.name << ", p = " << degree << ": " << 100 * totals.share / heads
            << " % of the keys, execution " << 100 * totals.excess / heads
            << " % over the closed form, at most " << 100 * totals.worst << " %; off by at most "
            << 100 * totals.error << " %\n";
  return totals;
}

}  // namespace

BOOST_AUTO_TEST_CASE(long_heads) {
  const char* root = std::getenv("WINNOW_DATA");
  if (root == nullptr || *root == '\0') {
    std::cout << "skipped: WINNOW_DATA is not set; it must name the folder with the full activation cases\n";
    return;
  }
  config::ElsaParameters p;
  p.output_format.fraction_bits = 16;
  double excess = 0, heads = 0;
  for (const char* name : {"use_lite_l0_d64/kjv_eccl_n128", "use_lite_l0_d64/kjv_eccl_n512",
                           "moonshine_base_enc_d52/librivox_n512"}) {
    const auto activations = sim::load_case(sim::find_cases(std::filesystem::path(root) / name).at(0));
    for (const double degree : {0.0, 0.5, 1.0, 2.0, 4.0}) {
      const Totals totals = totals_of(p, activations, degree);
      BOOST_TEST(totals.error <= 0.02, name);
      excess += totals.excess;
      heads += static_cast<double>(totals.heads);
    }
    config::ElsaParameters fine = p;
    fine.term_fraction_bits = 7;
    BOOST_TEST(totals_of(fine, activations, 1).error <= 0.004, name);
  }
  std::cout << "mean excess " << 100 * excess / heads << " %\n";
  BOOST_TEST(excess / heads <= 0.03);
}

BOOST_AUTO_TEST_SUITE_END()
