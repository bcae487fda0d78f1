// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/arithmetic/lookup.hpp"

namespace winnow::lib {

using hdl::UInt;

// A tree of choices, the lowest bit of the index at the leaves.
UInt lookup(hdl::Builder& b, const UInt& index, const std::vector<std::uint64_t>& values, unsigned width) {
  std::vector<UInt> level;
  for (const std::uint64_t value : values) level.push_back(b.constant(width, value));
  for (unsigned bit = 0; level.size() > 1; ++bit) {
    std::vector<UInt> above;
    for (std::size_t i = 0; i + 1 < level.size(); i += 2)
      above.push_back(mux(index.bit(bit), level[i + 1], level[i]));
    if (level.size() % 2 != 0) above.push_back(level.back());
    level = std::move(above);
  }
  return level.front();
}

}  // namespace winnow::lib
