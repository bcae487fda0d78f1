// SPDX-License-Identifier: Apache-2.0
#include "synth/asic/sta_script.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace winnow::synth::asic {
namespace {

std::map<std::string, std::uint64_t> expanded_cells(const Netlist& netlist, const std::string& top) {
  std::vector<const NetlistModule*> order = hierarchy_of(netlist, top);
  std::ranges::reverse(order);  // submodules first
  std::map<std::string, std::uint64_t> cells;
  for (const NetlistModule* module : order) {
    std::uint64_t sum = 0;
    for (const auto& [type, count] : module->counts) {
      const auto below = cells.find(type);
      sum += count * (below == cells.end() || netlist.at(type).black_box ? 1 : below->second);
    }
    cells[module->name] = sum;
  }
  return cells;
}

bool has_submodules(const Netlist& netlist, const NetlistModule& module) {
  return std::ranges::any_of(module.counts, [&](const auto& entry) {
    const auto found = netlist.find(entry.first);
    return found != netlist.end() && !found->second.black_box;
  });
}

// Tcl that does not depend on the design.
constexpr std::string_view procedures = R"tcl(
# Copies the netlist with the contents of one module; the others keep their ports alone. A list of many ports
# takes several lines.
proc cut_netlist {source target kept} {
  set in [open $source]
  set out [open $target w]
  set inside 0
  set in_ports 0
  while {[gets $in line] >= 0} {
    if {[regexp {^module\s+([^\s(]+)} $line -> name]} {
      set inside [string equal $name $kept]
      set in_ports 1
    }
    if {$inside || $in_ports || [regexp {^(endmodule|\s*input|\s*output)\M} $line]} { puts $out $line }
    if {[regexp {\);\s*$} $line]} { set in_ports 0 }
  }
  close $in
  close $out
}

proc report_group {part group from to} {
  if {[llength $from] == 0 || [llength $to] == 0} { return }
  puts "winnow-path $part $group"
  report_checks -path_delay max -from $from -to $to -format full -fields {fanout net} -digits 4
}

proc analyse {part file clocked} {
  global clock period output_load
  read_verilog $file
  link_design $part
  if {$clocked} {
    create_clock -name $clock -period $period [get_ports $clock]
  } else {
    create_clock -name $clock -period $period
  }
  set inputs {}
  foreach port [all_inputs] {
    if {[get_property $port full_name] ne $clock} { lappend inputs $port }
  }
  set outputs [all_outputs]
  if {[llength $inputs]} { set_input_delay 0 -clock $clock $inputs }
  if {[llength $outputs]} {
    set_output_delay 0 -clock $clock $outputs
    set_load $output_load $outputs
  }
  set starts {}
  set ends {}
  if {$clocked} {
    set starts [all_registers -clock_pins]
    set ends [all_registers -data_pins]
  }
  report_group $part register_to_register $starts $ends
  report_group $part input_to_register $inputs $ends
  report_group $part register_to_output $starts $outputs
  report_group $part input_to_output $inputs $outputs
}
)tcl";

}  // namespace

std::vector<TimingPart> timing_parts(const Netlist& netlist, const std::string& top, const std::string& clock,
                                     std::uint64_t cell_limit) {
  const auto cells = expanded_cells(netlist, top);
  std::vector<TimingPart> parts;
  std::set<std::string> seen;
  const std::function<void(const std::string&)> add = [&](const std::string& name) {
    const auto found = netlist.find(name);
    if (found == netlist.end() || found->second.black_box || !seen.insert(name).second) return;
    const bool whole = cells.at(name) <= cell_limit || !has_submodules(netlist, found->second);
    parts.push_back({name, found->second.has_port(clock), whole});
    if (whole) return;
    for (const auto& [type, count] : found->second.counts) add(type);
  };
  add(top);
  return parts;
}

std::string sta_script(const StaInputs& inputs) {
  std::string text = fmt::format(
      "# Worst paths of {0}. Run here, after synth.ys: sta -no_splash -exit sta.tcl\n"
      "# Zero delay at the ports, ideal clock and inputs, no wires: a lower bound.\n"
      "set netlist {0}.netlist.v\nset clock {1}\nset period {2}\nset output_load {3:.6f}\n"
      "set_cmd_units -time ns -capacitance pF\n{4}\nread_liberty library.lib\n",
      inputs.top, inputs.clock, inputs.period_ns, inputs.output_load_ff / 1000, procedures);
  const bool any_cut = std::ranges::any_of(inputs.parts, [](const TimingPart& part) { return !part.whole; });
  for (const TimingPart& part : inputs.parts) {
    if (!part.whole) text += fmt::format("cut_netlist $netlist part.netlist.v {}\n", part.module);
    text += fmt::format("analyse {} {} {}\n", part.module, part.whole ? "$netlist" : "part.netlist.v",
                        part.clocked ? 1 : 0);
  }
  if (any_cut) text += "file delete part.netlist.v\n";
  return text;
}

}  // namespace winnow::synth::asic
