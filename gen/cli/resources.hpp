// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace winnow::cli {

// The folder that holds rtl_templates/ and configs/: PREFIX/share/winnow of an installed program, the source
// tree of one in a build tree (named in winnow-resources.txt beside it). Nothing is compiled in, so an
// installation can be moved and called through symbolic links. Throws ToolError when there is none.
std::filesystem::path find_resources();

// The same for a given program file.
std::filesystem::path find_resources(const std::filesystem::path& program);

}  // namespace winnow::cli
