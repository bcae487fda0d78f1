// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "verif/harness/dut.hpp"

namespace winnow::verif {

// How hard the C++ compiler works on the model: -O1 compiles a third faster, -O3 runs about a tenth faster.
enum class ModelOptimisation { compile_fast, run_fast };

// A module whose code is compiled once, for all its instances. Verilator would still make code per instance
// of what reads a signal that it replaces by its driver in another instance, so such signals must be `kept`:
// the inputs (but the clock and the reset, which are the same everywhere), and the nets that take the outputs
// of other modules of this kind.
struct OutOfLineModule {
  std::string name;
  std::vector<std::string> kept;
};

struct VerilatedModelOptions {
  std::string top;  // module name
  std::vector<std::filesystem::path> verilog_files;
  std::vector<DutPort> ports;       // checked against the Verilog; empty: taken from it
  std::filesystem::path directory;  // of the build; made when absent; owned by this build
  ModelOptimisation optimisation = ModelOptimisation::compile_fast;
  bool trace = false;                       // FST waves; such a model is many times slower
  std::vector<std::string> files_untraced;  // file names among verilog_files whose signals no wave shows
  bool line_coverage = false;
  bool toggle_coverage = false;
  unsigned jobs = 1;                                 // C++ compilers at a time
  std::vector<OutOfLineModule> modules_out_of_line;  // PEs
  std::vector<std::string> verilator_arguments;      // added at the end
  std::function<void(std::string_view)> log;  // progress: "verilating", "compiling X: file 3", "up to date"
};

struct VerilatedModelBuild {
  std::filesystem::path library;
  bool up_to_date = false;  // an identical build was there already
  double seconds = 0;
};

// Throws process::ToolMissing when one of the programs that a build runs is not there.
void require_model_tools();

// Builds the model of a Verilog module as a shared library, unless an identical one (same file contents,
// options, ports and tool versions) is in `directory`. Throws process::ToolMissing (verilator, make, g++),
// process::ToolFailed (their log is `directory`/build.log), std::invalid_argument (ports differ from the
// Verilog's, a Verilog file is missing).
VerilatedModelBuild build_verilated_model(const VerilatedModelOptions& options);

}  // namespace winnow::verif
