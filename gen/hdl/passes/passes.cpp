// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/passes.hpp"

#include "gen/hdl/passes/common.hpp"
#include "gen/hdl/passes/dead.hpp"
#include "gen/hdl/passes/fold.hpp"
#include "gen/hdl/passes/legalise.hpp"
#include "gen/hdl/passes/narrow.hpp"

namespace winnow::hdl {

const std::vector<Pass>& standard_passes() {
  static const std::vector<Pass> passes{
      {"fold", "evaluate constants, apply identities, collapse wiring", &passes::fold},
      {"dead", "remove what reaches no output and no property", &passes::dead},
      {"narrow", "remove bits that are never read", &passes::narrow},
      {"fold-narrowed", "fold again, on the narrower operations", &passes::fold},
      {"common", "compute equal expressions once", &passes::common_subexpressions},
      {"dead-merged", "remove what merging and narrowing left over", &passes::dead},
      {"legalise", "give nets to what Verilog cannot print inline; read unused bits", &passes::legalise},
  };
  return passes;
}

void run_passes(Design& design) {
  for (Module* module : design.modules()) {
    if (module->is_external) continue;
    for (const Pass& pass : standard_passes()) pass.run(*module);
  }
}

}  // namespace winnow::hdl
