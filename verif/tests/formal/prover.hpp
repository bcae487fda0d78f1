// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace winnow::formal {

enum class Verdict { proven, refuted };

// A module whose outputs are claimed to be 0 in the first `cycles` clock cycles, whatever its inputs are, and
// whatever the registers without an initial value hold at first.
struct Claim {
  std::string top;
  std::vector<std::filesystem::path> files;      // Verilog
  std::vector<std::string> defines{};            // NAME or NAME=VALUE
  std::map<std::string, unsigned> parameters{};  // of the top module
  unsigned cycles = 1;
  std::filesystem::path folder;  // for the tools' files; made if absent
};

// Yosys makes an and-inverter graph of the design, ABC unrolls it and builds the decision diagram of "some
// output is 1", which must be the constant 0. A warning of Yosys is an error. Throws std::runtime_error with
// what the tools said when a tool fails or comes to no result within `seconds` (of each tool).
Verdict decide(const Claim& claim, unsigned seconds);

// Runs Yosys; throws as decide() does.
void run_yosys(const std::string& script, const std::filesystem::path& folder, unsigned seconds);

}  // namespace winnow::formal
