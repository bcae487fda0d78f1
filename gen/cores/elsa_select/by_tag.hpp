// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_select {

// What belongs to the query with this tag: values[tag].
template <class T>
T by_tag(const hdl::UInt& tag, const std::vector<T>& values) {
  T value = values.front();
  for (std::size_t i = 1; i < values.size(); ++i) value = mux(tag == std::uint64_t{i}, values[i], value);
  return value;
}

}  // namespace winnow::cores::elsa_select
