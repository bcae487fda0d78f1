// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/largest.hpp"

namespace winnow::lib {
namespace {

Contender larger(const Contender& first, const Contender& second) {
  const hdl::Bit wins = second.asks & ((!first.asks) | (second.rank > first.rank));
  return {first.asks | second.asks, mux(wins, second.rank, first.rank),
          mux(wins, second.payload, first.payload)};
}

}  // namespace

Contender largest(const std::vector<Contender>& contenders) {
  std::vector<Contender> level = contenders;
  while (level.size() > 1) {
    std::vector<Contender> above;
    for (std::size_t i = 0; i + 1 < level.size(); i += 2) above.push_back(larger(level[i], level[i + 1]));
    if (level.size() % 2 != 0) above.push_back(level.back());
    level = std::move(above);
  }
  return level.front();
}

}  // namespace winnow::lib
