// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verif/mutants/mutated_design.hpp"

namespace winnow::verif::mutants {

// Proves with Yosys that a fault cannot make a difference. The faulty module is compared with the original:
// with the registers cut open, so that for every state and every input the outputs and the next state must be
// the same, whether or not the state can be reached. That is sound (equal states stay equal, and nothing
// tells the two apart at power-up), and misses faults that only unreachable states would show. When it fails,
// the same is tried on every module that instantiates the faulty one, and so on up to the top: there inputs
// may be constant or related.
class Prover {
 public:
  // `seconds`: for the proof of one module.
  explicit Prover(unsigned seconds) : seconds_(seconds) {}

  // "Yosys 0.23 (…)", or nothing when it is not installed: then nothing can be proven.
  static std::optional<std::string> version();

  // The modules in which it was proven; empty when it was not. May be called by several threads. Throws
  // std::filesystem::filesystem_error when there is no place for temporary files.
  std::vector<std::string> prove(const MutatedDesign& mutated) const;

 private:
  bool is_equal(const MutatedDesign& mutated, const hdl::Module& original) const;
  bool prove_in(const hdl::Module& module, const MutatedDesign& mutated,
                std::vector<std::string>& proven) const;

  unsigned seconds_;
};

}  // namespace winnow::verif::mutants
