// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "gen/config/config.hpp"
#include "gen/cores/generate.hpp"
#include "synth/result.hpp"
#include "verif/tests/synth/scratch.hpp"

namespace winnow::synth_test {

// A core generated from a config and mapped to the default library: what the tests of real cores look at.
class CoreRun {
 public:
  // `config`: path of the file, relative to the project.
  explicit CoreRun(const std::filesystem::path& config);
  explicit CoreRun(config::Config config);

  config::Config config;
  cores::GeneratedCore core;
  synth::Result result;

  std::filesystem::path folder() const { return scratch_.path() / "out"; }  // the mapped netlist and the rest
  std::filesystem::path work() const { return scratch_.path() / "work"; }   // for the test's own files

 private:
  Scratch scratch_;
};

// The project's own folder, from the environment.
std::filesystem::path project_folder();

}  // namespace winnow::synth_test
