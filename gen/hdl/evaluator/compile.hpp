// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/hdl/evaluator/program.hpp"

namespace winnow::hdl {

// Flattens the hierarchy below `top` into a program: one instruction per operation, ordered by depth and
// opcode. With `coverage` it knows the nets that NetlistCoverage watches. Throws ElaborationError for
// undriven nets, poison and combinational loops.
Program compile(const Module& top, bool coverage = false);

}  // namespace winnow::hdl
