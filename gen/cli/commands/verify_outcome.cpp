// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/commands/verify_outcome.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "verif/harness/report.hpp"
#include "verif/mutants/report.hpp"

namespace winnow::cli {
namespace {

void show_failure(const std::string& design, const verif::TestResult& test, const Context& context) {
  if (test.passed) return;
  if (test.mismatch) {
    context.errors << fmt::format("{}: {} seed {}: cycle {}, port {}: expected {}, got {}\n", design,
                                  test.name, test.seed, test.mismatch->cycle, test.mismatch->port,
                                  test.mismatch->expected, test.mismatch->got);
  } else {
    context.errors << fmt::format("{}: {} seed {}: {}\n", design, test.name, test.seed, test.error);
  }
  if (!test.replay.empty()) context.errors << "  replay: " << test.replay << '\n';
}

std::string summary(const VerifyOutcome& outcome, const verif::VerifyResult& result) {
  verif::Totals totals;
  totals.add(result.report);
  const double speed = totals.seconds > 0 ? static_cast<double>(totals.cycles) / totals.seconds : 0;
  return fmt::format(
      "{} on the {}: {} of {} tests passed, {} mismatches, {} errors, {} cycles, {:.0f} cycles per second "
      "(harness included), model built in {:.1f} s; results in {}\n",
      outcome.name, result.report.engine, totals.tests - totals.failed(), totals.tests, totals.mismatches,
      totals.errors, totals.cycles, speed, result.build_seconds, outcome.folder);
}

}  // namespace

nlohmann::ordered_json to_json(const VerifyOutcome& outcome) {
  nlohmann::ordered_json engines = nlohmann::ordered_json::array();
  for (const verif::VerifyResult& result : outcome.results) {
    nlohmann::ordered_json report = verif::verify_json(result.report);
    nlohmann::ordered_json inputs = nlohmann::ordered_json::array();
    for (const verif::RealInputFigures& input : result.real_inputs) inputs.push_back(input.json);
    report["real_inputs"] = inputs;
    report["functional_coverage_missing"] = result.missing_coverage;
    if (result.coverage) report["netlist_coverage"] = verif::to_json(*result.coverage);
    engines.push_back(std::move(report));
  }
  return {{"config", outcome.config},
          {"name", outcome.name},
          {"folder", outcome.folder},
          {"error", outcome.error},
          {"runs", engines}};
}

void write_files(const VerifyOutcome& outcome) {
  if (outcome.results.empty()) return;
  const std::filesystem::path folder = outcome.folder;
  verif::write_whole_file(folder / "verify.json", verif::to_text(to_json(outcome)));
  std::vector<verif::SuiteReport> reports;
  for (const verif::VerifyResult& result : outcome.results) reports.push_back(result.report);
  verif::write_whole_file(folder / "junit.xml", verif::junit_xml(reports));
  if (outcome.mutants)
    verif::write_whole_file(folder / "mutants.json",
                            verif::to_text(verif::mutants::to_json(*outcome.mutants)));
  for (const verif::VerifyResult& result : outcome.results) {
    if (!result.coverage) continue;
    verif::write_whole_file(folder / "coverage.info", verif::lcov(*result.coverage, outcome.name));
  }
}

void show(const VerifyOutcome& outcome, const Context& context) {
  if (!outcome.error.empty()) context.errors << outcome.error << '\n';
  for (const verif::VerifyResult& result : outcome.results) {
    for (const verif::TestResult& test : result.report.results) show_failure(outcome.name, test, context);
    if (!context.shows_text()) continue;
    for (const verif::RealInputFigures& input : result.real_inputs) context.output << input.text << '\n';
    context.output << summary(outcome, result);
    if (!result.coverage) continue;
    context.output << verif::summary(*result.coverage);
    for (const std::string& point : verif::missing(*result.coverage)) context.output << "  " << point << '\n';
  }
  if (outcome.mutants && context.shows_text()) context.output << verif::mutants::summary(*outcome.mutants);
}

std::string shell_word(const std::string& text) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+=./:,@%";
  if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
  std::string word = "'";
  for (const char letter : text) word += letter == '\'' ? "'\\''" : std::string(1, letter);
  return word + "'";
}

}  // namespace winnow::cli
