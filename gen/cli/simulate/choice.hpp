// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

namespace winnow::cli::simulate {

// Nothing chosen is everything.
template <typename Value>
bool is_wanted(const std::vector<Value>& chosen, Value value) {
  return chosen.empty() || std::find(chosen.begin(), chosen.end(), value) != chosen.end();
}

}  // namespace winnow::cli::simulate
