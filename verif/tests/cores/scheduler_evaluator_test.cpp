// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "verif/suites/scheduler/suite.hpp"
#include "verif/verify/verify.hpp"

// Constrained random over the parameters, in the evaluator: every number of rows, odd sizes, with and without
// replay.
namespace {

using namespace winnow;

std::string failures(const verif::VerifyResult& result) {
  std::string text;
  for (const verif::TestResult& test : result.report.results) {
    if (test.passed) continue;
    text += test.name + " seed " + std::to_string(test.seed) + ": " + test.error;
    if (test.mismatch)
      text += " cycle " + std::to_string(test.mismatch->cycle) + " port " + test.mismatch->port +
              " expected " + test.mismatch->expected + " got " + test.mismatch->got;
    text += "\n";
  }
  return text;
}

void run(const config::SchedulerParameters& parameters) {
  const config::Config config = config::make_config("scheduler_random", parameters);
  const std::string text = config::to_text(config::canonical_json(config));
  const cores::GeneratedCore core = cores::elaborate(config::parse_config(text, "random"));
  verif::VerifyOptions options;
  options.engine = verif::Engine::evaluator;
  options.cycles = 1000;
  const verif::VerifyResult result = verif::verify(config, core, options);
  BOOST_TEST(!result.report.results.empty());
  BOOST_TEST(result.passed(), text << "\n" << failures(result));
}

void run_random(unsigned tokens, std::uint64_t seed, unsigned count, unsigned largest) {
  verif::Random random(seed);
  for (unsigned i = 0; i < count; ++i) run(verif::random_scheduler_parameters(random, tokens, largest));
}

}  // namespace

BOOST_AUTO_TEST_CASE(two_rows) {
  run_random(2, 1, 12, 150);
}

BOOST_AUTO_TEST_CASE(four_rows) {
  run_random(4, 2, 12, 150);
}

BOOST_AUTO_TEST_CASE(eight_rows) {
  run_random(8, 3, 3, 60);
}

BOOST_AUTO_TEST_CASE(smallest) {
  for (const unsigned tokens : {2U, 4U, 8U}) {
    run({tokens, 1, 1, 0});
    run({tokens, 1, 8, 1});
    run({tokens, 3, 2, 2});
  }
}
