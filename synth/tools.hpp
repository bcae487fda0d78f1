// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "synth/work_folder.hpp"

namespace winnow::synth {

// A tool's version as it states it, e.g. "0.23". Throws ToolMissing, with Debian's package to install.
std::string yosys_version();
std::string sta_version();
std::string nextpnr_ice40_version();

// Runs tools in the work folder, one after the other, and collects their output in synth.log.
class ToolRunner {
 public:
  // `limit` is for all runs together; 0 means none.
  ToolRunner(const WorkFolder& folder, std::chrono::seconds limit);

  // Runs the tool to its end; `on_line` gets each line of its output as it appears. Returns the output.
  // Throws ToolFailed when the tool fails, runs out of time, or prints a line that is_complaint() takes for
  // one.
  struct Run {
    std::string tool;  // for messages
    std::vector<std::string> arguments;
    std::string output;  // file in the work folder that the tool itself writes; empty: its standard output
    std::function<void(std::string_view)> on_line{};
    std::function<bool(std::string_view)> is_complaint{};
  };
  std::string run(const Run& run);

 private:
  const WorkFolder& folder_;
  std::chrono::seconds limit_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace winnow::synth
