// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gen/cores/generate.hpp"

namespace winnow::formal {

// The project's folder, WINNOW_SOURCE_DIR; throws std::runtime_error when it is not set.
std::filesystem::path project();

// Bits of a number of `count` values, 0 to count - 1.
unsigned bits_for(unsigned count);

// The Verilog of `winnow generate` for the text of a config, in a folder.
struct EmittedCore {
  cores::GeneratedCore core;
  std::vector<std::filesystem::path> rtl;
  std::vector<std::filesystem::path> checked_rtl;  // the same with its checks as assertions

  EmittedCore(const std::string& config_text, const std::filesystem::path& folder);
};

// A folder for the files of one program, gone with it.
class ProofFolder {
 public:
  explicit ProofFolder(const std::string& name);
  ProofFolder(const ProofFolder&) = delete;
  ProofFolder& operator=(const ProofFolder&) = delete;
  ~ProofFolder();
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace winnow::formal
