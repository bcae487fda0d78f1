// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "gen/config/elsa_norm_parameters.hpp"
#include "verif/harness/bench.hpp"

namespace winnow::verif {

// What docs/cores/elsa_norm.md derives from the parameters, computed for the model alone.
struct ElsaNormShape {
  // Throws std::invalid_argument for parameters outside the contract's ranges.
  explicit ElsaNormShape(const config::ElsaNormParameters& parameters);

  unsigned square_bits, norm_bits, threshold_bits, cutoff_bits;
  unsigned root_step_bits, root_table_bits;
  int root_fraction_bits;  // of the norm, less those of an element

  // The norm of a sum of squares.
  std::uint64_t norm_of(std::uint64_t square) const;
};

// Cycle-exact reference model of docs/cores/elsa_norm.md. Undefined are all outputs before the first reset,
// and a norm that is not valid.
class ElsaNormModel final : public Model {
 public:
  // Throws std::invalid_argument for parameters outside the contract's ranges.
  explicit ElsaNormModel(const config::ElsaNormParameters& parameters) : shape_(parameters) {}

  std::vector<std::string> output_names() const override;
  std::vector<std::string> input_names() const override;
  std::vector<unsigned> output_widths() const override;
  std::vector<unsigned> input_widths() const override;
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override;
  void clock(const std::vector<Words>& inputs) override;
  void power_up() override;

 private:
  struct Norm {
    std::uint64_t value = 0;
    bool first = false;
  };

  void reset();

  ElsaNormShape shape_;
  bool started_ = false;                    // a reset has been seen
  std::array<std::optional<Norm>, 3> way_;  // way_[i]: came in i + 1 cycles ago
  std::uint64_t maximum_ = 0;
  std::int64_t cutoff_ = 0;
};

}  // namespace winnow::verif
