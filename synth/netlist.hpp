// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// What Yosys wrote with write_json, before or after mapping, as far as the reports need it.
namespace winnow::synth {

struct Memory {
  std::string name{};
  std::uint64_t width = 0;
  std::uint64_t depth = 0;
  bool writable = false;
  std::uint64_t bits() const { return width * depth; }
};

struct NetlistPort {
  std::string name{};
  unsigned width = 0;
  bool is_input = false;
};

struct NetlistCell {
  std::string type{};
  std::map<std::string, std::string> nets{};  // of output pins: name of the net as the design calls it
};

struct NetlistModule {
  std::string name{};     // as Yosys knows it
  std::string display{};  // for people: sram(DEPTH=64,WIDTH=8)
  std::string base{};     // name in the Verilog source
  bool black_box = false;
  std::vector<NetlistPort> ports{};
  std::vector<Memory> memories{};                 // before mapping
  std::map<std::string, NetlistCell> cells{};     // instance name to cell or submodule
  std::map<std::string, std::uint64_t> counts{};  // cell or submodule type to number

  std::uint64_t memory_bits() const;
  bool has_port(std::string_view port) const;
};

using Netlist = std::map<std::string, NetlistModule>;

// Throws InputError when the file is not what Yosys writes.
Netlist read_netlist(const std::filesystem::path& json_file);

// Modules from which `top` is built, itself first, every module before its submodules; each once.
std::vector<const NetlistModule*> hierarchy_of(const Netlist& netlist, const std::string& top);

// How often each module occurs under `top` (which itself counts 1).
std::map<std::string, std::uint64_t> instances_under(const Netlist& netlist, const std::string& top);

}  // namespace winnow::synth
