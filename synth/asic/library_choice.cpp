// SPDX-License-Identifier: Apache-2.0
#include "synth/asic/library_choice.hpp"

#include <fmt/core.h>

#include <array>
#include <fstream>
#include <regex>
#include <string>

#include "gen/process/process.hpp"
#include "gen/process/tool.hpp"
#include "synth/errors.hpp"
#include "synth/file_text.hpp"

namespace winnow::synth::asic {
namespace {

namespace fs = std::filesystem;

struct NamedLibrary {
  std::string_view name;
  std::string_view file;
  std::string_view package;
};

constexpr std::array known_libraries = {
    NamedLibrary{"osu018", "osu018/osu018_stdcells.lib", "qflow-tech-osu018"},
    NamedLibrary{"osu035", "osu035/osu035_stdcells.lib", "qflow-tech-osu035"},
    NamedLibrary{"osu050", "osu050/osu05_stdcells.lib", "qflow-tech-osu050"},
};

// ABC knows the attribute dont_use, but not pad_cell.
std::string with_pads_not_to_be_used(const std::string& text) {
  static const std::regex pad(R"(\bpad_cell\s*:\s*("true"|true)\s*;)");
  return std::regex_replace(text, pad, "$& dont_use : true;");
}

void unpack(const fs::path& library, const fs::path& destination) {
  process::require_program("gzip");
  const auto outcome =
      process::run({.arguments = {"gzip", "-dc", library.string()}, .log_file = destination});
  if (!outcome.ok()) throw InputError(fmt::format("{}: cannot be unpacked by gzip", library.string()));
}

}  // namespace

fs::path find_library(std::string_view choice, const fs::path& named_libraries) {
  for (const NamedLibrary& named : known_libraries) {
    if (choice != named.name) continue;
    const fs::path file = named_libraries / named.file;
    if (fs::is_regular_file(file)) return fs::absolute(file);
    throw ToolMissing(fmt::format("library {}: {} is not installed; install Debian's package {}", named.name,
                                  file.string(), named.package));
  }
  const fs::path file(choice);
  const bool is_liberty = choice.ends_with(".lib") || choice.ends_with(".lib.gz");
  if (!is_liberty) {
    throw InputError(fmt::format(
        "library '{}' is not known; use osu018, osu035, osu050 or a path to a FILE.lib or FILE.lib.gz",
        choice));
  }
  if (!fs::is_regular_file(file))
    throw InputError(fmt::format("{}: no such file; expected a cell library", choice));
  return fs::canonical(file);
}

void place_library(const fs::path& library, const fs::path& destination) {
  fs::remove(destination);
  if (library.extension() == ".gz") {
    unpack(library, destination);
  } else {
    fs::create_symlink(library, destination);
  }
  const std::string text = file_text(destination);
  const std::string without_pads = with_pads_not_to_be_used(text);
  if (without_pads == text) return;
  fs::remove(destination);  // which may be a link
  std::ofstream(destination, std::ios::binary) << without_pads;
}

}  // namespace winnow::synth::asic
