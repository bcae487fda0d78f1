// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/hdl/passes/naming.hpp"

namespace winnow::hdl::passes {

// Adds the net that reads whatever bits of nets nobody reads (see legalise.hpp), if there are any.
void read_unused_bits(Module& module, Naming& naming);

}  // namespace winnow::hdl::passes
