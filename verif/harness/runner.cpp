// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/runner.hpp"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "verif/harness/failure.hpp"
#include "verif/harness/pattern.hpp"
#include "verif/harness/report.hpp"

namespace winnow::verif {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t cycles_between_clock_reads = 256;
constexpr double seconds_between_reports = 0.5;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

class Runner {
 public:
  Runner(const DutFactory& make_dut, const ModelFactory& make_model, const RunOptions& options)
      : make_dut_(make_dut), make_model_(make_model), options_(options), failed_(options.keep_failure) {}

  SuiteReport run(const std::vector<const SuiteTest*>& tests) {
    SuiteReport report{options_.design, options_.engine, options_.seed, {}};
    runs_ = tests.size() * options_.cases;
    const auto random_tests = static_cast<std::uint64_t>(
        std::count_if(tests.begin(), tests.end(), [](const SuiteTest* test) { return test->random; }));
    // Rounded up: a budget that is not zero must not become zero, which means the default.
    if (random_tests > 0) cycles_ = (options_.cycles + random_tests - 1) / random_tests;
    remove_old_failure();
    for (const SuiteTest* test : tests) {
      for (std::uint64_t number = 0; number < options_.cases; ++number) {
        report.results.push_back(run_case(*test, options_.seed + number));
        after_case(*test, report.results.back());
        ++run_;
      }
    }
    return report;
  }

 private:
  TestResult run_case(const SuiteTest& test, std::uint64_t seed) {
    TestResult result;
    result.name = test.name;
    result.description = test.description;
    result.seed = seed;
    tell(Progress::Event::started, result);
    const std::unique_ptr<Dut> dut =
        make_dut_({.traced = options_.waves, .power_up_seed = power_up_seed(result)});
    const std::unique_ptr<Model> model = make_model_();
    const Clock::time_point start = Clock::now();
    if (options_.waves && !options_.directory.empty()) open_test_wave(*dut, result);
    drive(test, *dut, *model, result, start);
    dut->close_wave();
    result.seconds = seconds_since(start);
    if (!result.passed && options_.replay_command) result.replay = options_.replay_command(result);
    return result;
  }

  // Runs the test and notes how it ended.
  void drive(const SuiteTest& test, Dut& dut, Model& model, TestResult& result, Clock::time_point start) {
    try {
      Bench bench(dut, model, test.name, result.seed);
      double last_report = 0;
      bench.on_cycle = [&](const Bench& at) {
        result.cycles = at.cycle_count();
        result.compared_bits = at.compared_bits();
        if (options_.on_cycle) options_.on_cycle(at);
        if (at.cycle_count() % cycles_between_clock_reads != 0) return;
        result.seconds = seconds_since(start);
        if (result.seconds - last_report < seconds_between_reports) return;
        last_report = result.seconds;
        tell(Progress::Event::running, result);
      };
      test.run(bench, cycles_);
      result.passed = result.compared_bits > 0;
      if (!result.passed) result.error = "the test compared no defined output bit";
    } catch (const MismatchError& error) {
      result.mismatch = error.mismatch();
    } catch (const std::exception& error) {
      result.error = error.what();
      if (result.error.empty()) result.error = "an exception without text";
    }
  }

  void after_case(const SuiteTest& test, const TestResult& result) {
    tell(Progress::Event::finished, result);
    if (result.passed || failed_ || options_.directory.empty()) return;
    failed_ = true;
    tell(Progress::Event::making_wave, result);
    const std::filesystem::path file = options_.directory / "failure.fst";
    const FailureWave wave =
        make_failure_wave(test, result, make_dut_, make_model_, cycles_, options_.wave_lead, file);
    write_whole_file(options_.directory / "failure.json", to_text(failure_json(result, wave)));
  }

  void open_test_wave(Dut& dut, const TestResult& result) const {
    const std::filesystem::path folder = options_.directory / "waves";
    std::filesystem::create_directories(folder);
    dut.open_wave(folder / (result.name + "-" + std::to_string(result.seed) + ".fst"));
  }

  void remove_old_failure() const {
    if (options_.directory.empty() || options_.keep_failure) return;
    std::filesystem::remove(options_.directory / "failure.json");
    std::filesystem::remove(options_.directory / "failure.fst");
  }

  void tell(Progress::Event event, const TestResult& result) const {
    if (!options_.progress) return;
    options_.progress(
        {event, run_, runs_, result.name, result.seed, result.cycles, result.seconds, result.passed});
  }

  const DutFactory& make_dut_;
  const ModelFactory& make_model_;
  const RunOptions& options_;
  std::uint64_t cycles_ = 0;  // of one random test
  std::size_t run_ = 0, runs_ = 0;
  bool failed_;  // the first failure has left its files
};

}  // namespace

bool SuiteReport::passed() const {
  return !results.empty() &&
         std::all_of(results.begin(), results.end(), [](const TestResult& r) { return r.passed; });
}

std::vector<const SuiteTest*> choose(const Suite& suite, const std::string& pattern) {
  std::vector<const SuiteTest*> chosen;
  std::string names;
  for (const SuiteTest& test : suite) {
    if (test.name == pattern) return {&test};
    if (chooses(pattern, test.name)) chosen.push_back(&test);
    names += (names.empty() ? "" : ", ") + test.name;
  }
  if (chosen.empty()) {
    throw std::invalid_argument("no test matches '" + pattern +
                                "'; the suite has: " + (names.empty() ? "none" : names));
  }
  return chosen;
}

SuiteReport run_suite(const Suite& suite, const DutFactory& make_dut, const ModelFactory& make_model,
                      const RunOptions& options) {
  if (options.cases == 0) throw std::invalid_argument("the number of cases must be at least 1");
  return Runner(make_dut, make_model, options).run(choose(suite, options.pattern));
}

}  // namespace winnow::verif
