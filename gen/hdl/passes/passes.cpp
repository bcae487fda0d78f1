// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/passes.hpp"

#include "gen/hdl/passes/common.hpp"
#include "gen/hdl/passes/dead.hpp"
#include "gen/hdl/passes/fold.hpp"
#include "gen/hdl/passes/legalise.hpp"
#include "gen/hdl/passes/narrow.hpp"
#include "gen/hdl/passes/rewrite.hpp"

namespace winnow::hdl {

const std::vector<Pass>& standard_passes() {
  static const std::vector<Pass> passes{
      {"fold", "evaluate constants, apply identities, collapse wiring", &passes::fold},
      {"common", "compute equal expressions once", &passes::common_subexpressions},
      {"dead", "remove what reaches no output and no property", &passes::dead},
      {"narrow", "remove bits that are never read", &passes::narrow},
      {"legalise", "give nets to what Verilog cannot print inline; read unused bits", &passes::legalise},
  };
  return passes;
}

void run_passes(Module& module) {
  const std::vector<Pass>& passes = standard_passes();
  // One pass makes work for another, but never much: the last one runs once, the others while they find
  // anything.
  std::uint64_t before = 0;
  do {
    before = passes::logic_bits(module);
    for (std::size_t i = 0; i + 1 < passes.size(); ++i) passes[i].run(module);
  } while (passes::logic_bits(module) < before);
  passes.back().run(module);
}

void run_passes(Design& design) {
  for (Module* module : design.modules()) {
    if (!module->is_external) run_passes(*module);
  }
}

}  // namespace winnow::hdl
