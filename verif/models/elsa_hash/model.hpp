// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "gen/config/elsa_hash_parameters.hpp"
#include "verif/harness/bench.hpp"

namespace winnow::verif {

// What docs/cores/elsa_hash.md derives from the parameters.
struct ElsaHashShape {
  // Throws std::invalid_argument for parameters outside the page's ranges and rules.
  explicit ElsaHashShape(const config::ElsaHashParameters& parameters);

  unsigned dimension = 0;                         // d
  unsigned hash_bits = 0;                         // k
  unsigned element_bits = 0;                      // of a vector's element
  std::uint64_t cycles = 0;                       // H
  std::vector<std::vector<std::int64_t>> matrix;  // A: k rows of d integers
};

// Bit i: row i of the matrix times the vector is at least 0.
std::vector<bool> elsa_hash_of(const ElsaHashShape& shape, const std::vector<std::int64_t>& vector);

// Cycle-exact reference model of ELSA's hash computation, from docs/cores/elsa_hash.md. Undefined are all
// outputs before the first reset, and hash_bits_o while hash_valid_o is low.
class ElsaHashModel final : public Model {
 public:
  explicit ElsaHashModel(const config::ElsaHashParameters& parameters) : shape_(parameters) {}

  std::vector<std::string> output_names() const override;
  std::vector<std::string> input_names() const override;
  std::vector<unsigned> output_widths() const override;
  std::vector<unsigned> input_widths() const override;
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override;
  void clock(const std::vector<Words>& inputs) override;
  void power_up() override;

 private:
  // The vector that the core works on.
  struct Working {
    std::vector<bool> hash;
    std::uint64_t steps_left = 0;  // the present one included
  };

  bool finishes() const;  // the present step is the last one and does not wait
  bool is_ready() const { return !working_ || finishes(); }
  void reset();

  ElsaHashShape shape_;
  bool started_ = false;  // a reset has been seen
  std::optional<Working> working_;
  std::deque<std::vector<bool>> slice_;  // the older hash first
};

}  // namespace winnow::verif
