// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/svg.hpp"

#include <fmt/format.h>

namespace winnow::cli {

std::string svg_document(double width, double height, const std::string& body) {
  std::string text = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
      "height=\"{1:.0f}\">\n",
      width, height);
  text +=
      "<style>text{font:12px "
      "sans-serif;fill:#222}.title{font-size:15px;font-weight:bold}.middle{text-anchor:middle}"
      ".end{text-anchor:end}.small{font-size:10px}line{stroke:#ddd}</style>\n<rect width=\"100%\" "
      "height=\"100%\" "
      "fill=\"#fff\"/>\n";
  return text + body + "</svg>\n";
}

}  // namespace winnow::cli
