// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/hdl/netlist/design.hpp"

namespace winnow::hdl {

// A transformation of one module that keeps what its outputs do on every cycle. Handles into the module are
// invalid afterwards: node ids change.
struct Pass {
  std::string name;
  std::string description;
  void (*run)(Module&);
};

// The passes in the order in which they prepare a module for printing. The last one, legalise, gives it the
// form that the Verilog writer expects; the others make it smaller and may be left out or repeated.
const std::vector<Pass>& standard_passes();

// Runs the standard passes over one module, all but the last while they find anything. What it instantiates
// has been through them already.
void run_passes(Module& module);

// Runs the standard passes over every module of a finished design, instantiated modules first. External
// modules are left alone: theirs is hand-written Verilog.
void run_passes(Design& design);

}  // namespace winnow::hdl
