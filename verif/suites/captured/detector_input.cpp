// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/detector_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

#include "sim/metrics.hpp"
#include "sim/selection.hpp"
#include "verif/suites/captured/score_groups.hpp"
#include "verif/suites/detector/driver.hpp"
#include "verif/suites/detector/expected.hpp"

namespace winnow::verif::detector {
namespace {

constexpr std::uint64_t default_cycles = 20000;

// One head at one detector.
class CapturedScores {
 public:
  CapturedScores(const DetectorShape& shape, const RealInput& input)
      : shape_(shape), input_(input), groups_(shape, input), exact_(sim::scores(input.data)) {}

  CapturedReport run(DetectorDriver& driver, Bench& bench, DetectorMode mode, std::uint64_t budget) {
    CapturedReport report{.case_name = input_.case_name,
                          .layer = input_.layer,
                          .head = input_.head,
                          .mode = mode == DetectorMode::topk ? "topk" : "threshold",
                          .keys = groups_.keys(),
                          .limit = groups_.limit()};
    std::size_t selected = 0, found = 0, wanted = 0;
    for (std::size_t first = 0; first < groups_.queries(); first += shape_.tokens) {
      while (driver.queued() > 1) driver.cycle();
      if (first > 0 && bench.cycle_count() >= budget) break;
      const DetectorGroup group = groups_.group_at(first, mode);
      // The driver holds the candidates to the same masks.
      const std::vector<std::uint32_t> masks = expected_masks(shape_, group);
      for (unsigned row = 0; row < group.settings.rows; ++row) {
        const std::size_t visible = sim::visible_keys(input_.data.mask, first + row, groups_.keys());
        const auto count = static_cast<std::size_t>(std::count_if(
            masks.begin(), masks.end(), [row](auto mask) { return ((mask >> row) & 1U) != 0; }));
        selected += count;
        report.most_selected = std::max(report.most_selected, count);
        const auto best = sim::top_keys(exact_.row(first + row), visible, std::min(groups_.limit(), visible));
        wanted += best.size();
        found += static_cast<std::size_t>(std::count_if(
            best.begin(), best.end(), [&](std::size_t key) { return ((masks[key] >> row) & 1U) != 0; }));
        ++report.queries;
      }
      driver.send(group);
    }
    driver.drain();
    report.cycles = bench.cycle_count();
    report.selected = static_cast<double>(selected) / static_cast<double>(report.queries);
    report.recall = static_cast<double>(found) / static_cast<double>(wanted);
    return report;
  }

 private:
  const DetectorShape& shape_;
  const RealInput& input_;
  ScoreGroups groups_;
  sim::Matrix exact_;
};

}  // namespace

std::string describe(const CapturedReport& r) {
  return fmt::format(
      "{} layer {} head {}: {} of {} among {} keys, {} queries, {} cycles: {:.1f} keys selected per query "
      "(at most "
      "{}), {:.3f} of the exact {} best",
      r.case_name, r.layer, r.head, r.mode, r.limit, r.keys, r.queries, r.cycles, r.selected, r.most_selected,
      r.recall, r.limit);
}

nlohmann::ordered_json to_json(const CapturedReport& r) {
  return {{"kind", "selection"},
          {"case", r.case_name},
          {"layer", r.layer},
          {"head", r.head},
          {"mode", r.mode},
          {"queries", r.queries},
          {"keys", r.keys},
          {"limit", r.limit},
          {"cycles", r.cycles},
          {"selected_per_query", r.selected},
          {"most_selected", r.most_selected},
          {"recall", r.recall}};
}

Suite captured_suite(const config::DetectorParameters& parameters, std::shared_ptr<const RealInput> input,
                     std::function<void(const CapturedReport&)> on_report) {
  Suite suite;
  for (const DetectorMode mode : {DetectorMode::topk, DetectorMode::threshold}) {
    const bool topk = mode == DetectorMode::topk;
    SuiteTest test;
    test.name = topk ? "real_input_topk" : "real_input_threshold";
    test.description = fmt::format("{} from estimated scores of {} layer {} head {}",
                                   topk ? "the best tenth of the keys" : "the keys above one threshold",
                                   input->case_name, input->layer, input->head);
    test.run = [shape = DetectorShape(parameters), input, on_report, mode](Bench& bench,
                                                                           std::uint64_t cycles) {
      DetectorDriver driver(bench, shape, nullptr);
      driver.start();
      const CapturedReport report =
          CapturedScores(shape, *input).run(driver, bench, mode, cycles == 0 ? default_cycles : cycles);
      if (on_report) on_report(report);
    };
    suite.push_back(std::move(test));
  }
  return suite;
}

}  // namespace winnow::verif::detector
