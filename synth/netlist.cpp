// SPDX-License-Identifier: Apache-2.0
#include "synth/netlist.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "synth/errors.hpp"

namespace winnow::synth {
namespace {

using Json = nlohmann::json;

// Yosys writes numbers as strings of 0, 1 and x, text as it is; a text that looks like a number gets a space.
std::string parameter_text(const Json& value) {
  std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  if (text.empty() || text.size() > 64 || text.find_first_not_of("01") != std::string::npos) return text;
  std::uint64_t number = 0;
  for (const char bit : text) number = number * 2 + static_cast<unsigned>(bit - '0');
  if (text.size() == 32 && text.front() == '1') return std::to_string(static_cast<std::int32_t>(number));
  return std::to_string(number);
}

std::string without_backslash(std::string_view name) {
  return std::string(name.starts_with('\\') ? name.substr(1) : name);
}

// A module with Verilog parameters becomes $paramod\NAME\P=... or $paramod$HASH\NAME.
std::string base_name(const std::string& name, const Json& module) {
  if (!name.starts_with("$paramod")) return name;
  const Json& attributes = module.at("attributes");
  if (attributes.contains("hdlname")) return without_backslash(attributes["hdlname"].get<std::string>());
  const std::size_t begin = name.find('\\') + 1;
  return name.substr(begin, name.find('\\', begin) - begin);
}

std::string display_name(const std::string& base, const Json& module) {
  std::string parameters;
  if (module.contains("parameter_default_values")) {
    for (const auto& [parameter, value] : module["parameter_default_values"].items()) {
      parameters += fmt::format("{}{}={}", parameters.empty() ? "" : ",", parameter, parameter_text(value));
    }
  }
  return parameters.empty() ? base : fmt::format("{}({})", base, parameters);
}

// _12_, as `rename -enumerate` makes them, or hidden.
bool is_generated(const std::string& name, const Json& net) {
  return net.at("hide_name").get<int>() != 0 ||
         (name.size() > 2 && name.front() == '_' && name.back() == '_' &&
          name.find_first_not_of("0123456789", 1) == name.size() - 1);
}

// Name of each bit, preferring names from the source to generated ones, then registers and wires to ports,
// then the shorter, then the alphabet.
std::map<std::uint64_t, std::string> bit_names(const Json& module) {
  struct Named {
    bool generated;
    bool port;
    std::size_t length;
    std::string name;
    auto operator<=>(const Named&) const = default;
  };
  std::map<std::uint64_t, Named> best;
  for (const auto& [name, net] : module.at("netnames").items()) {
    const Json& bits = net.at("bits");
    for (std::size_t index = 0; index < bits.size(); ++index) {
      if (!bits[index].is_number()) continue;  // "0", "1", "x": constants
      const std::string full = bits.size() == 1 ? name : fmt::format("{}[{}]", name, index);
      Named candidate{is_generated(name, net), module.at("ports").contains(name), full.size(), full};
      const auto [place, added] = best.try_emplace(bits[index].get<std::uint64_t>(), candidate);
      if (!added && candidate < place->second) place->second = candidate;
    }
  }
  std::map<std::uint64_t, std::string> names;
  for (const auto& [bit, named] : best) names[bit] = named.name;
  return names;
}

NetlistCell cell_of(const Json& json, const std::map<std::uint64_t, std::string>& names) {
  NetlistCell cell{.type = json.at("type").get<std::string>()};
  if (!json.contains("port_directions")) return cell;
  for (const auto& [pin, direction] : json["port_directions"].items()) {
    if (direction != "output") continue;
    const Json& bits = json.at("connections").at(pin);
    if (bits.size() == 1 && bits[0].is_number()) cell.nets[pin] = names.at(bits[0].get<std::uint64_t>());
  }
  return cell;
}

// Before `memory_collect` the ports of a memory are cells that name it in MEMID; a write port makes it
// writable.
std::set<std::string> written_memories(const Json& module) {
  std::set<std::string> names;
  for (const auto& [name, cell] : module.at("cells").items()) {
    const std::string type = cell.at("type").get<std::string>();
    if (type.starts_with("$memwr"))
      names.insert(without_backslash(cell.at("parameters").at("MEMID").get<std::string>()));
  }
  return names;
}

void read_memories(const Json& json, NetlistModule& module) {
  if (!json.contains("memories")) return;
  const std::set<std::string> written = written_memories(json);
  for (const auto& [name, memory] : json["memories"].items()) {
    module.memories.push_back({.name = name,
                               .width = memory.at("width").get<std::uint64_t>(),
                               .depth = memory.at("size").get<std::uint64_t>(),
                               .writable = written.contains(name)});
  }
}

NetlistModule module_of(const std::string& name, const Json& json) {
  NetlistModule module{.name = name};
  module.base = base_name(name, json);
  module.display = display_name(module.base, json);
  module.black_box = json.at("attributes").contains("blackbox");
  for (const auto& [port, description] : json.at("ports").items()) {
    const bool is_input = description.value("direction", "") == "input";
    const std::size_t width = description.contains("bits") ? description["bits"].size() : 0;
    module.ports.push_back({port, static_cast<unsigned>(width), is_input});
  }
  if (module.black_box) return module;
  read_memories(json, module);
  const auto names = bit_names(json);
  for (const auto& [instance, cell] : json.at("cells").items()) {
    NetlistCell parsed = cell_of(cell, names);
    ++module.counts[parsed.type];
    module.cells.emplace(instance, std::move(parsed));
  }
  return module;
}

}  // namespace

std::uint64_t NetlistModule::memory_bits() const {
  std::uint64_t sum = 0;
  for (const Memory& memory : memories) sum += memory.bits();
  return sum;
}

bool NetlistModule::has_port(std::string_view port) const {
  return std::ranges::find(ports, port, &NetlistPort::name) != ports.end();
}

Netlist read_netlist(const std::filesystem::path& json_file) {
  try {
    std::ifstream stream(json_file);
    const Json json = Json::parse(stream);
    Netlist netlist;
    for (const auto& [name, module] : json.at("modules").items())
      netlist.emplace(name, module_of(name, module));
    return netlist;
  } catch (const nlohmann::json::exception& error) {
    throw InputError(
        fmt::format("{}: not a netlist as Yosys writes it: {}", json_file.string(), error.what()));
  } catch (const std::out_of_range&) {
    throw InputError(
        fmt::format("{}: not a netlist as Yosys writes it: a bit without a name", json_file.string()));
  }
}

std::vector<const NetlistModule*> hierarchy_of(const Netlist& netlist, const std::string& top) {
  std::vector<const NetlistModule*> finished;
  std::set<std::string> seen;
  const std::function<void(const std::string&)> visit = [&](const std::string& name) {
    const auto found = netlist.find(name);
    if (found == netlist.end() || !seen.insert(name).second) return;
    for (const auto& [type, count] : found->second.counts) visit(type);
    finished.push_back(&found->second);
  };
  visit(top);
  std::ranges::reverse(finished);
  return finished;
}

std::map<std::string, std::uint64_t> instances_under(const Netlist& netlist, const std::string& top) {
  std::map<std::string, std::uint64_t> instances = {{top, 1}};
  for (const NetlistModule* module : hierarchy_of(netlist, top)) {
    const std::uint64_t own = instances[module->name];
    for (const auto& [type, count] : module->counts) {
      if (netlist.contains(type)) instances[type] += own * count;
    }
  }
  return instances;
}

}  // namespace winnow::synth
