// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "gen/hdl/netlist/module.hpp"

// The files around the Verilog that a chip or FPGA project needs: file list, FuseSoC core, timing
// constraints, manifest, datasheet. All are functions of the module and a few facts, so the same input gives
// the same bytes.
namespace winnow::hdl::verilog {

struct PackageFacts {
  std::string name;               // of the core; also the top module
  std::string kind;               // "rmmu"
  std::string purpose;            // one line
  std::string generator;          // "winnow"
  std::string version;            // "0.1.0"
  nlohmann::ordered_json config;  // canonical config
  std::string config_hash;
  std::string parameter_table;  // Markdown
  std::string throughput;       // one line
  std::optional<double> clock_period_ns;
  std::vector<std::string>
      sources;  // Verilog files relative to the package, instantiated before instantiating
};

// NAME.f: one source per line.
std::string file_list(const PackageFacts& facts);
// NAME.core: FuseSoC, CAPI2.
std::string fusesoc_core(const PackageFacts& facts);
// NAME.sdc: clock, input and output delays of a fifth of the period.
std::string constraints(const Module& top, const PackageFacts& facts);
// manifest.json: top, generator, config and hash, parameters, ports, latencies, hierarchy with counts,
// memories.
nlohmann::ordered_json manifest(const Module& top, const PackageFacts& facts);
// DATASHEET.md, with an instantiation to copy and the latency of every output.
std::string datasheet(const Module& top, const PackageFacts& facts);

// Every port of the printed module, clk_i and rst_ni included.
nlohmann::ordered_json ports_json(const Module& top);

// How often each module of the hierarchy occurs below (and including) `top`, instantiated before
// instantiating.
struct ModuleCount {
  const Module* module;
  std::uint64_t count;
};
std::vector<ModuleCount> count_modules(const Module& top);

}  // namespace winnow::hdl::verilog
