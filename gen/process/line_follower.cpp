// SPDX-License-Identifier: Apache-2.0
#include "gen/process/line_follower.hpp"

#include <array>
#include <fstream>
#include <utility>

namespace winnow::process {

LineFollower::LineFollower(std::filesystem::path file, const std::function<void(std::string_view)>& on_line,
                           std::int64_t position)
    : file_(std::move(file)), on_line_(on_line), position_(position) {}

void LineFollower::poll() {
  if (!on_line_) return;
  std::ifstream stream(file_, std::ios::binary);
  if (!stream.seekg(position_)) return;
  std::array<char, 65536> buffer{};
  while (stream.read(buffer.data(), buffer.size()), stream.gcount() > 0) {
    position_ += stream.gcount();
    rest_.append(buffer.data(), static_cast<std::size_t>(stream.gcount()));
    std::size_t begin = 0;
    for (std::size_t end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n', begin)) {
      on_line_(std::string_view(rest_).substr(begin, end - begin));
      begin = end + 1;
    }
    rest_.erase(0, begin);
  }
}

void LineFollower::finish() {
  poll();
  if (on_line_ && !rest_.empty()) on_line_(rest_);
  rest_.clear();
}

}  // namespace winnow::process
