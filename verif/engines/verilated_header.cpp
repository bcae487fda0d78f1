// SPDX-License-Identifier: Apache-2.0
#include "verif/engines/verilated_header.hpp"

#include <algorithm>
#include <regex>
#include <stdexcept>

namespace winnow::verif {
namespace {

// Undoes Verilator's encoding of names: __SYM__ before C++ keywords, __0HH for letters that C++ does not
// allow (and for the second of two underscores).
std::string verilog_name(std::string member) {
  constexpr std::string_view keyword_mark = "__SYM__";
  if (member.starts_with(keyword_mark)) member.erase(0, keyword_mark.size());
  std::string name;
  for (std::size_t i = 0; i < member.size(); ++i) {
    const bool coded = member.compare(i, 3, "__0") == 0 && i + 5 <= member.size() &&
                       std::isxdigit(member[i + 3]) != 0 && std::isxdigit(member[i + 4]) != 0;
    if (coded) {
      name += static_cast<char>(std::stoi(member.substr(i + 3, 2), nullptr, 16));
      i += 4;
    } else {
      name += member[i];
    }
  }
  return name;
}

std::string spelled(const DutPort& port) {
  return std::string(port.is_input ? "input" : "output") + " '" + port.name + "' of " +
         std::to_string(port.width) + " bits";
}

}  // namespace

std::vector<VerilatedPort> read_verilated_ports(const std::string& header) {
  const std::regex pattern(R"(VL_(IN|OUT|INOUT)(8|16|64|W)?\(&(\w+),(\d+),(\d+)(,\d+)?\);)");
  std::vector<VerilatedPort> ports;
  for (std::sregex_iterator at(header.begin(), header.end(), pattern), end; at != end; ++at) {
    const std::smatch& match = *at;
    const std::string member = match[3];
    if (match[1] == "INOUT") throw std::runtime_error("port '" + verilog_name(member) + "' is inout");
    const auto high = static_cast<unsigned>(std::stoul(match[4]));
    const auto low = static_cast<unsigned>(std::stoul(match[5]));
    ports.push_back({{verilog_name(member), high - low + 1U, match[1] == "IN"}, member});
  }
  return ports;
}

std::vector<VerilatedPort> match_ports(const std::vector<DutPort>& declared,
                                       const std::vector<VerilatedPort>& found, const std::string& top) {
  if (declared.empty()) return found;
  std::vector<VerilatedPort> ordered;
  std::string errors;
  for (const DutPort& port : declared) {
    const auto at =
        std::find_if(found.begin(), found.end(), [&](const auto& f) { return f.port.name == port.name; });
    if (at == found.end()) {
      errors += "\n  the Verilog lacks " + spelled(port);
      continue;
    }
    if (at->port.width != port.width || at->port.is_input != port.is_input) {
      errors += "\n  " + spelled(port) + " is " + spelled(at->port) + " in the Verilog";
    }
    ordered.push_back(*at);
  }
  for (const VerilatedPort& port : found) {
    const bool known = std::any_of(declared.begin(), declared.end(),
                                   [&](const auto& d) { return d.name == port.port.name; });
    if (!known) errors += "\n  the Verilog has " + spelled(port.port) + ", which is not declared";
  }
  if (!errors.empty())
    throw std::invalid_argument("the ports of module '" + top + "' are not as declared:" + errors);
  return ordered;
}

}  // namespace winnow::verif
