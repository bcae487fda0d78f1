// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/hdl/netlist/module.hpp"
#include "gen/lib/streams/shape.hpp"

namespace winnow::lib::streams {

// One field of a stream: the middle part of its port's name, its bits and how they are to be read.
struct Field {
  std::string name;
  unsigned width = 0;
  hdl::PortLayout layout;
};

// The fields of each stream, in the order of their ports (docs/streams.md, "The streams").
std::vector<Field> vectors_fields(const Shape& shape);
std::vector<Field> scores_fields(const Shape& shape);
std::vector<Field> selections_fields(const Shape& shape);
std::vector<Field> candidates_fields(const Shape& shape);
std::vector<Field> connections_fields(const Shape& shape);

// Of all fields together.
unsigned payload_bits(const std::vector<Field>& fields);

// How the handshake's own ports read.
hdl::PortLayout valid_layout();
hdl::PortLayout ready_layout();

}  // namespace winnow::lib::streams
