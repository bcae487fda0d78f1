// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

namespace winnow::synth::asic {

// Where Debian's qflow-tech packages put their libraries.
inline constexpr std::string_view qflow_folder = "/usr/share/qflow/tech";

// The Liberty file behind `--library`: one of the names osu018, osu035, osu050 (below `named_libraries`), or
// a path to FILE.lib or FILE.lib.gz. Absolute. Throws ToolMissing, with the package to install, for a named
// library that is not there; InputError otherwise.
std::filesystem::path find_library(std::string_view choice,
                                   const std::filesystem::path& named_libraries = qflow_folder);

// Puts `library` at `destination` for the tools' scripts: a link, or, for a .gz file, the unpacked file (by
// the gzip program: Yosys 0.23 reads plain files only). A library with pad cells becomes a copy in which they
// are not to be used: ABC takes them for buffers otherwise (osu035's are 125 times as large as a NAND2).
void place_library(const std::filesystem::path& library, const std::filesystem::path& destination);

}  // namespace winnow::synth::asic
