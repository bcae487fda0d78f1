// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace winnow::synth {

// The tools run in a hidden folder inside the result folder; results appear beside it only when all is done.
// Files of an earlier run stay untouched until then.
class WorkFolder {
 public:
  // Makes `directory` and the hidden folder. Throws InputError when that is not possible.
  explicit WorkFolder(const std::filesystem::path& directory);
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  // Leaves synth.log, if it was begun, in the result folder, whatever else happened.
  ~WorkFolder();

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path log() const { return path_ / "synth.log"; }
  std::filesystem::path final_log() const { return directory_ / "synth.log"; }

  void write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;
  void remove(const std::string& name) const;

  // Moves everything into the result folder.
  void publish();

 private:
  std::filesystem::path directory_;
  std::filesystem::path path_;
};

}  // namespace winnow::synth
