// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <string>

#include "verif/verify/verify.hpp"

namespace winnow::verif::test {

// What failed, a line per test.
inline std::string failures(const VerifyResult& result) {
  std::string text;
  for (const TestResult& test : result.report.results) {
    if (test.passed) continue;
    text += test.name + " seed " + std::to_string(test.seed) + ": " + test.error;
    if (test.mismatch) text += describe(*test.mismatch);
    text += "\n";
  }
  return text;
}

// Checks that a core with these parameters passes its kind's whole suite in the evaluator. `cycles`: budget
// of the random tests.
template <class Parameters>
void check_in_evaluator(const Parameters& parameters, std::uint64_t cycles) {
  const config::Config config = config::make_config("random", parameters);
  const std::string text = config::to_text(config::canonical_json(config));
  const cores::GeneratedCore core = cores::elaborate(config::parse_config(text, "random"));
  VerifyOptions options;
  options.engine = Engine::evaluator;
  options.cycles = cycles;
  const VerifyResult result = verify(config, core, options);
  BOOST_TEST(result.report.results.size() > 7U);
  BOOST_TEST(result.passed(), text << "\n" << failures(result));
}

}  // namespace winnow::verif::test
