// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/filter_input.hpp"

#include <fmt/format.h>

#include "sim/schedule.hpp"
#include "verif/suites/captured/score_groups.hpp"
#include "verif/suites/detector/expected.hpp"
#include "verif/suites/filter/driver.hpp"

namespace winnow::verif::filter {
namespace {

constexpr std::uint64_t default_cycles = 20000;

scheduler::CapturedReport run(Driver& driver, Bench& bench, const RealInput& input, DetectorMode mode,
                              std::uint64_t budget) {
  const detector::ScoreGroups groups(driver.shape(), input);
  scheduler::CapturedReport report{
      .case_name = input.case_name,
      .layer = input.layer,
      .head = input.head,
      .picks = mode == DetectorMode::topk ? "best tenth" : "those above one threshold",
      .keys = groups.keys()};
  const std::uint64_t begin = bench.cycle_count();
  for (std::size_t first = 0; first < groups.queries(); first += driver.shape().tokens) {
    if (first > 0 && bench.cycle_count() - begin >= budget) break;
    const DetectorGroup group = groups.group_at(first, mode);
    const auto bounds = sim::schedule_bounds(detector::expected_masks(driver.shape(), group));
    report.queries += group.settings.rows;
    report.connections += bounds.connections;
    report.distinct += bounds.distinct_keys;
    driver.send(group);
    while (driver.waiting() > 1) driver.run({}, 1);
  }
  driver.drain({});
  report.cycles = driver.last_round().value() - driver.first_tile().value() + 1;
  for (const streams::Connection& round : driver.check().rounds()) {
    report.rounds += scheduler::figures_of(round).rounds;
    report.loads += scheduler::figures_of(round).loads;
  }
  return report;
}

}  // namespace

Suite captured_suite(const config::FilterParameters& parameters, std::shared_ptr<const RealInput> input,
                     std::function<void(const scheduler::CapturedReport&)> on_report) {
  Suite suite;
  for (const DetectorMode mode : {DetectorMode::topk, DetectorMode::threshold}) {
    const bool topk = mode == DetectorMode::topk;
    SuiteTest test;
    test.name = topk ? "real_input_topk" : "real_input_threshold";
    test.description = fmt::format("{} of {} layer {} head {}, from scores to rounds",
                                   topk ? "the best tenth of the keys" : "the keys above one threshold",
                                   input->case_name, input->layer, input->head);
    test.run = [parameters, input, on_report, mode](Bench& bench, std::uint64_t cycles) {
      Driver driver(bench, parameters, nullptr);
      driver.start();
      const auto report = run(driver, bench, *input, mode, cycles == 0 ? default_cycles : cycles);
      if (on_report) on_report(report);
    };
    suite.push_back(std::move(test));
  }
  return suite;
}

}  // namespace winnow::verif::filter
