// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "verif/tests/formal/prover.hpp"

namespace winnow::formal {

// An emitted RMMU of one PE, and the claim that it computes what its page says (rtl/rmmu_proof.v). Widths and
// counts are taken from the page, not from the generator.
struct RmmuCase {
  std::vector<unsigned> precisions;   // highest first
  std::string multiplier = "shared";  // or "behavioural"
  unsigned pe_stages = 1;

  // Index 0 to precisions.size(): one more than the last precision is a code that means the last one.
  unsigned precision(unsigned code) const;
  unsigned codes() const;  // that the port can carry, of which some may mean the same
  unsigned lanes() const;
  unsigned word_bits() const;  // of an operand word
  std::string text() const;
};

// The Verilog of `winnow generate`, in `folder`.
std::vector<std::filesystem::path> write_rmmu(const RmmuCase& rmmu, const std::filesystem::path& folder);

// What is asked of a precision.
struct RmmuQuestion {
  unsigned code = 0;     // of the precision
  bool planted = false;  // the reference is wrong for one pair of operands
};

Verdict decide_rmmu(const RmmuCase& rmmu, const RmmuQuestion& question,
                    const std::vector<std::filesystem::path>& rtl, const std::filesystem::path& folder);

}  // namespace winnow::formal
