// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/hdl/module_generator.hpp"

namespace winnow::verif {

Graph generate_graph(std::uint64_t seed, const std::string& name) {
  Random random(seed);
  Graph graph;
  graph.seed = seed;
  graph.name = name;
  const auto levels = static_cast<unsigned>(random.below(4));
  const unsigned modules = levels < 2 ? 1 : levels;
  for (unsigned i = 0; i < modules; ++i) {
    // The first module has no children; each later one instantiates some of those before it.
    graph.modules.push_back(ModuleGenerator(random, graph.modules).run());
  }
  return graph;
}

}  // namespace winnow::verif
