// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "gen/config/elsa_divide_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/models/elsa_divide/shape.hpp"

namespace winnow::verif {

// Cycle-exact reference model of ELSA's output division, from docs/cores/elsa_divide.md. Undefined are all
// outputs before the first reset, and the fields of result while result_valid_o is low.
class ElsaDivideModel final : public Model {
 public:
  // Throws std::invalid_argument for parameters outside the page's ranges.
  explicit ElsaDivideModel(const config::ElsaDivideParameters& parameters);

  std::vector<std::string> output_names() const override;
  std::vector<std::string> input_names() const override;
  std::vector<unsigned> output_widths() const override;
  std::vector<unsigned> input_widths() const override;
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override;
  void clock(const std::vector<Words>& inputs) override;
  void power_up() override;

 private:
  struct Chunk {
    bool valid = false, last = false;
    std::uint64_t number = 0;
    std::vector<std::int64_t> results;
  };

  Chunk divided(const std::vector<Words>& inputs) const;

  ElsaDivideShape shape_;
  bool started_ = false;      // a reset has been seen
  std::deque<Chunk> chunks_;  // the newest first
};

}  // namespace winnow::verif
