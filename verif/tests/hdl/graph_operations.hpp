// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/tests/hdl/graph_component.hpp"

namespace winnow::verif {

// Handles without what a port, register or wire adds to them.
inline hdl::Bit base_value(const hdl::Bit& value) {
  return value;
}
inline hdl::UInt base_value(const hdl::UInt& value) {
  return value;
}
inline hdl::SInt base_value(const hdl::SInt& value) {
  return value;
}

// The builder's operation for a term whose operands have been built. Ports, state, wires, memories and
// instances are the module builder's.
AnyValue build_operation(hdl::Builder& builder, const Term& term, const std::vector<AnyValue>& operands);
AnyValue name_value(const AnyValue& value, const std::string& name);

}  // namespace winnow::verif
