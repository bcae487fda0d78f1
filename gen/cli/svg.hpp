// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace winnow::cli {

// What the program's plots share. An SVG document of this size in pixels, white, around `body`. Text classes:
// title, middle, end, small; lines are light grey unless they say otherwise.
std::string svg_document(double width, double height, const std::string& body);

}  // namespace winnow::cli
