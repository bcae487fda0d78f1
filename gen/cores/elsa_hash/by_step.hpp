// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_hash {

// values[step], where steps without a value take any of the others: a tree of choices, the lowest bit of the
// step at the leaves, without a choice between equal values. At least one step has a value; `step` has at
// least as many bits as number the values.
template <class T>
T by_step(const hdl::UInt& step, std::vector<std::optional<T>> values) {
  for (unsigned bit = 0; values.size() > 1; ++bit) {
    std::vector<std::optional<T>> above;
    for (std::size_t i = 0; i < values.size(); i += 2) {
      const std::optional<T>& low = values[i];
      const std::optional<T> high = i + 1 < values.size() ? values[i + 1] : std::nullopt;
      const bool differ = low && high && low->id() != high->id();
      above.push_back(differ ? mux(step.bit(bit), *high, *low) : (low ? low : high));
    }
    values = std::move(above);
  }
  return *values.front();
}

}  // namespace winnow::cores::elsa_hash
