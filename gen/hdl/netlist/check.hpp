// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace winnow::hdl {

class Design;

// The structural checks of a complete elaboration; every finding becomes a diagnostic of the design:
// registers without a next value, wires, outputs and instance inputs that are not driven, and combinational
// loops, also those that lead through instances. One diagnostic for each group of nodes that feed one
// another.
void check_structure(Design& design);

}  // namespace winnow::hdl
