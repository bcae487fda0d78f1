// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/formal/aiger.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace winnow::formal {
namespace {

// Differences are written seven bits at a time, lowest first; the eighth bit says that more follow.
unsigned read_number(std::istream& stream) {
  unsigned number = 0;
  for (unsigned shift = 0; shift < 32; shift += 7) {
    const int byte = stream.get();
    if (byte == EOF) break;
    number |= (static_cast<unsigned>(byte) & 0x7fU) << shift;
    if ((byte & 0x80) == 0) return number;
  }
  throw std::runtime_error("AIGER: a number does not end");
}

void write_number(std::ostream& stream, unsigned number) {
  for (; number >= 0x80; number >>= 7) stream.put(static_cast<char>((number & 0x7fU) | 0x80U));
  stream.put(static_cast<char>(number));
}

void read_names(std::istream& stream, std::vector<std::string>& inputs) {
  std::string line;
  while (std::getline(stream, line) && !line.starts_with('c')) {
    const std::size_t space = line.find(' ');
    if (!line.starts_with('i') || space == std::string::npos) continue;
    inputs.at(std::stoul(line.substr(1))) = line.substr(space + 1);
  }
}

}  // namespace

AndInverterGraph with_outputs(const AndInverterGraph& graph, const std::vector<std::size_t>& kept) {
  AndInverterGraph result{graph.inputs, {}, graph.ands};
  for (const std::size_t index : kept) result.outputs.push_back(graph.outputs.at(index));
  return result;
}

AndInverterGraph read_aiger(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string kind;
  std::size_t variables = 0, inputs = 0, registers = 0, outputs = 0, ands = 0;
  stream >> kind >> variables >> inputs >> registers >> outputs >> ands;
  if (!stream || kind != "aig" || registers != 0) {
    throw std::runtime_error(file.string() + ": no binary AIGER file without registers");
  }
  AndInverterGraph graph{std::vector<std::string>(inputs), std::vector<unsigned>(outputs),
                         std::vector<AndInverterGraph::And>(ands)};
  for (unsigned& output : graph.outputs) stream >> output;
  stream.get();  // the end of the line
  unsigned literal = 2 * graph.first_and();
  for (auto& [left, right] : graph.ands) {
    left = literal - read_number(stream);
    right = left - read_number(stream);
    literal += 2;
  }
  read_names(stream, graph.inputs);
  return graph;
}

void write_aiger(const AndInverterGraph& graph, const std::filesystem::path& file) {
  std::ofstream stream(file, std::ios::binary);
  stream << "aig " << graph.inputs.size() + graph.ands.size() << ' ' << graph.inputs.size() << " 0 "
         << graph.outputs.size() << ' ' << graph.ands.size() << '\n';
  for (const unsigned output : graph.outputs) stream << output << '\n';
  unsigned literal = 2 * graph.first_and();
  for (const auto& [left, right] : graph.ands) {
    const auto [lower, higher] = std::minmax(left, right);
    write_number(stream, literal - higher);
    write_number(stream, higher - lower);
    literal += 2;
  }
  for (std::size_t input = 0; input < graph.inputs.size(); ++input)
    stream << 'i' << input << ' ' << graph.inputs[input] << '\n';
  if (!stream.flush()) throw std::runtime_error(file.string() + ": cannot be written");
}

}  // namespace winnow::formal
