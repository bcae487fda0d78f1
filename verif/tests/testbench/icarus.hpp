// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

#include "gen/process/process.hpp"
#include "verif/testbench/testbench.hpp"
#include "verif/tests/cli/temporary_folder.hpp"

namespace winnow::verif::test {

inline process::Outcome shell(const std::string& command, const std::filesystem::path& directory) {
  process::Command run;
  run.arguments = {"sh", "-c", command};
  run.directory = directory;
  run.capture = true;
  return process::run(run);
}

// A folder with a core and its testbench, compiled by Icarus without a word.
class IcarusBed {
 public:
  // `files`: of the core, NAME.f among them.
  IcarusBed(const std::vector<TestbenchFile>& files, Testbench testbench) : testbench_(std::move(testbench)) {
    for (const TestbenchFile& file : files) folder_.put(file.path, file.text);
    for (const TestbenchFile& file : testbench_.files) folder_.put(file.path, file.text);
    const process::Outcome outcome = shell(testbench_.compile_command, folder_.path());
    if (!outcome.ok() || !outcome.output.empty()) throw std::runtime_error("iverilog: " + outcome.output);
  }

  const cli::test::TemporaryFolder& folder() const { return folder_; }
  // Output of a run, in the core's folder.
  std::string run(const std::string& options = "") const {
    return shell(testbench_.run_command + " " + options, folder_.path()).output;
  }

 private:
  Testbench testbench_;
  cli::test::TemporaryFolder folder_;
};

}  // namespace winnow::verif::test
