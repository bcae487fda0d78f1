// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/failure.hpp"

#include <exception>

namespace winnow::verif {
namespace {

// Ends a traced run that goes on past the failing cycle.
struct RanPast {};

// So that the values of the failing cycle and what they lead to can be seen.
constexpr unsigned cycles_after_failure = 2;

}  // namespace

std::uint64_t power_up_seed(const TestResult& result) {
  return derive_seed(result.seed, result.name + "/power_up");
}

FailureWave make_failure_wave(const SuiteTest& test, const TestResult& result, const DutFactory& make_dut,
                              const ModelFactory& make_model, std::uint64_t cycles, std::uint64_t lead,
                              const std::filesystem::path& file) {
  FailureWave wave;
  const std::uint64_t failing = result.cycles;
  wave.first_cycle = failing > lead ? failing - lead : 0;
  bool opened = false;
  try {
    const std::unique_ptr<Dut> dut = make_dut({.traced = true, .power_up_seed = power_up_seed(result)});
    const std::unique_ptr<Model> model = make_model();
    Bench bench(*dut, *model, test.name, result.seed);
    if (wave.first_cycle == 0) opened = dut->open_wave(file);
    bench.on_cycle = [&](const Bench& at) {
      if (at.cycle_count() == wave.first_cycle) opened = dut->open_wave(file);
      if (at.cycle_count() > failing + cycles_after_failure) throw RanPast{};
    };
    try {
      test.run(bench, cycles);
      wave.note = "the traced run passed";
    } catch (const MismatchError& error) {
      wave.reproduced = result.mismatch && error.mismatch().cycle == failing &&
                        error.mismatch().port == result.mismatch->port;
      if (!wave.reproduced) wave.note = "the traced run failed elsewhere: " + std::string(error.what());
    } catch (const RanPast&) {
      wave.note = "the traced run did not fail";
    } catch (const std::exception& error) {
      wave.reproduced = !result.mismatch && error.what() == result.error;
      if (!wave.reproduced) wave.note = "the traced run stopped: " + std::string(error.what());
    }
    for (unsigned i = 0; opened && i < cycles_after_failure; ++i) dut->tick();
    if (opened) dut->close_wave();
    if (!opened && wave.note.empty()) wave.note = "the engine makes no waves";
  } catch (const std::exception& error) {
    wave.note = "no traced run: " + std::string(error.what());
  }
  std::error_code ignored;
  if (opened && std::filesystem::exists(file, ignored)) wave.file = file.filename().string();
  return wave;
}

}  // namespace winnow::verif
