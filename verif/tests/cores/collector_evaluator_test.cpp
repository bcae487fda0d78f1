// SPDX-License-Identifier: Apache-2.0
// Constrained random over the collector's parameters, in the evaluator: one key, one row, tiles that are no
// power of two, tiles larger than all keys.
#include <boost/test/unit_test.hpp>

#include "verif/suites/collector/suite.hpp"
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

void run(const config::CollectorParameters& parameters, std::uint64_t cycles) {
  const config::Config config = config::make_config("collector_random", parameters);
  const std::string text = config::to_text(config::canonical_json(config));
  const cores::GeneratedCore core = cores::elaborate(config::parse_config(text, "random"));
  verif::VerifyOptions options;
  options.engine = verif::Engine::evaluator;
  options.cycles = cycles;
  const verif::VerifyResult result = verif::verify(config, core, options);
  BOOST_TEST(result.report.results.size() > 10U);
  BOOST_TEST(result.passed(), text << "\n" << failures(result));
}

void run_random_configs(std::uint64_t seed, unsigned count, unsigned most_keys) {
  verif::Random random(seed);
  for (unsigned i = 0; i < count; ++i) run(verif::random_collector_parameters(random, most_keys), 600);
}

}  // namespace

BOOST_AUTO_TEST_CASE(corners_of_the_parameters) {
  for (const config::CollectorParameters& parameters : {config::CollectorParameters{1, 1, 1},
                                                        {1, 8, 32},
                                                        {2, 1, 1},
                                                        {2, 2, 2},
                                                        {3, 3, 2},
                                                        {32, 8, 32},
                                                        {33, 1, 32},
                                                        {64, 4, 1},
                                                        {31, 2, 31}}) {
    run(parameters, 300);
  }
}

BOOST_AUTO_TEST_CASE(random_parameters) {
  run_random_configs(1, 60, 70);
}

// Division by every number of keys per tile, over all key codes of the largest size.
BOOST_AUTO_TEST_CASE(every_tile_size) {
  for (unsigned keys = 1; keys <= 32; ++keys) run({200 + keys, 1 + keys % 3, keys}, 100);
}

// At night.
BOOST_AUTO_TEST_SUITE(wide, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(many_parameters) {
  run_random_configs(2, 600, 300);
}

BOOST_AUTO_TEST_CASE(the_largest) {
  for (unsigned keys = 1; keys <= 32; ++keys) run({4096 - keys % 2, 1 + keys % 8, keys}, 300);
}

BOOST_AUTO_TEST_SUITE_END()
