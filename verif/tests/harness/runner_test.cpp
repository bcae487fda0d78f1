// SPDX-License-Identifier: Apache-2.0
// run_suite: selection, seeds, what failures leave behind.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "verif/harness/pattern.hpp"
#include "verif/harness/runner.hpp"
#include "verif/tests/harness/mock.hpp"

using namespace winnow::verif;
using namespace winnow::verif::testing;

namespace {

constexpr std::uint64_t fault_cycle = 300;

struct Fixture {
  Suite suite = {{"short_one", "a short test", [](Bench& bench, std::uint64_t) { run(bench, 20); }},
                 {"long_one", "a long test",
                  [](Bench& bench, std::uint64_t cycles) { run(bench, cycles == 0 ? 400 : cycles); }, true}};
  bool faulty = false;
  bool waves = true;
  unsigned traced_requests = 0;
  std::set<std::uint64_t> power_up_seeds;
  RunOptions options;

  static void run(Bench& bench, std::uint64_t cycles) {
    bench.reset();
    random_cycles(bench, cycles);
  }
  SuiteReport go() {
    const DutFactory make_dut = [this](const DutRequest& request) {
      auto dut = std::make_unique<MockDut>(MockShape{}, waves && request.traced);
      if (faulty) dut->fault_cycle = fault_cycle;
      traced_requests += request.traced ? 1U : 0U;
      power_up_seeds.insert(request.power_up_seed);
      return dut;
    };
    return run_suite(
        suite, make_dut, [] { return std::make_unique<MockModel>(MockShape{}); }, options);
  }
};

nlohmann::json read_json(const std::filesystem::path& file) {
  return nlohmann::json::parse(file_text(file));
}

}  // namespace

BOOST_AUTO_TEST_CASE(patterns) {
  BOOST_TEST(chooses("", "anything"));
  BOOST_TEST(chooses("int4", "squared_int4_row"));
  BOOST_TEST(!chooses("int8", "squared_int4_row"));
  BOOST_TEST(chooses("*_row", "squared_int4_row"));
  BOOST_TEST(!chooses("*_row", "squared_row_int4"));
  BOOST_TEST(chooses("s?uared*", "squared_int4_row"));
  BOOST_TEST(!chooses("?", ""));
  BOOST_TEST(chooses("*a*b*", "xxaxbxaxb"));
  BOOST_TEST(!chooses("*a*b*c", "xxaxbxaxb"));
}

BOOST_FIXTURE_TEST_CASE(passing_suite, Fixture) {
  const SuiteReport report = go();
  BOOST_TEST(report.passed());
  BOOST_REQUIRE(report.results.size() == 2U);
  BOOST_TEST(report.results[0].name == "short_one");
  BOOST_TEST(report.results[0].cycles == 22U);
  BOOST_TEST(report.results[0].compared_bits == 21U * 40U);
  BOOST_TEST(report.results[1].cycles == 402U);
  BOOST_TEST(traced_requests == 0U);
}

BOOST_FIXTURE_TEST_CASE(cases_have_their_own_seeds, Fixture) {
  options.pattern = "short";
  options.cases = 3;
  options.seed = 10;
  const SuiteReport report = go();
  BOOST_REQUIRE(report.results.size() == 3U);
  BOOST_TEST(report.results[0].seed == 10U);
  BOOST_TEST(report.results[2].seed == 12U);
  BOOST_TEST(power_up_seeds.size() == 3U);
}

// So that a replay command with --test short_one runs nothing else.
BOOST_FIXTURE_TEST_CASE(a_whole_name_chooses_one_test, Fixture) {
  suite.insert(suite.begin(), {"short_one_more", "", suite[0].run});
  BOOST_TEST(choose(suite, "short_one").size() == 1U);
  BOOST_TEST(choose(suite, "short_one")[0]->name == "short_one");
  BOOST_TEST(choose(suite, "short").size() == 2U);
  BOOST_TEST(choose(suite, "").size() == suite.size());
}

BOOST_FIXTURE_TEST_CASE(a_case_replays_alone, Fixture) {
  std::vector<Words> all, alone;
  options.pattern = "short_one";
  options.cases = 3;
  options.seed = 10;
  options.on_cycle = [&](const Bench& bench) {
    if (bench.seed() == 12) all.push_back(bench.inputs()[1]);
  };
  go();
  options.cases = 1;
  options.seed = 12;
  options.on_cycle = [&](const Bench& bench) { alone.push_back(bench.inputs()[1]); };
  go();
  BOOST_TEST(all.size() == 22U);
  BOOST_TEST((all == alone));
}

BOOST_FIXTURE_TEST_CASE(cycle_budget_reaches_the_test, Fixture) {
  options.pattern = "long*";
  options.cycles = 1000;
  BOOST_TEST(go().results[0].cycles == 1002U);
}

BOOST_FIXTURE_TEST_CASE(random_tests_share_the_cycle_budget, Fixture) {
  suite.push_back(suite.back());
  suite.back().name = "other_long_one";
  options.cycles = 1001;
  const SuiteReport report = go();
  BOOST_TEST(report.results[0].cycles == 22U);
  BOOST_TEST(report.results[1].cycles == 503U);
  BOOST_TEST(report.results[2].cycles == 503U);
}

BOOST_FIXTURE_TEST_CASE(no_match_lists_the_tests, Fixture) {
  options.pattern = "absent";
  BOOST_CHECK_EXCEPTION(go(), std::invalid_argument, [](const std::invalid_argument& error) {
    return std::string(error.what()) == "no test matches 'absent'; the suite has: short_one, long_one";
  });
}

