// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "verif/tests/formal/prover.hpp"

namespace winnow::formal {

// A core at a small size, which stands in rtl/KIND_proof.v beside what its page says of it.
struct CoreProof {
  std::string kind, text;
  std::string config;                     // text; the module is called "dut"
  std::map<std::string, unsigned> sizes;  // parameters of the proof's module
  std::vector<std::string> defines{};
  std::map<std::string, std::string> port_sizes{};  // likewise, but as wide as this port of the core is
  // Modules of the core whose outputs are free in every cycle: they may do what the core does, and more.
  std::vector<std::string> freed{};
  std::vector<std::string> properties{};        // the outputs that are properties of this core
  std::vector<std::string> group_properties{};  // those among them about the group that is followed
};

// Stands for the core's own checks where an output of its proof is asked for.
inline const std::string own_checks = "own checks";

// A core of streams. Widths and counts are taken from the page, not from the generator.
struct CoreCase {
  std::string kind;  // "collector", "detector", "scheduler", "filter" (of a detector and a scheduler)
  unsigned tokens = 2, keys = 4, tile = 2;
  unsigned score_bits = 0, passes = 0;  // of a detector or a filter
  unsigned replay_rounds = 0;           // of a scheduler

  operator CoreProof() const;
};

struct CoreQuestion {
  std::vector<std::string> outputs{};
  bool any_group = false;  // follow any group; else group number
  unsigned group = 0;
  unsigned fault = 0, fault_bits = 1;  // rtl/tampered.v
};

// The claim about a core whose Verilog is in `rtl`, for search_for and reach_for_ever.
Claim claim_of(const CoreProof& core, const CoreQuestion& question,
               const std::vector<std::filesystem::path>& rtl, const std::filesystem::path& folder);

}  // namespace winnow::formal
