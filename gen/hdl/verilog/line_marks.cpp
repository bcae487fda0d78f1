// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/verilog/line_marks.hpp"

#include <algorithm>

namespace winnow::hdl::verilog {

SourceLines LineMarks::lines(const std::string& text) const {
  std::vector<std::streamoff> ends;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', end + 1)) {
    ends.push_back(static_cast<std::streamoff>(end));
  }
  const auto line = [&](std::streamoff position) {
    if (position == nowhere) return 0U;
    return 1U + static_cast<unsigned>(std::lower_bound(ends.begin(), ends.end(), position) - ends.begin());
  };
  SourceLines lines;
  for (const std::streamoff position : positions_) lines.nodes.push_back(line(position));
  for (const std::streamoff position : instances_) lines.instances.push_back(line(position));
  auto write = writes_.begin();
  for (const Memory& memory : module_.memories) {
    lines.memory_writes.emplace_back();
    for (std::size_t i = 0; i < memory.writes.size(); ++i) {
      lines.memory_writes.back().push_back(line(*write++));
    }
  }
  return lines;
}

}  // namespace winnow::hdl::verilog
