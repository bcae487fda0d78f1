// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace winnow::formal {

// An and-inverter graph without registers. A literal is twice a variable, plus 1 when inverted; variable 0 is
// false, then come the inputs, then the AND gates, each behind its operands.
struct AndInverterGraph {
  struct And {
    unsigned left, right;  // literals
  };
  std::vector<std::string> inputs;  // their names; empty where the file has none
  std::vector<unsigned> outputs;    // literals
  std::vector<And> ands;

  unsigned first_and() const { return static_cast<unsigned>(inputs.size()) + 1; }  // its variable
};

// The graph with some of its outputs, given by their indices.
AndInverterGraph with_outputs(const AndInverterGraph& graph, const std::vector<std::size_t>& kept);

// Binary AIGER files (A. Biere, "The AIGER And-Inverter Graph (AIG) Format", 2007). Reading throws
// std::runtime_error for a file that is none or has registers.
AndInverterGraph read_aiger(const std::filesystem::path& file);
void write_aiger(const AndInverterGraph& graph, const std::filesystem::path& file);

}  // namespace winnow::formal
