// SPDX-License-Identifier: Apache-2.0
#include "synth/asic/yosys_script.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "synth/errors.hpp"

namespace winnow::synth::asic {
namespace {

std::string read_and_elaborate(const ScriptInputs& inputs) {
  std::string text;
  for (const std::string& file : inputs.files) text += fmt::format("read_verilog rtl/{}\n", file);
  text += fmt::format("hierarchy -check -top {}\n", inputs.top);
  for (const std::string& module : inputs.black_boxes) text += fmt::format("blackbox {}\n", module);
  return text + "proc\nopt\n";
}

std::string box_memories(const std::vector<MemoryBox>& boxes) {
  if (boxes.empty()) return "";
  std::string text = "\n# Large memories move to modules of their own, which stay empty.\n";
  for (const MemoryBox& box : boxes) {
    text += fmt::format("submod -name {} {}/c:{}\nblackbox {}\n", box.box, box.module, box.memory, box.box);
  }
  return text;
}

// Both ways buffer large fan-outs and size gates. For area: Yosys' own ABC script. For speed: one without its
// restructuring for area, which undoes the prefix adders that Yosys builds. On arrays of multipliers in five
// libraries that took 33 to 42 % off the critical path, for 6 to 28 % more area.
std::string map_logic(const ScriptInputs& inputs) {
  const std::string command = "abc -liberty library.lib -constr abc.constr";
  if (!inputs.speed_ns) return command + "\n";
  return fmt::format(
      "{} -D {:.0f} -script "
      "+strash;ifraig;scorr;dretime;strash;dch,-f;map,-B,0.9,{{D}};topo;buffer,-c,-N,16;topo;"
      "upsize,{{D}};dnsize,{{D}};stime,-p\n",
      command, *inputs.speed_ns * 1000);
}

std::string identifier(std::string_view text) {
  std::string result;
  for (const char c : text) result += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return result;
}

}  // namespace

std::string analysis_script(const ScriptInputs& inputs) {
  return read_and_elaborate(inputs);
}

std::string mapping_script(const ScriptInputs& inputs) {
  std::string text = fmt::format(
      "# Maps {0} to the cell library. Run here: yosys -l synth.log -s synth.ys\n"
      "# library.lib is the library, mostly as a link: put another there to use that.\n"
      "read_liberty -lib library.lib\n",
      inputs.top);
  text += read_and_elaborate(inputs);
  text +=
      "\n# No undriven or doubly driven nets, no combinational loops, no latches, no internal tri-states.\n"
      "check -assert\n"
      "select -assert-none t:$dlatch t:$adlatch t:$dlatchsr t:$tribuf\n";
  text += fmt::format(
      "\n# Hierarchy is kept: each module is mapped once, however often it is used.\nsynth -top {} -run "
      "begin:fine\n",
      inputs.top);
  text += box_memories(inputs.memory_boxes);
  text += fmt::format("\nsynth -top {} -run fine:\ndfflibmap -liberty library.lib\n", inputs.top);
  text += map_logic(inputs);
  text += "opt_clean\ncheck -assert -mapped\nstat -liberty library.lib\n";
  // Short names for what the source does not name, the same in every output.
  text += "rename -enumerate\n";
  // OpenSTA reads neither attributes nor concatenations on the left of an assignment.
  return text + fmt::format("write_verilog -noattr -simple-lhs {}.netlist.v\n", inputs.top);
}

double output_load_ff(const liberty::Library& library) {
  const liberty::Cell* nand2 = liberty::smallest_nand2(library);
  if (nand2 == nullptr) return 0;
  return 4 * nand2->pins_of(liberty::Direction::input).front()->capacitance * library.capacitance_unit_ff;
}

std::string abc_constraints(const liberty::Library& library) {
  const liberty::Cell* driver = liberty::smallest_buffer(library);
  if (driver == nullptr)
    throw InputError(fmt::format("library {} has neither a buffer nor an inverter", library.name));
  return fmt::format("set_driving_cell {}\nset_load {:.3f}\n", driver->name, output_load_ff(library));
}

std::vector<MemoryBox> memory_boxes(const Netlist& netlist, const std::string& top, std::uint64_t limit_bits,
                                    const std::vector<std::string>& black_boxes) {
  std::vector<MemoryBox> boxes;
  std::set<std::string> used;
  for (const auto& [name, module] : netlist) used.insert(name);
  for (const NetlistModule* module : hierarchy_of(netlist, top)) {
    if (std::ranges::find(black_boxes, module->name) != black_boxes.end()) continue;
    for (const Memory& memory : module->memories) {
      if (!memory.writable || memory.bits() <= limit_bits) continue;
      const std::string wanted = fmt::format("{}_{}_{}x{}", identifier(module->base), identifier(memory.name),
                                             memory.depth, memory.width);
      std::string box = wanted;
      for (unsigned number = 2; !used.insert(box).second; ++number)
        box = fmt::format("{}_{}", wanted, number);
      boxes.push_back({module->name, memory.name, box, memory.bits()});
    }
  }
  return boxes;
}

}  // namespace winnow::synth::asic
