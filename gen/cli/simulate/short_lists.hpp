// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace winnow::cli::simulate {

// The same JSON with every list of plain values on one line: figures by query are thousands of them. `text`
// is indented JSON.
std::string with_short_lists(const std::string& text);

}  // namespace winnow::cli::simulate
