// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

namespace winnow::synth::asic {

// The Liberty file behind `--library`: one of the names osu018, osu035, osu050 (Debian's qflow-tech
// packages), or a path to FILE.lib or FILE.lib.gz. Absolute. Throws ToolMissing, with the package to install,
// for a named library that is not there; InputError otherwise.
std::filesystem::path find_library(std::string_view choice);

// Puts `library` at `destination` for the tools' scripts: a link, or, for a .gz file, the unpacked file (by
// the gzip program: Yosys 0.23 reads plain files only).
void place_library(const std::filesystem::path& library, const std::filesystem::path& destination);

}  // namespace winnow::synth::asic
