// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/tests/hdl/graph.hpp"

namespace winnow::verif {

// Gives every term of a changed graph the type that the builder's operation has for its operands, takes
// constants and positions back into range, and cuts what a connection can no longer take by a trunc. False
// when the graph means nothing any more, such as a sum of a signed and an unsigned number.
bool retype(Graph& graph);

// Removes what reaches no output and no property: terms, state, memories, instances, ports between modules,
// modules. The inputs of the top stay, or its stimulus would change; see drop_input.
void tidy(Graph& graph);

// Removes an input of the top that no term uses; false when one does.
bool drop_input(Graph& graph, unsigned input);

}  // namespace winnow::verif
