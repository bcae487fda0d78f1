// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl::passes {

// Removes everything that reaches no output and no property: nodes (named or not), registers that feed only
// themselves, memories nobody reads, instances none of whose outputs is read unless they hold
// properties or have no outputs at all. Ports stay, read or not. Instance::outputs of outputs nobody reads
// become no_node.
void dead(Module& module);

}  // namespace winnow::hdl::passes
