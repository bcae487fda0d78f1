// SPDX-License-Identifier: Apache-2.0
#include "synth/work_folder.hpp"

#include <fstream>

#include "synth/errors.hpp"
#include "synth/file_text.hpp"

namespace winnow::synth {
namespace {

namespace fs = std::filesystem;

void move_tree(const fs::path& source, const fs::path& target) {
  for (const fs::directory_entry& entry : fs::directory_iterator(source)) {
    const fs::path destination = target / entry.path().filename();
    const bool is_folder = entry.is_directory() && !entry.is_symlink();
    if (is_folder && fs::is_directory(destination)) {
      move_tree(entry.path(), destination);
    } else {
      fs::rename(entry.path(), destination);
    }
  }
}

}  // namespace

WorkFolder::WorkFolder(const fs::path& directory)
    : directory_(fs::absolute(directory)), path_(directory_ / ".synth") {
  std::error_code error;
  fs::remove_all(path_, error);
  fs::create_directories(path_, error);
  if (error) throw InputError(directory.string() + ": cannot be made or written: " + error.message());
}

WorkFolder::~WorkFolder() {
  std::error_code ignored;
  if (fs::exists(log(), ignored)) fs::rename(log(), final_log(), ignored);
  fs::remove_all(path_, ignored);
}

void WorkFolder::write(const std::string& name, const std::string& text) const {
  std::ofstream stream(path_ / name, std::ios::binary);
  stream << text;
  if (!stream.flush()) throw InputError((path_ / name).string() + ": cannot be written (disk full?)");
}

std::string WorkFolder::read(const std::string& name) const {
  return file_text(path_ / name);
}

void WorkFolder::remove(const std::string& name) const {
  fs::remove(path_ / name);
}

void WorkFolder::publish() {
  move_tree(path_, directory_);
}

}  // namespace winnow::synth