BOOST_FIXTURE_TEST_CASE(failure_leaves_json_and_a_wave_from_shortly_before, Fixture) {
  const ScratchFolder folder;
  faulty = true;
  options.seed = 5;
  options.directory = folder.path();
  options.replay_command = [](const TestResult& result) {
    return "winnow verify x.json --test " + result.name + " --seed " + std::to_string(result.seed);
  };
  const SuiteReport report = go();
  BOOST_TEST(!report.passed());
  BOOST_TEST(report.results[0].passed);
  BOOST_TEST(!report.results[1].passed);
  BOOST_REQUIRE(report.results[1].mismatch.has_value());
  const nlohmann::json failure = read_json(folder.path() / "failure.json");
  BOOST_TEST(failure["test"] == "long_one");
  BOOST_TEST(failure["seed"] == 5);
  BOOST_TEST(failure["cycle"] == fault_cycle);
  BOOST_TEST(failure["port"] == "data_o");
  BOOST_TEST(failure["expected"] != failure["got"]);
  BOOST_TEST(failure["inputs"]["rst_ni"] == "1");
  BOOST_TEST(failure["inputs"]["data_i"].get<std::string>().size() == 10U);
  BOOST_TEST(failure["replay"] == "winnow verify x.json --test long_one --seed 5");
  BOOST_TEST(report.results[1].replay == failure["replay"]);
  BOOST_TEST(report.results[0].replay == "");
  BOOST_TEST(failure["wave"]["file"] == "failure.fst");
  BOOST_TEST(failure["wave"]["reproduced"] == true);
  BOOST_TEST(failure["wave"]["first_cycle"] == fault_cycle - 200);
  BOOST_TEST(file_text(folder.path() / "failure.fst") == "wave from cycle 100\n");
  BOOST_TEST(traced_requests == 1U);
}

BOOST_FIXTURE_TEST_CASE(wave_starts_at_zero_for_an_early_failure, Fixture) {
  const ScratchFolder folder;
  faulty = true;
  options.directory = folder.path();
  options.wave_lead = 1000;
  go();
  BOOST_TEST(file_text(folder.path() / "failure.fst") == "wave from cycle 0\n");
}

BOOST_FIXTURE_TEST_CASE(engine_without_waves_says_so, Fixture) {
  const ScratchFolder folder;
  faulty = true;
  waves = false;
  options.directory = folder.path();
  go();
  const nlohmann::json failure = read_json(folder.path() / "failure.json");
  BOOST_TEST(!failure.contains("wave"));
  BOOST_TEST(failure["wave_note"] == "the engine makes no waves");
}

BOOST_FIXTURE_TEST_CASE(a_pass_removes_an_old_failure, Fixture) {
  const ScratchFolder folder;
  options.directory = folder.path();
  faulty = true;
  go();
  BOOST_TEST(std::filesystem::exists(folder.path() / "failure.json"));
  faulty = false;
  go();
  BOOST_TEST(!std::filesystem::exists(folder.path() / "failure.json"));
  BOOST_TEST(!std::filesystem::exists(folder.path() / "failure.fst"));
}

BOOST_FIXTURE_TEST_CASE(a_throwing_test_is_an_error_and_the_rest_runs, Fixture) {
  const ScratchFolder folder;
  options.directory = folder.path();
  suite.insert(suite.begin(), {"broken", "", [](Bench& bench, std::uint64_t) {
                                 bench.cycle();
                                 throw std::runtime_error("out of luck");
                               }});
  const SuiteReport report = go();
  BOOST_TEST(report.results[0].error == "out of luck");
  BOOST_TEST(!report.results[0].mismatch.has_value());
  BOOST_TEST(report.results[2].passed);
  const nlohmann::json failure = read_json(folder.path() / "failure.json");
  BOOST_TEST(failure["error"] == "out of luck");
  BOOST_TEST(failure["wave"]["reproduced"] == true);
}

BOOST_FIXTURE_TEST_CASE(a_test_that_compares_nothing_fails, Fixture) {
  suite = {{"idle", "", [](Bench&, std::uint64_t) {}}};
  const SuiteReport report = go();
  BOOST_TEST(!report.passed());
  BOOST_TEST(report.results[0].error == "the test compared no defined output bit");
}

BOOST_FIXTURE_TEST_CASE(what_the_factory_throws_ends_the_run, Fixture) {
  struct NoTool : std::runtime_error {
    using std::runtime_error::runtime_error;
  };
  const DutFactory make_dut = [](const DutRequest&) -> std::unique_ptr<Dut> { throw NoTool("no tool"); };
  const ModelFactory make_model = [] { return std::make_unique<MockModel>(MockShape{}); };
  BOOST_CHECK_THROW(run_suite(suite, make_dut, make_model, options), NoTool);
}

BOOST_FIXTURE_TEST_CASE(waves_of_every_test_when_asked, Fixture) {
  const ScratchFolder folder;
  options.directory = folder.path();
  options.waves = true;
  options.seed = 3;
  go();
  BOOST_TEST(std::filesystem::exists(folder.path() / "waves" / "short_one-3.fst"));
  BOOST_TEST(std::filesystem::exists(folder.path() / "waves" / "long_one-3.fst"));
}

BOOST_FIXTURE_TEST_CASE(progress_tells_starts_ends_and_the_wave, Fixture) {
  const ScratchFolder folder;
  options.directory = folder.path();
  faulty = true;
  std::string events;
  options.progress = [&](const Progress& progress) {
    BOOST_TEST(progress.runs == 2U);
    if (progress.event == Progress::Event::started) events += "s" + std::to_string(progress.run);
    if (progress.event == Progress::Event::finished) events += progress.passed ? "p" : "f";
    if (progress.event == Progress::Event::making_wave) events += "w";
  };
  go();
  BOOST_TEST(events == "s0ps1fw");
}
