// SPDX-License-Identifier: Apache-2.0
// The detector in the evaluator against its model, over random parameters: odd sizes, one, both numbers of
// passes.
#include <boost/test/unit_test.hpp>

#include "verif/suites/detector/suite.hpp"
#include "verif/verify/verify.hpp"

namespace {

using namespace winnow;

std::string failures(const verif::VerifyResult& result) {
  std::string text;
  for (const verif::TestResult& test : result.report.results) {
    if (test.passed) continue;
    text += test.name + " seed " + std::to_string(test.seed) + ": " + test.error;
    if (test.mismatch) text += verif::describe(*test.mismatch);
    text += "\n";
  }
  return text;
}

void run(const config::DetectorParameters& parameters, std::uint64_t cycles) {
  const config::Config config = config::make_config("detector_random", parameters);
  const std::string text = config::to_text(config::canonical_json(config));
  const cores::GeneratedCore core = cores::elaborate(config::parse_config(text, "random"));
  verif::VerifyOptions options;
  options.engine = verif::Engine::evaluator;
  options.cycles = cycles;
  const verif::VerifyResult result = verif::verify(config, core, options);
  BOOST_TEST(!result.report.results.empty());
  BOOST_TEST(result.passed(), text << "\n" << failures(result));
}

void run_random_configs(std::uint64_t seed, unsigned count, unsigned largest_keys) {
  verif::Random random(seed);
  for (unsigned i = 0; i < count; ++i) run(verif::random_detector_parameters(random, largest_keys), 2000);
}

}  // namespace

BOOST_AUTO_TEST_CASE(random_configs_equal_the_model) {
  run_random_configs(1, 24, 40);
}

BOOST_AUTO_TEST_CASE(a_single_key) {
  for (const unsigned passes : {1U, 2U}) {
    run({.tokens = 1, .keys_per_cycle = 1, .maximum_keys = 1, .score_bits = 2, .passes = passes}, 1000);
    run({.tokens = 3, .keys_per_cycle = 4, .maximum_keys = 1, .score_bits = 3, .passes = passes}, 1000);
  }
}

// At night.
BOOST_AUTO_TEST_SUITE(wide, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(many_configs) {
  run_random_configs(2, 200, 150);
}

BOOST_AUTO_TEST_SUITE_END()
