// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "verif/harness/runner.hpp"

namespace winnow::verif {

// Seed of a device's random power-up state in one run of one test.
std::uint64_t power_up_seed(const TestResult& result);

// Runs a failed test again, with the same seed, on a traced device and leaves a wave in `file` from `lead`
// cycles before the failing cycle to shortly after it. Never throws for what the factories or the test throw:
// a failed wave must not hide the failure itself; the reason is in the note.
FailureWave make_failure_wave(const SuiteTest& test, const TestResult& result, const DutFactory& make_dut,
                              const ModelFactory& make_model, std::uint64_t cycles, std::uint64_t lead,
                              const std::filesystem::path& file);

}  // namespace winnow::verif
