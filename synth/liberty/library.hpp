// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "synth/liberty/expression.hpp"

// What synthesis needs to know of a cell library: areas, logic functions, flip-flops, a few capacitances.
namespace winnow::synth::liberty {

enum class Direction { input, output, inout, internal };

struct Pin {
  std::string name;
  Direction direction = Direction::input;
  std::string function{};     // of an output; empty when the library gives none
  std::string three_state{};  // the output floats while this is true; empty: never
  double capacitance = 0;     // in the library's unit
};

// A flip-flop or latch: `state` and `inverted` are the names by which the outputs' functions refer to it.
struct Storage {
  enum class Kind { flip_flop, latch };
  Kind kind = Kind::flip_flop;
  std::string state{};
  std::string inverted{};
  std::string data{};   // next_state or data_in
  std::string clock{};  // clocked_on (rising) or enable (high)
  std::string clear{};
  std::string preset{};
  // Value of state and inverted while clear and preset are both active: L, H, N (unchanged), T or X.
  char both_state = 'X';
  char both_inverted = 'X';
};

struct Cell {
  std::string name;
  double area = 0;  // um2
  bool dont_use = false;
  bool has_state_table = false;  // clock gates and other cells that this reader does not model
  std::vector<Pin> pins{};       // in the library's order
  std::optional<Storage> storage{};

  const Pin* pin(std::string_view wanted) const;
  std::vector<const Pin*> pins_of(Direction direction) const;
  bool is_flip_flop() const { return storage && storage->kind == Storage::Kind::flip_flop; }
};

struct Library {
  std::string name;
  double time_unit_ns = 1;
  double capacitance_unit_ff = 1000;
  std::vector<Cell> cells{};  // in the library's order

  const Cell* cell(std::string_view wanted) const;
};

// Throws InputError: FILE:LINE: what is wrong.
Library read_library(const std::filesystem::path& file);
Library parse_library(std::string_view text, std::string_view file);

// The smallest cell with one output and the function !(A*B), the usual unit of gate equivalents; nullptr when
// the library has none.
const Cell* smallest_nand2(const Library& library);
// The smallest non-inverting buffer, or else inverter; nullptr when there is neither.
const Cell* smallest_buffer(const Library& library);

}  // namespace winnow::synth::liberty
