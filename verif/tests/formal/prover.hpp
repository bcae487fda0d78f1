// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "verif/tests/formal/products.hpp"

namespace winnow::formal {

enum class Verdict { proven, refuted, undecided };

// A module whose outputs are claimed to be 0 whatever its inputs are.
struct Claim {
  std::string top;
  std::vector<std::filesystem::path> files;      // Verilog
  std::vector<std::string> defines{};            // NAME or NAME=VALUE
  std::map<std::string, unsigned> parameters{};  // of the top module
  std::vector<std::string> outputs{};            // those that are claimed; none named: all
  // Memories stay such where Yosys would make registers of them; not with arrays of nets.
  bool keeps_memories = false;
  bool own_checks = false;         // no output, but what the files assert, after a first cycle of reset
  std::filesystem::path folder{};  // for the tools' files; made if absent
};

// An output that can be 1, and the cycle, counted from 0, in which it is so first.
struct Counterexample {
  std::string output;
  unsigned cycle = 0;
};

struct SearchResult {
  Verdict verdict = Verdict::undecided;
  Counterexample counterexample{};  // when refuted
};

// All begin with Yosys, which makes an and-inverter graph of the design; a warning is an error. They throw
// std::runtime_error with what the tools said when a tool fails; one that is not through after `seconds`
// leaves the claim undecided.

// The claim for the first `cycles` clock cycles, whatever the registers without an initial value hold at
// first. ABC unrolls the graph; input x of cycle 0 is then called x_00. It builds the decision diagram of
// "some output is 1" with the products that `significance` knows taken as free: when that is the constant 0,
// the claim is proven. Else it looks for a counterexample, and for a proof, in the graph as it was.
Verdict decide_for(unsigned cycles, const Claim& claim, unsigned seconds, const Significance& significance);

// The claim for ever, when registers and memories without an initial value begin with 0. ABC tries induction
// and the rest of its methods for sequential equivalence.
Verdict decide_for_ever(const Claim& claim, unsigned seconds);

// The same for control logic, without products: ABC's bounded model checking over `cycles` cycles.
SearchResult search_for(unsigned cycles, const Claim& claim, unsigned seconds);

// And for ever, by property-directed reachability.
Verdict reach_for_ever(const Claim& claim, unsigned seconds);

// Runs Yosys; throws as they do, and when the time was up.
void run_yosys(const std::string& script, const std::filesystem::path& folder, unsigned seconds);

}  // namespace winnow::formal
