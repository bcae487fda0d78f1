// SPDX-License-Identifier: Apache-2.0
// Campaigns on a small core: planted faults are found, and a suite with a hole leaves survivors that show it.
#include <boost/test/unit_test.hpp>

#include <nlohmann/json.hpp>

#include "verif/engines/evaluator_dut.hpp"
#include "verif/mutants/report.hpp"
#include "verif/tests/mutants/counter.hpp"

using namespace winnow;
using namespace winnow::verif;
using namespace winnow::verif::mutants;
using namespace winnow::verif::mutants::testing;

namespace {

SuiteReport baseline(const hdl::Module& top, const Subject& subject) {
  const DutFactory device = [&](const DutRequest& request) {
    return std::make_unique<EvaluatorDut>(top, request.power_up_seed);
  };
  RunOptions options;
  options.design = "counter";
  return run_suite(subject.suite, device, subject.model, options);
}

CampaignReport campaign(const hdl::Module& top, bool clears, std::size_t count, unsigned jobs = 2) {
  const auto subject = [clears] { return counter_subject(clears); };
  CampaignOptions options;
  options.count = count;
  options.jobs = jobs;
  options.proves = false;
  for (const hdl::verilog::SourceFile& file : hdl::verilog::print_design(top, {}).files)
    options.lines[file.name.substr(0, file.name.size() - 2)] = file.lines;
  return run_campaign(top, subject, baseline(top, subject()), options);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_suite_without_a_hole_kills_what_can_be_noticed) {
  const Built subject = built<Counter>();
  const CampaignReport report = campaign(*subject.top, true, 100000);
  // All but the register and its reset left out: a loop, and a core without a reset.
  BOOST_TEST(report.mutants.size() == all_faults(*subject.top).size() - 2);
  for (const Mutant& mutant : report.mutants) {
    if (mutant.fate == Fate::killed) {
      BOOST_TEST((mutant.test == "short" || mutant.test == "long"));
      BOOST_TEST(mutant.port.empty() != mutant.error.empty());
    } else {
      BOOST_TEST(false, to_text(mutant));
    }
  }
  BOOST_TEST(report.score() == 100.0);
}

BOOST_AUTO_TEST_CASE(a_hole_in_the_suite_leaves_survivors_that_name_its_line) {
  const Built subject = built<Counter>();
  const CampaignReport report = campaign(*subject.top, false, 100000);
  std::vector<std::string> survivors;
  for (const Mutant& mutant : report.mutants) {
    if (mutant.fate == Fate::survived) survivors.push_back(to_text(mutant.description));
  }
  const std::string text = summary(report);
  BOOST_TEST(!survivors.empty());
  BOOST_TEST(report.score() < 100.0);
  bool found = false;
  for (const std::string& survivor : survivors) {
    // Only what has to do with the clear is not noticed.
    BOOST_TEST((survivor.find("clear") != std::string::npos || survivor.find("kept") != std::string::npos),
               survivor);
    BOOST_TEST((text.find(survivor) != std::string::npos), survivor);
    found = found || survivor.find("select stuck at 0: kept = clear_i ?") != std::string::npos;
  }
  BOOST_TEST(found, text);
}

BOOST_AUTO_TEST_CASE(threads_change_nothing_but_the_time) {
  const Built subject = built<Counter>();
  const std::string one = mutants::to_json(campaign(*subject.top, false, 40, 1)).dump(1);
  const std::string many = mutants::to_json(campaign(*subject.top, false, 40, 4)).dump(1);
  BOOST_TEST(one == many);
}

BOOST_AUTO_TEST_CASE(a_killed_mutant_fails_again_in_the_same_place) {
  const Built subject = built<Counter>();
  for (const Mutant& mutant : campaign(*subject.top, true, 30).mutants) {
    BOOST_TEST_REQUIRE((mutant.fate == Fate::killed));
    const MutatedDesign mutated(*subject.top, mutant.fault);
    const DutFactory device = [&](const DutRequest& request) {
      return std::make_unique<EvaluatorDut>(mutated.top(), request.power_up_seed);
    };
    const Subject own = counter_subject(true);
    RunOptions options;
    options.pattern = mutant.test;
    options.seed = mutant.test_seed;
    const TestResult result = run_suite(own.suite, device, own.model, options).results.front();
    BOOST_TEST_REQUIRE(result.mismatch.has_value(), to_text(mutant));
    BOOST_TEST(result.mismatch->cycle == mutant.cycle);
    BOOST_TEST(result.mismatch->port == mutant.port);
  }
}

BOOST_AUTO_TEST_CASE(a_suite_that_fails_without_a_fault_is_refused) {
  const Built subject = built<Counter>();
  SuiteReport failed = baseline(*subject.top, counter_subject(true));
  failed.results.front().passed = false;
  BOOST_CHECK_THROW(run_campaign(*subject.top, [] { return counter_subject(true); }, failed, {}),
                    std::invalid_argument);
}

// A mutant that never answers must not keep the suite waiting for ever.
BOOST_AUTO_TEST_CASE(a_test_that_waits_for_ever_is_stopped) {
  const Built subject = built<Counter>();
  const auto waiting = [] {
    Subject own = counter_subject(true);
    own.suite = {{"wait", "until the counter is full", [](Bench& bench, std::uint64_t) {
                    bench.reset();
                    bench.value(bench.input("enable_i"))[0] = 1;
                    bench.value(bench.input("step_i"))[0] = 1;
                    do {
                      bench.cycle();
                    } while (bench.got(bench.output("full_o"))[0] == 0);
                  }}};
    // Nothing is compared but the first cycle's: the faults show by the waiting alone.
    own.model = [] {
      struct Blind : CounterModel {
        void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override {
          CounterModel::outputs(inputs, expected);
          if (expected[0].value[0] != 0) {
            for (Expected& output : expected) output.known.assign(1, 0);
          }
        }
      };
      return std::make_unique<Blind>();
    };
    return own;
  };
  CampaignOptions options;
  options.count = 100000;
  options.proves = false;
  std::size_t stopped = 0;
  for (const Mutant& mutant :
       run_campaign(*subject.top, waiting, baseline(*subject.top, waiting()), options).mutants) {
    stopped += mutant.error.find("did not end within") != std::string::npos ? 1U : 0U;
  }
  BOOST_TEST(stopped > 0U);
}
