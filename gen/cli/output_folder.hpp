// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::cli {

// Who writes into a folder: the core, and the command ("generate", "verify", ...).
struct OutputOwner {
  std::string core;
  std::string name;
  std::string command;
};

// What `.winnow.json` in an output folder says: whose folder it is, and which command wrote which files
// (paths relative to the folder, sorted). With it a command can replace its own files and leave everything
// else.
struct OutputRecord {
  std::string core;
  std::string name;
  bool complete = true;  // false while files are being moved in; stays so if that is interrupted
  std::map<std::string, std::vector<std::string>> files;

  static constexpr std::string_view file_name = ".winnow.json";
  std::string text() const;
};

// The output of one command. Everything is written to a staging folder first; commit() moves it into place,
// so that the folder never holds half of it. Without commit() the folder, and what is above it, stays as it
// was.
//   - a new folder appears by one rename;
//   - an existing folder of the same core is merged file by file: files of earlier runs of this command that
//   are not
//     written again go, files of other commands and of the user stay;
//   - an existing folder of another core, or one that winnow did not make and that is not empty, is refused
//   unless
//     `force`; then the files that winnow wrote for the other core go.
class OutputFolder {
 public:
  // Throws UsageError when the folder is refused or cannot be written.
  OutputFolder(const std::filesystem::path& folder, OutputOwner owner, bool force);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  // For tools that write files themselves. Every file in it becomes part of the output.
  const std::filesystem::path& staging() const { return staging_; }

  // Writes one file, `relative` to the folder; makes the folders on the way. Throws UsageError when it
  // cannot.
  void write(const std::filesystem::path& relative, std::string_view text) const;

  // Throws UsageError when something is in the way, before anything in the folder was changed.
  void commit();

 private:
  void refuse_foreign_folder() const;
  void make_staging();
  void make_folders(const std::filesystem::path& folder);
  void remove_traces() noexcept;
  void move_whole(const std::vector<std::string>& staged);
  void merge(const std::vector<std::string>& staged);
  void publish_record(OutputRecord& record, bool complete, const std::vector<std::string>& files) const;

  std::filesystem::path shown_;   // as the user wrote it, for messages
  std::filesystem::path folder_;  // absolute
  std::filesystem::path staging_;
  std::vector<std::filesystem::path> made_;  // folders above the output, outermost first, that were not there
  OutputOwner owner_;
  bool force_;
};

}  // namespace winnow::cli
