// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/output_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include "gen/cli/exit_code.hpp"
#include "gen/config/json.hpp"

namespace winnow::cli {
namespace fs = std::filesystem;
using config::Json;

std::string OutputRecord::text() const {
  Json object = {{"winnow", 1}, {"core", core}, {"name", name}, {"complete", complete}};
  object["files"] = Json(files);
  return config::to_file_text(object);
}

namespace {

UsageError cannot(const std::string& what, const fs::path& where, const std::string& why,
                  const std::string& mend) {
  return UsageError(fmt::format("cannot {} {}: {}; {}", what, where.string(), why, mend));
}

UsageError cannot_write(const fs::path& where, const std::error_code& error) {
  return cannot("write", where, error.message(), "give -o a folder that can be written");
}

bool stays_inside(const fs::path& relative) {
  return !relative.empty() && relative.is_relative() &&
         std::none_of(relative.begin(), relative.end(), [](const fs::path& step) { return step == ".."; });
}

// nullopt when the folder has no record, or one that is not ours. Paths that leave the folder are ignored:
// what is in a record will be deleted.
std::optional<OutputRecord> read_record(const fs::path& folder) {
  std::ifstream file(folder / OutputRecord::file_name, std::ios::binary);
  if (!file) return std::nullopt;
  std::stringstream text;
  text << file.rdbuf();
  const Json object = Json::parse(text.str(), nullptr, false);
  try {
    OutputRecord record{object.at("core"), object.at("name"), object.at("complete"), object.at("files")};
    for (auto& [command, names] : record.files) {
      std::erase_if(names, [](const std::string& name) { return !stays_inside(name); });
    }
    return record;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

void write_file(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) throw cannot_write(path, std::error_code(errno, std::generic_category()));
}

// All files below `folder`, relative to it, sorted.
std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_directory() || entry.is_symlink()) {
      files.push_back(entry.path().lexically_relative(folder).generic_string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

constexpr std::string_view staging_inside = ".winnow.staging-";

// Staging folders, ours or one that a killed run left, are nobody's content.
bool is_empty_but_for_staging(const fs::path& folder) {
  std::error_code error;
  const fs::directory_iterator entries(folder, error);
  return !error && std::all_of(begin(entries), end(entries), [](const fs::directory_entry& entry) {
    return entry.path().filename().string().starts_with(staging_inside);
  });
}

void remove_empty_folders_above(const fs::path& file, const fs::path& root) {
  std::error_code ignored;
  for (fs::path folder = file.parent_path(); folder != root && folder.has_relative_path();
       folder = folder.parent_path()) {
    if (!fs::is_empty(folder, ignored) || ignored || !fs::remove(folder, ignored)) return;
  }
}

// A file cannot take the place of a folder, nor a folder that of a file (unless that file goes anyway).
void check_nothing_in_the_way(const fs::path& folder, const std::vector<std::string>& staged,
                              const std::set<std::string>& going) {
  const std::string mend = "move it away, or give another -o DIR";
  for (const std::string& name : staged) {
    const fs::path target = folder / name;
    if (fs::is_directory(fs::symlink_status(target)))
      throw cannot("write", target, "a folder has that name", mend);
    for (fs::path above = fs::path(name).parent_path(); !above.empty(); above = above.parent_path()) {
      const bool file = fs::exists(folder / above) && !fs::is_directory(folder / above);
      if (file && !going.contains(above.generic_string())) {
        throw cannot("write", target, above.generic_string() + " is a file", mend);
      }
    }
  }
}

bool belongs_to(const OutputRecord& record, const OutputOwner& owner) {
  return record.core == owner.core && record.name == owner.name;
}

// Files of earlier runs that are not written again: those of this command, or of the whole other core.
std::set<std::string> files_to_remove(const OutputRecord& record, const OutputOwner& owner,
                                      const std::vector<std::string>& staged) {
  std::set<std::string> going;
  std::set<std::string> staying(staged.begin(), staged.end());
  for (const auto& [command, names] : record.files) {
    // A file that another command of the same core wrote too is not ours to remove.
    const bool ours = !belongs_to(record, owner) || command == owner.command;
    (ours ? going : staying).insert(names.begin(), names.end());
  }
  for (const std::string& name : staying) going.erase(name);
  return going;
}

}  // namespace

OutputFolder::OutputFolder(const fs::path& folder, OutputOwner owner, bool force)
    : shown_(folder), owner_(std::move(owner)), force_(force) {
  if (folder.empty()) throw UsageError("the output folder has no name; give -o DIR");
  folder_ = fs::absolute(folder).lexically_normal();
  if (!folder_.has_filename()) folder_ = folder_.parent_path();
  refuse_foreign_folder();
  try {
    make_staging();
  } catch (...) {
    remove_traces();
    throw;
  }
}

OutputFolder::~OutputFolder() {
  remove_traces();
}

// Nothing of an output that was not committed; only what is empty goes, if others have begun to use it.
void OutputFolder::remove_traces() noexcept {
  std::error_code ignored;
  if (!staging_.empty()) fs::remove_all(staging_, ignored);
  for (; !made_.empty(); made_.pop_back()) fs::remove(made_.back(), ignored);
}

void OutputFolder::make_folders(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error) && !error) return;
  if (folder.has_relative_path()) make_folders(folder.parent_path());
  const bool made = fs::create_directory(folder, error);
  if (error) throw cannot_write(shown_, error);
  if (made) made_.push_back(folder);
}

void OutputFolder::refuse_foreign_folder() const {
  std::error_code error;
  const bool exists = fs::exists(folder_, error);
  if (error) throw cannot_write(shown_, error);
  if (!exists) return;
  if (!fs::is_directory(folder_)) {
    throw cannot("write", shown_, "it is a file", "give -o a folder");
  }
  if (force_) return;
  if (const auto record = read_record(folder_)) {
    if (belongs_to(*record, owner_)) return;
    throw cannot("write", shown_, fmt::format("it holds the {} core \"{}\"", record->core, record->name),
                 fmt::format("give another folder for \"{}\", or --force to replace that core", owner_.name));
  }
  if (!is_empty_but_for_staging(folder_)) {
    throw cannot("write", shown_, "it is not empty, and winnow did not make it",
                 "give a new folder, or --force to write into this one");
  }
}

// Beside a new folder (one rename moves it there), inside an existing one (which may be a mount point, or
// stand in a folder that cannot be written): either way on the same file system as the target.
void OutputFolder::make_staging() {
  std::error_code error;
  const bool inside = fs::exists(folder_);
  const fs::path parent = inside ? folder_ : folder_.parent_path();
  make_folders(parent);
  const std::string stem =
      inside ? std::string(staging_inside) : fmt::format(".{}.staging-", folder_.filename().string());
  for (unsigned attempt = 0; staging_.empty(); ++attempt) {
    const fs::path candidate = parent / fmt::format("{}{}-{}", stem, ::getpid(), attempt);
    const bool made = fs::create_directory(candidate, error);
    if (error) throw cannot_write(shown_, error);
    if (made) staging_ = candidate;
  }
}

void OutputFolder::write(const fs::path& relative, std::string_view text) const {
  if (!stays_inside(relative))
    throw std::logic_error("an output file must stay in its folder: " + relative.string());
  const fs::path path = staging_ / relative;
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) throw cannot_write(shown_ / relative, error);
  write_file(path, text);
}

