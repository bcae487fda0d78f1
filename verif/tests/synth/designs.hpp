// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <string>

#include "synth/job.hpp"

namespace winnow::synth_test {

inline std::filesystem::path rtl_folder() {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  return std::filesystem::path(source == nullptr ? "." : source) / "verif/tests/synth/rtl";
}

inline synth::Job job_of(const std::string& top, std::initializer_list<const char*> files,
                         const std::filesystem::path& folder) {
  synth::Job job{.top = top, .directory = folder / "out"};
  for (const char* file : files) job.files.push_back(rtl_folder() / file);
  return job;
}

// Two rows of two multiply-accumulate units; results go to FOLDER/out.
inline synth::Job array_job(const std::filesystem::path& folder) {
  return job_of("array", {"array.v", "mac.v", "row.v"}, folder);
}

// Modules with more ports than a mapped netlist has on one line.
inline synth::Job ports_job(const std::filesystem::path& folder) {
  return job_of("many_ports", {"many_ports.v", "port_parity.v"}, folder);
}

// A 512 x 20 memory, two of 16 x 8, and a register.
inline synth::Job store_job(const std::filesystem::path& folder) {
  return job_of("store", {"sram.v", "store.v"}, folder);
}

}  // namespace winnow::synth_test
