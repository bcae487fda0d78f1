// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/streams/fields.hpp"

#include <numeric>

namespace winnow::lib::streams {
namespace {

constexpr const char* sampled = "with valid";

Field scalar(const std::string& name, unsigned width, const std::string& meaning) {
  return {name, width, {{}, 0, false, meaning, sampled}};
}

Field packed(const std::string& name, std::vector<hdl::PortLayout::Index> indices, unsigned element_width,
             bool is_signed, const std::string& meaning) {
  unsigned count = 1;
  for (const hdl::PortLayout::Index& index : indices) count *= index.count;
  return {name, count * element_width, {std::move(indices), element_width, is_signed, meaning, sampled}};
}

}  // namespace

std::vector<Field> vectors_fields(const Shape& shape) {
  return {packed("element", {{"element", shape.dimension}}, shape.element_bits, true, "the vector"),
          scalar("id", shape.id_bits, "number of the vector"),
          scalar("last", 1, "last vector of the sequence")};
}

std::vector<Field> scores_fields(const Shape& shape) {
  return {packed("score", {{"row", shape.tokens}, {"key", shape.keys_per_cycle}}, shape.score_bits, true,
                 "estimated scores of the tile"),
          scalar("last", 1, "last tile of the group")};
}

std::vector<Field> selections_fields(const Shape& shape) {
  return {scalar("key", shape.key_bits(), "the picked key"),
          scalar("keep", 1, "0: this transfer picks no key"), scalar("last", 1, "last transfer of this row"),
          scalar("end", 1, "with last: last row of the sequence")};
}

std::vector<Field> candidates_fields(const Shape& shape) {
  return {scalar("base", shape.key_bits(), "first key of the tile"),
          packed("mask", {{"key", shape.keys_per_cycle}, {"row", shape.tokens}}, 1, false,
                 "this row picked this key"),
          scalar("last", 1, "last tile of the group")};
}

std::vector<Field> connections_fields(const Shape& shape) {
  return {packed("key", {{"row", shape.tokens}}, shape.key_bits(), false,
                 "the key of each row; 0 for a row without"),
          packed("row_valid", {{"row", shape.tokens}}, 1, false, "this row gets a key in this round"),
          packed("load", {{"row", shape.tokens}}, 1, false, "first row of the round that uses its key"),
          scalar("last", 1, "last round of the group")};
}

unsigned payload_bits(const std::vector<Field>& fields) {
  return std::accumulate(fields.begin(), fields.end(), 0U,
                         [](unsigned bits, const Field& field) { return bits + field.width; });
}

hdl::PortLayout valid_layout() {
  return {{}, 0, false, "a transfer is offered", ""};
}

hdl::PortLayout ready_layout() {
  return {{}, 0, false, "an offered transfer is taken at this clock edge", ""};
}

}  // namespace winnow::lib::streams