void OutputFolder::commit() {
  try {
    const std::vector<std::string> staged = files_below(staging_);
    if (fs::exists(folder_)) {
      merge(staged);
    } else {
      move_whole(staged);
    }
    fs::remove_all(staging_);
    staging_.clear();
    made_.clear();
  } catch (const fs::filesystem_error& error) {
    throw cannot_write(shown_, error.code());
  }
}

void OutputFolder::move_whole(const std::vector<std::string>& staged) {
  const OutputRecord record{owner_.core, owner_.name, true, {{owner_.command, staged}}};
  write_file(staging_ / OutputRecord::file_name, record.text());
  fs::rename(staging_, folder_);
}

void OutputFolder::merge(const std::vector<std::string>& staged) {
  refuse_foreign_folder();  // it may have appeared since
  OutputRecord record = read_record(folder_).value_or(OutputRecord{});
  const std::set<std::string> going = files_to_remove(record, owner_, staged);
  check_nothing_in_the_way(folder_, staged, going);
  if (!belongs_to(record, owner_)) record = {owner_.core, owner_.name, false, {}};

  // While files move, the record lists old and new ones: if this is interrupted, the next run cleans up all
  // of them.
  std::vector<std::string> moving(going.begin(), going.end());
  moving.insert(moving.end(), staged.begin(), staged.end());
  std::sort(moving.begin(), moving.end());
  publish_record(record, false, moving);
  for (const std::string& name : going) {
    fs::remove(folder_ / name);
    remove_empty_folders_above(folder_ / name, folder_);
  }
  for (const std::string& name : staged) {
    fs::create_directories((folder_ / name).parent_path());
    fs::rename(staging_ / name, folder_ / name);
  }
  publish_record(record, true, staged);
}

void OutputFolder::publish_record(OutputRecord& record, bool complete,
                                  const std::vector<std::string>& files) const {
  record.complete = complete;
  record.files[owner_.command] = files;
  const fs::path next = staging_ / OutputRecord::file_name;
  write_file(next, record.text());
  fs::rename(next, folder_ / OutputRecord::file_name);
}

}  // namespace winnow::cli
