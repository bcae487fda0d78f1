// SPDX-License-Identifier: Apache-2.0
#include "synth/liberty/library.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

#include "synth/errors.hpp"
#include "synth/liberty/syntax.hpp"

namespace winnow::synth::liberty {
namespace {

// Nine tenths of a library are tables that only the tools read.
const std::set<std::string, std::less<>> tables = {"timing",
                                                   "internal_power",
                                                   "leakage_power",
                                                   "leakage_current",
                                                   "lu_table_template",
                                                   "dynamic_current",
                                                   "power_lut_template",
                                                   "output_current_template",
                                                   "receiver_capacitance",
                                                   "test_cell"};

std::string text_of(const Group& group, std::string_view name) {
  const std::string* value = group.attribute(name);
  return value == nullptr ? "" : *value;
}

std::optional<double> leading_number(std::string_view text) {
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc() ? std::optional(value) : std::nullopt;
}

double number_of(const Group& group, std::string_view name, double otherwise) {
  const std::string* value = group.attribute(name);
  return value == nullptr ? otherwise : leading_number(*value).value_or(otherwise);
}

std::string first_argument(const Group& group) {
  return group.arguments.empty() ? "" : group.arguments.front();
}

Direction direction_of(const std::string& text) {
  if (text == "output") return Direction::output;
  if (text == "inout") return Direction::inout;
  if (text == "internal") return Direction::internal;
  return Direction::input;
}

void read_pins(const Group& group, Cell& cell) {
  for (const std::string& name : group.arguments) {  // pin (A, B) declares two alike
    cell.pins.push_back({.name = name,
                         .direction = direction_of(text_of(group, "direction")),
                         .function = text_of(group, "function"),
                         .three_state = text_of(group, "three_state"),
                         .capacitance = number_of(group, "capacitance", 0)});
  }
}

char both_value(const Group& group, std::string_view name) {
  const std::string text = text_of(group, name);
  return text.size() == 1 ? text.front() : 'X';
}

Storage read_storage(const Group& group) {
  const bool latch = group.name == "latch";
  Storage storage;
  storage.kind = latch ? Storage::Kind::latch : Storage::Kind::flip_flop;
  if (!group.arguments.empty()) storage.state = group.arguments[0];
  if (group.arguments.size() > 1) storage.inverted = group.arguments[1];
  storage.data = text_of(group, latch ? "data_in" : "next_state");
  storage.clock = text_of(group, latch ? "enable" : "clocked_on");
  storage.clear = text_of(group, "clear");
  storage.preset = text_of(group, "preset");
  storage.both_state = both_value(group, "clear_preset_var1");
  storage.both_inverted = both_value(group, "clear_preset_var2");
  return storage;
}

Cell read_cell(const Group& group) {
  Cell cell{.name = first_argument(group), .area = number_of(group, "area", 0)};
  cell.dont_use = text_of(group, "dont_use") == "true";
  for (const Group& child : group.groups) {
    if (child.name == "pin") read_pins(child, cell);
    if (child.name == "ff" || child.name == "latch") cell.storage = read_storage(child);
    if (child.name == "statetable" || child.name == "ff_bank" || child.name == "latch_bank")
      cell.has_state_table = true;
  }
  return cell;
}

// "1ns", "10ps": a number and a unit.
double time_unit_ns(const std::string& text) {
  const double number = leading_number(text).value_or(1);
  if (text.ends_with("ps")) return number / 1000;
  if (text.ends_with("us")) return number * 1000;
  return number;
}

// capacitive_load_unit (1,pf)
double capacitance_unit_ff(const std::string& text) {
  const double number = leading_number(text).value_or(1);
  return text.ends_with("ff") || text.ends_with("fF") ? number : number * 1000;
}

// Cells that compute `wanted` of their inputs (bit i of the table: the inputs spell i), smallest first found.
const Cell* smallest_with_table(const Library& library, std::size_t inputs, unsigned wanted) {
  const Cell* best = nullptr;
  for (const Cell& cell : library.cells) {
    const auto in = cell.pins_of(Direction::input);
    const auto out = cell.pins_of(Direction::output);
    const bool plain = !cell.storage && !cell.has_state_table && !cell.dont_use && cell.area > 0;
    if (!plain || in.size() != inputs || out.size() != 1 || out[0]->function.empty() ||
        !out[0]->three_state.empty()) {
      continue;
    }
    const Expression function = parse_expression(out[0]->function);
    unsigned table = 0;
    for (unsigned values = 0; values < (1U << inputs); ++values) {
      const auto value_of = [&](const std::string& name) {
        const auto found = std::ranges::find(in, name, &Pin::name);
        return found != in.end() && ((values >> (found - in.begin())) & 1U) != 0;
      };
      table |= static_cast<unsigned>(function.evaluate(value_of)) << values;
    }
    if (table == wanted && (best == nullptr || cell.area < best->area)) best = &cell;
  }
  return best;
}

}  // namespace

const Pin* Cell::pin(std::string_view wanted) const {
  const auto found = std::ranges::find(pins, wanted, &Pin::name);
  return found == pins.end() ? nullptr : &*found;
}

std::vector<const Pin*> Cell::pins_of(Direction direction) const {
  std::vector<const Pin*> result;
  for (const Pin& candidate : pins) {
    if (candidate.direction == direction) result.push_back(&candidate);
  }
  return result;
}

const Cell* Library::cell(std::string_view wanted) const {
  const auto found = std::ranges::find(cells, wanted, &Cell::name);
  return found == cells.end() ? nullptr : &*found;
}

Library parse_library(std::string_view text, std::string_view file) {
  const Group root = parse(text, file, tables);
  Library library{.name = first_argument(root)};
  if (const std::string* unit = root.attribute("time_unit")) library.time_unit_ns = time_unit_ns(*unit);
  if (const std::string* unit = root.attribute("capacitive_load_unit")) {
    library.capacitance_unit_ff = capacitance_unit_ff(*unit);
  }
  for (const Group& group : root.groups) {
    if (group.name == "cell") library.cells.push_back(read_cell(group));
  }
  if (library.cells.empty()) throw InputError(fmt::format("{}:1: the library has no cells", file));
  return library;
}

Library read_library(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw InputError(fmt::format("{}: cannot be read; expected a Liberty file", file.string()));
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return parse_library(text, file.string());
}

const Cell* smallest_nand2(const Library& library) {
  return smallest_with_table(library, 2, 0b0111);
}

const Cell* smallest_buffer(const Library& library) {
  const Cell* buffer = smallest_with_table(library, 1, 0b10);
  return buffer != nullptr ? buffer : smallest_with_table(library, 1, 0b01);
}

}  // namespace winnow::synth::liberty
