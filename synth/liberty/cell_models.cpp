// SPDX-License-Identifier: Apache-2.0
#include "synth/liberty/cell_models.hpp"

#include <fmt/core.h>

#include "synth/errors.hpp"

namespace winnow::synth::liberty {
namespace {

std::string verilog(const Cell& cell, const std::string& function) {
  const Expression expression = parse_expression(function);
  for (const std::string& name : expression.pins()) {
    const bool is_state = cell.storage && (name == cell.storage->state || name == cell.storage->inverted);
    if (!is_state && cell.pin(name) == nullptr) {
      throw InputError(
          fmt::format("cell {}: function \"{}\" uses '{}', which is no pin", cell.name, function, name));
    }
  }
  return expression.verilog();
}

// An edge of a pin is written as such; anything else gets a wire of its own.
struct Edge {
  std::string event;
  std::string declaration;
};

Edge edge_of(const Cell& cell, const std::string& function, const std::string& wire) {
  const Expression expression = parse_expression(function);
  if (expression.kind == Expression::Kind::pin) return {fmt::format("posedge {}", expression.pin), ""};
  if (expression.kind == Expression::Kind::negation && expression.operands[0].kind == Expression::Kind::pin) {
    return {fmt::format("negedge {}", expression.operands[0].pin), ""};
  }
  return {fmt::format("posedge {}", wire), fmt::format("  wire {} = {};\n", wire, verilog(cell, function))};
}

// Clear and preset as conditions that exclude each other; empty where the cell has none. When both are there,
// the one that yields becomes a wire that rises also when the other is released, or that edge would be
// missed.
struct Asynchronous {
  std::string clear;
  std::string preset;
  std::vector<std::string> edges;
  std::string declarations;
};

Asynchronous asynchronous_of(const Cell& cell, const Storage& storage) {
  Asynchronous result;
  const auto add = [&](const std::string& function, const std::string& wire, std::string& condition) {
    if (function.empty()) return;
    const Edge edge = edge_of(cell, function, wire);
    condition = verilog(cell, function);
    result.edges.push_back(edge.event);
    result.declarations += edge.declaration;
  };
  if (storage.clear.empty() || storage.preset.empty()) {
    add(storage.clear, "clear_of_state", result.clear);
    add(storage.preset, "preset_of_state", result.preset);
    return result;
  }
  if (storage.both_state == 'N' || storage.both_state == 'T') {
    throw InputError(
        fmt::format("cell {}: clear_preset_var1 of {} is not supported", cell.name, storage.both_state));
  }
  // An unknown (X) outcome of both is taken as clear.
  const bool preset_wins = storage.both_state == 'H';
  const std::string clear = fmt::format("({})", verilog(cell, storage.clear));
  const std::string preset = fmt::format("({})", verilog(cell, storage.preset));
  result.clear = "clear_of_state";
  result.preset = "preset_of_state";
  result.edges = {"posedge clear_of_state", "posedge preset_of_state"};
  result.declarations =
      fmt::format("  wire clear_of_state = {}{};\n  wire preset_of_state = {}{};\n", clear,
                  preset_wins ? " & ~" + preset : "", preset, preset_wins ? "" : " & ~" + clear);
  return result;
}

// The lines that lead up to the clocked assignment.
std::string asynchronous_body(const Asynchronous& asynchronous, const std::string& state,
                              const char* assign) {
  std::string body;
  if (!asynchronous.clear.empty()) {
    body += fmt::format("if ({}) {} {} 1'b0;\n    else ", asynchronous.clear, state, assign);
  }
  if (!asynchronous.preset.empty()) {
    body += fmt::format("if ({}) {} {} 1'b1;\n    else ", asynchronous.preset, state, assign);
  }
  return body;
}

std::string flip_flop(const Cell& cell, const Storage& storage) {
  const Edge clock = edge_of(cell, storage.clock, "clock_of_state");
  const Asynchronous asynchronous = asynchronous_of(cell, storage);
  std::string events = clock.event;
  for (const std::string& edge : asynchronous.edges) events += fmt::format(" or {}", edge);
  return fmt::format("{}{}  always @({})\n    {}{} <= {};\n", clock.declaration, asynchronous.declarations,
                     events, asynchronous_body(asynchronous, storage.state, "<="), storage.state,
                     verilog(cell, storage.data));
}

std::string latch(const Cell& cell, const Storage& storage) {
  const Asynchronous asynchronous = asynchronous_of(cell, storage);
  return fmt::format("{}  always @*\n    {}if ({}) {} = {};\n", asynchronous.declarations,
                     asynchronous_body(asynchronous, storage.state, "="), verilog(cell, storage.clock),
                     storage.state, verilog(cell, storage.data));
}

std::string storage_model(const Cell& cell) {
  if (!cell.storage) return "";
  const Storage& storage = *cell.storage;
  std::string text = fmt::format("  reg {};\n", storage.state);
  if (!storage.inverted.empty()) text += fmt::format("  wire {} = ~{};\n", storage.inverted, storage.state);
  return text + (storage.kind == Storage::Kind::latch ? latch(cell, storage) : flip_flop(cell, storage));
}

std::string output_model(const Cell& cell, const Pin& pin) {
  if (pin.function.empty()) {
    throw InputError(fmt::format("cell {}: output {} has no function in the library", cell.name, pin.name));
  }
  const std::string value = verilog(cell, pin.function);
  if (pin.three_state.empty()) return fmt::format("  assign {} = {};\n", pin.name, value);
  return fmt::format("  assign {} = ({}) ? 1'bz : {};\n", pin.name, verilog(cell, pin.three_state), value);
}

std::string model(const Cell& cell) {
  if (cell.has_state_table) {
    throw InputError(fmt::format("cell {}: state tables and banks are not supported", cell.name));
  }
  std::string ports;
  std::string declarations;
  std::string outputs;
  for (const Pin& pin : cell.pins) {
    if (pin.direction == Direction::internal) continue;
    if (pin.direction == Direction::inout) {
      throw InputError(fmt::format("cell {}: pin {} is bidirectional", cell.name, pin.name));
    }
    const bool output = pin.direction == Direction::output;
    ports += (ports.empty() ? "" : ", ") + pin.name;
    declarations += fmt::format("  {} {};\n", output ? "output" : "input", pin.name);
    if (output) outputs += output_model(cell, pin);
  }
  return fmt::format("module {} ({});\n{}{}{}endmodule\n", cell.name, ports, declarations,
                     storage_model(cell), outputs);
}

}  // namespace

std::string cell_models(const Library& library, const std::set<std::string>& names) {
  std::string text =
      fmt::format("// Cells of library {} without delays, from its logic functions.\n", library.name);
  text +=
      "/* verilator lint_off DECLFILENAME */\n/* verilator lint_off UNUSEDSIGNAL */\n"
      "/* verilator lint_off SYNCASYNCNET */\n";
  for (const std::string& name : names) {
    const Cell* cell = library.cell(name);
    if (cell == nullptr) throw InputError(fmt::format("library {} has no cell {}", library.name, name));
    text += fmt::format("\n{}", model(*cell));
  }
  return text;
}

}  // namespace winnow::synth::liberty
