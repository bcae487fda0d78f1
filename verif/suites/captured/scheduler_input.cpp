// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/scheduler_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/selection.hpp"
#include "verif/suites/scheduler/driver.hpp"

namespace winnow::verif::scheduler {
namespace {

constexpr double share = 0.1;
constexpr std::uint64_t default_cycles = 20000;
// A selector leaves out tiles that nobody wants.
constexpr unsigned always_left_out = 16;

CapturedReport run(Driver& driver, Bench& bench, const RealInput& input, std::uint64_t budget) {
  const config::SchedulerParameters& p = driver.parameters();
  const std::size_t keys = std::min<std::size_t>(input.data.k.rows, p.maximum_keys);
  const sim::Matrix scores = sim::scores(input.data);
  CapturedReport report{.case_name = input.case_name, .layer = input.layer, .head = input.head, .keys = keys};
  while (report.queries < scores.rows && (report.queries == 0 || bench.cycle_count() < budget)) {
    Group group = empty_group(p);
    for (unsigned row = 0; row < p.tokens && report.queries < scores.rows; ++row, ++report.queries) {
      const std::size_t visible = sim::visible_keys(input.data.mask, report.queries, keys);
      const std::size_t count = sim::kept_keys(share, visible);
      for (const std::size_t key : sim::top_keys(scores.row(report.queries), visible, count))
        group[key] |= 1U << row;
      report.connections += count;
    }
    report.distinct += distinct_keys(group);
    driver.queue(group, always_left_out);
    // The next group fills while this one is issued.
    driver.feed({});
  }
  driver.drain({});
  report.cycles = driver.last_transfer().value_or(0) + 1;
  for (const streams::Connection& round : driver.rounds()) {
    report.rounds += figures_of(round).rounds;
    report.loads += figures_of(round).loads;
  }
  return report;
}

}  // namespace

std::string describe(const CapturedReport& r) {
  return fmt::format(
      "{} layer {} head {}: {} of {} keys, {} queries, {} cycles: {} rounds, {} loads for {} connections, "
      "{:.4f} "
      "of the fewest",
      r.case_name, r.layer, r.head, r.picks, r.keys, r.queries, r.cycles, r.rounds, r.loads, r.connections,
      static_cast<double>(r.loads) / static_cast<double>(r.distinct));
}

nlohmann::ordered_json to_json(const CapturedReport& r) {
  return {
      {"kind", "schedule"}, {"case", r.case_name},          {"layer", r.layer}, {"head", r.head},
      {"picks", r.picks},   {"queries", r.queries},         {"keys", r.keys},   {"cycles", r.cycles},
      {"rounds", r.rounds}, {"connections", r.connections}, {"loads", r.loads}, {"fewest_loads", r.distinct}};
}

Suite captured_suite(const config::SchedulerParameters& parameters, std::shared_ptr<const RealInput> input,
                     std::function<void(const CapturedReport&)> on_report) {
  SuiteTest test;
  test.name = "real_input_rounds";
  test.description = fmt::format("the best tenth of the keys of {} layer {} head {}, in rounds",
                                 input->case_name, input->layer, input->head);
  test.run = [parameters, input = std::move(input), on_report = std::move(on_report)](Bench& bench,
                                                                                      std::uint64_t cycles) {
    Driver driver(bench, parameters, nullptr);
    driver.start();
    const CapturedReport report = run(driver, bench, *input, cycles == 0 ? default_cycles : cycles);
    if (on_report) on_report(report);
  };
  return {std::move(test)};
}

}  // namespace winnow::verif::scheduler
