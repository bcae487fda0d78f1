// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "verif/testbench/stimulus_plan.hpp"

// The portable testbench: plain self-checking Verilog-2005 for people with another simulator, with its
// stimulus and expected outputs as data files.
namespace winnow::verif {

struct TestbenchRequest {
  std::string top;            // the core's name and top module
  std::string generator;      // name and version, for the header
  std::string configuration;  // what the core was generated from, for the header
  StimulusOptions stimulus;
};

struct TestbenchFile {
  std::string path;  // relative to the core's folder
  std::string text;
};

struct Testbench {
  std::vector<TestbenchFile> files;  // tb/TOP_tb.v first, then its data
  std::string compile_command;       // for Icarus, from the core's folder
  std::string run_command;
  std::vector<Segment> segments;  // which tests are in it
  std::uint64_t cycles = 0;
  std::uint64_t comparisons = 0;
  std::uint64_t defined_bits = 0;
};

// Works for every core that has a suite and a model. The same arguments give the same bytes. Throws as
// record().
Testbench make_testbench(const Suite& suite, const ModelFactory& make_model,
                         const std::vector<DutPort>& ports, const TestbenchRequest& request);

}  // namespace winnow::verif
