// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "gen/config/elsa_hash_parameters.hpp"

namespace winnow::cores::elsa_hash {

// One factor of a batch: docs/cores/elsa_hash.md, "Stages and steps".
struct Stage {
  const config::FactorMatrix* factor = nullptr;
  unsigned inputs = 0;       // elements
  unsigned outputs = 0;      // dot products
  unsigned lanes = 0;        // dot products of a step
  unsigned first_step = 0;   // of the vector's steps
  unsigned steps = 0;        // at least 1
  unsigned output_bits = 0;  // of a dot product, two's complement
  bool ends_batch = false;   // the outputs' signs are bits of the hash

  unsigned columns() const { return static_cast<unsigned>(factor->front().size()); }
  unsigned last_step() const { return first_step + steps - 1; }
  bool has_step(unsigned step) const { return step >= first_step && step <= last_step(); }
  // Output of a lane in a step of this stage; may be beyond the last where the multipliers do not fill the
  // stage.
  unsigned output(unsigned step, unsigned lane) const { return (step - first_step) * lanes + lane; }
  unsigned lanes_in(unsigned step) const;
};

// What multiplier `number` does in a step.
struct Work {
  unsigned element = 0;  // of those at work
  int constant = 0;
};

// Which multiplier computes what, step by step, for one vector. Refers to the parameters it is made from.
class Schedule {
 public:
  explicit Schedule(const config::ElsaHashParameters& parameters);

  const std::vector<Stage>& stages() const { return stages_; }
  const Stage& stage_at(unsigned step) const;
  unsigned steps() const { return steps_; }  // H
  // Multipliers that some step uses.
  unsigned multipliers() const { return multipliers_; }
  // Of the elements at work: the most, and the bits of the widest.
  unsigned elements() const { return elements_; }
  unsigned element_bits() const { return element_bits_; }
  bool has_batches() const { return batches_ > 1; }
  std::optional<Work> work(unsigned step, unsigned multiplier) const;

 private:
  std::vector<Stage> stages_;
  unsigned steps_ = 0, multipliers_ = 0, elements_ = 0, element_bits_ = 0;
  std::size_t batches_ = 0;
};

}  // namespace winnow::cores::elsa_hash
