// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace winnow::synth {

// One module of the mapped hierarchy. "Own" figures leave submodules out; the others are of one instance with
// everything below it. Areas are in the library's unit (um2), gate equivalents are areas / NAND2 area.
struct ModuleResult {
  std::string name{};           // parameters of a Verilog module with parameters in brackets: sram(DEPTH=64)
  bool black_box = false;       // left out of area and timing
  std::uint64_t instances = 0;  // in the whole hierarchy
  double own_area = 0;
  std::uint64_t own_cells = 0;
  std::uint64_t own_flip_flops = 0;
  std::uint64_t own_memory_bits = 0;  // of black-box memories
  double area = 0;
  double gate_equivalents = 0;
  std::uint64_t cells = 0;
  std::uint64_t flip_flops = 0;
  std::uint64_t memory_bits = 0;

  double total_area() const { return own_area * static_cast<double>(instances); }
};

struct PathStep {
  std::string instance{};  // from the analysed module down, separated by '/'; empty for a port
  std::string module{};    // that the cell belongs to
  std::string cell{};      // library cell, or "in" / "out" for a port
  std::string pin{};
  std::string net{};  // driven by this step, where the report names it
  std::uint64_t fanout = 0;
  double delay_ns = 0;
  double arrival_ns = 0;
};

struct TimingPath {
  std::string group{};        // register_to_register, input_to_register, register_to_output, input_to_output
  std::string part{};         // module that was analysed as the top
  std::string start_point{};  // register (by its net's name) or port
  std::string end_point{};
  double delay_ns = 0;  // clock to output + logic + setup: the least period at which this path works
  std::optional<double> slack_ns{};  // when a period was given
  std::vector<PathStep> steps{};
};

struct TimingPart {
  std::string module{};
  bool clocked = true;  // it has the clock port
  bool whole = true;    // false: its submodules were analysed on their own and are cut out here
};

struct Timing {
  std::vector<TimingPart> parts{};   // more than one: paths that cross from part to part were not seen
  std::vector<TimingPath> groups{};  // worst path of each group, over all parts; absent groups have no path
  // When timed in parts: about what a path from one part to the next takes at most, as the sum of the worst
  // register_to_output, input_to_output and input_to_register. Not a measured path.
  std::optional<double> crossing_estimate_ns() const;
  const TimingPath* critical() const;  // the worst of them, or nullptr when there is no path at all
};

struct Result {
  std::string top;
  std::string target = "asic";
  std::map<std::string, std::string> tools{};  // name to version
  std::string library;                         // as the library names itself
  std::string nand2;                           // cell that gate equivalents are counted in
  double nand2_area = 0;
  std::string clock;
  std::string mapped_for = "area";  // or "speed", when mapping for area missed the period
  std::optional<double> period_ns{};
  double output_load_ff = 0;  // on every output port
  std::uint64_t memory_limit_bits = 0;
  std::vector<ModuleResult> modules{};                 // top first, then by name
  std::map<std::string, std::uint64_t> cell_counts{};  // library cells of the whole hierarchy
  Timing timing{};

  const ModuleResult& top_module() const { return modules.front(); }
  bool meets_period() const;  // true also when no period was given
};

// synth.json: no time stamps, no paths; the same inputs and tools give the same bytes.
nlohmann::ordered_json to_json(const Result& result);
// synth.txt: a table of the modules and the critical path.
std::string to_text(const Result& result);

}  // namespace winnow::synth
