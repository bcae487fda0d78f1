// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

#include "verif/harness/runner.hpp"

namespace winnow::verif {

// How the tests of a report ended. A test ends at its first mismatch, so mismatches are counted in tests.
struct Totals {
  std::size_t tests = 0, mismatches = 0, errors = 0;
  std::uint64_t cycles = 0, compared_bits = 0;
  double seconds = 0;

  std::size_t failed() const { return mismatches + errors; }
  void add(const SuiteReport& report);
};

// The content of verify.json for one design: totals and every test. Only the fields "seconds" differ between
// two runs of the same seed. Text that is not UTF-8 has its bad bytes replaced.
nlohmann::ordered_json verify_json(const SuiteReport& report);

// The content of failure.json: test, seed, cycle, port, expected, got (hexadecimal, 'x' for digits with an
// undefined bit), all inputs of the failing cycle, the wave and the replay command (left out when empty).
nlohmann::ordered_json failure_json(const TestResult& result, const FailureWave& wave);

// JUnit XML, one <testsuite> for each report: mismatches are failures, all else that stopped a test is an
// error. Both hold the replay command.
std::string junit_xml(std::span<const SuiteReport> reports);

// Indented text of a document, newline at the end.
std::string to_text(const nlohmann::ordered_json& document);

// Writes the whole file or nothing: into a neighbour that is then renamed. Throws
// std::filesystem::filesystem_error.
void write_whole_file(const std::filesystem::path& file, const std::string& text);

}  // namespace winnow::verif
