// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <sstream>
#include <string>

#include "verif/suites/rmmu/suite.hpp"
#include "verif/tests/models/rmmu_device.hpp"

namespace winnow::verif {

struct SuiteRun {
  unsigned tests = 0;
  std::uint64_t cycles = 0;
  std::uint64_t compared_bits = 0;
  std::optional<Mismatch> failure;  // of the first test that failed; the rest is not run
};

// Runs the suite of `parameters` against the stand-in device with one fault, up to the first mismatch.
// `random_cycles`: length of each random test.
inline SuiteRun run_rmmu_suite(const config::RmmuParameters& parameters, RmmuFault fault, std::uint64_t seed,
                               std::uint64_t random_cycles,
                               std::shared_ptr<RmmuCoverage> coverage = nullptr) {
  SuiteRun run;
  for (const SuiteTest& test : rmmu_suite(parameters, std::move(coverage))) {
    RmmuDevice device(parameters, fault);
    const std::unique_ptr<Model> model = make_rmmu_model(parameters);
    Bench bench(device, *model, test.name, seed);
    try {
      test.run(bench, random_cycles);
    } catch (const MismatchError& error) {
      run.failure = error.mismatch();
    }
    ++run.tests;
    run.cycles += bench.cycle_count();
    run.compared_bits += bench.compared_bits();
    if (run.failure) break;
  }
  return run;
}

inline std::string describe(const config::RmmuParameters& p) {
  std::ostringstream text;
  text << p.rows << "x" << p.columns << " [";
  for (const unsigned m : p.precisions) text << " " << m;
  text << " ] sources " << p.sources << " chunks " << p.chunks << " segments " << p.segments << " length "
       << p.maximum_length << " " << p.overflow << " stages " << p.pe_stages << "+" << p.reduction_stages;
  if (p.shadow) text << " shadow";
  for (const std::string& reduction : p.reductions) text << " " << reduction;
  return text.str();
}

}  // namespace winnow::verif
