// SPDX-License-Identifier: Apache-2.0
// Many configs, most of them damaged, through reading, validation, elaboration, passes and the Verilog
// writer: no crash, no hang, every error well formed. Built with the address and undefined-behaviour
// sanitizers.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "gen/config/json.hpp"
#include "verif/tests/robust/config_case.hpp"
#include "verif/tests/robust/supervisor.hpp"

namespace {

using namespace winnow::verif;

constexpr std::uint64_t enough_for_shares = 1000;
constexpr std::size_t longest_shown = 2000;

struct Options {
  std::uint64_t seed = 1, first = 0, configs = 1000;
  unsigned jobs = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
  double seconds = 120;  // per config, of which the slowest takes about one on a quiet machine
  std::int64_t only = -1;
  std::string templates;
};

void print_case(const ConfigCase& config_case, std::size_t longest) {
  fmt::print("{}:\n{}{}\n", origin_names[static_cast<std::size_t>(config_case.origin)],
             config_case.text.substr(0, longest), config_case.text.size() > longest ? " ..." : "");
  for (const std::string& assignment : config_case.overrides) {
    fmt::print("--set {}\n", winnow::config::in_quotes(assignment));
  }
}

// In this process, for a debugger.
int run_one(const Options& options) {
  const ConfigCase config_case = make_config_case(options.seed, static_cast<std::uint64_t>(options.only));
  print_case(config_case, std::string::npos);
  std::fflush(stdout);
  const CaseResult result = run_config_case(config_case, options.templates);
  fmt::print("{}\n{}\n", outcome_names[static_cast<std::size_t>(result.outcome)],
             result.problem.empty() ? "PASS" : "FAIL: " + result.problem);
  return result.problem.empty() ? 0 : 1;
}

std::uint64_t count_of(const SupervisedRun& run, std::size_t origin, std::size_t outcome) {
  const std::size_t index = origin * outcome_names.size() + outcome;
  return index < run.outcomes.size() ? run.outcomes[index].size() : 0;
}

// The shares of what became of the configs, by where they come from; false when too few go one way, so that
// the run says little.
bool print_shares(const SupervisedRun& run) {
  std::vector<std::uint64_t> sums(outcome_names.size());
  fmt::print("{:<20}", "");
  for (const char* name : outcome_names) fmt::print("{:>18}", name);
  for (std::size_t origin = 0; origin < origin_names.size(); ++origin) {
    fmt::print("\n{:<20}", origin_names[origin]);
    for (std::size_t outcome = 0; outcome < outcome_names.size(); ++outcome) {
      const std::uint64_t count = count_of(run, origin, outcome);
      sums[outcome] += count;
      fmt::print("{:>18}", count);
    }
  }
  fmt::print("\n{:<20}", "together");
  bool enough = true;
  for (const std::uint64_t sum : sums) {
    fmt::print("{:>11} {:4.1f} %", sum, 100.0 * static_cast<double>(sum) / static_cast<double>(run.finished));
  }
  for (const std::size_t outcome : {std::size_t{0}, sums.size() - 1})
    enough = enough && sums[outcome] * 5 > run.finished;
  fmt::print("\nslowest: case {}, {:.2f} s of the processor\n", run.slowest, run.slowest_seconds);
  return enough || run.finished < enough_for_shares;
}

int run_all(const Options& options, const std::string& program) {
  Supervision how;
  how.first = options.first;
  how.count = options.configs;
  how.workers = options.jobs;
  how.processor_seconds = options.seconds;
  how.wall_seconds = options.seconds * 20;
  const SupervisedRun run = supervise(how, [&](std::uint64_t number) {
    const ConfigCase config_case = make_config_case(options.seed, number);
    const CaseResult result = run_config_case(config_case, options.templates);
    const auto origin = static_cast<std::uint32_t>(config_case.origin);
    return CaseReport{origin * static_cast<std::uint32_t>(outcome_names.size()) +
                          static_cast<std::uint32_t>(result.outcome),
                      result.problem};
  });
  fmt::print("{} configs, seed {}\n", run.finished, options.seed);
  const bool telling = run.finished > 0 && print_shares(run);
  if (!telling) fmt::print("FAIL: less than a fifth is refused, or less than a fifth elaborated\n");
  for (const Failure& failure : run.failures) {
    fmt::print("\nFAIL: case {}: {}\n  replay: {} --seed {} --case {} --templates {}\n", failure.number,
               failure.problem.substr(0, longest_shown), program, options.seed, failure.number,
               options.templates);
    std::fflush(stdout);
    print_case(make_config_case(options.seed, failure.number), longest_shown);
  }
  return telling && run.failures.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  // By hand: the command line's library would cost more compilation than the fuzzer.
  Options options;
  if (const char* seed = std::getenv("WINNOW_SEED")) options.seed = std::strtoull(seed, nullptr, 0);
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string name = arguments[i], value = arguments[i + 1];
    const std::uint64_t number = std::strtoull(value.c_str(), nullptr, 0);
    if (name == "--templates") options.templates = value;
    if (name == "--seed") options.seed = number;
    if (name == "--configs") options.configs = number;
    if (name == "--first") options.first = number;
    if (name == "--case") options.only = static_cast<std::int64_t>(number);
    if (name == "--jobs") options.jobs = static_cast<unsigned>(number);
    if (name == "--seconds") options.seconds = static_cast<double>(number);
  }
  if (options.templates.empty()) {
    fmt::print(stderr,
               "usage: {} --templates FOLDER [--seed N] [--configs N] [--first N] [--jobs N] [--seconds N]\n"
               "       {} --templates FOLDER --seed N --case N    only this one, in this process\n",
               arguments[0], arguments[0]);
    return 2;
  }
  return options.only >= 0 ? run_one(options) : run_all(options, arguments[0]);
}
