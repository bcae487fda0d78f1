// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "gen/config/elsa_attention_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/models/elsa_attention/sums.hpp"

namespace winnow::verif {

// Cycle-exact reference model of one bank of ELSA's attention computation, from docs/cores/elsa_attention.md.
// Undefined are all outputs before the first reset, addresses while their read is low, fields of norm and
// sums while their valid is low, the exponent of a candidate before the first query, and the sums of a query
// that had no beginning or a shared exponent below its own.
class ElsaAttentionModel final : public Model {
 public:
  // Throws std::invalid_argument for parameters outside the page's ranges.
  explicit ElsaAttentionModel(const config::ElsaAttentionParameters& parameters);

  std::vector<std::string> output_names() const override;
  std::vector<std::string> input_names() const override;
  std::vector<unsigned> output_widths() const override;
  std::vector<unsigned> input_widths() const override;
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override;
  void clock(const std::vector<Words>& inputs) override;
  void power_up() override;

 private:
  struct Slot {
    bool uses_key = false, norm = false, begin = false, end = false;
    std::uint64_t address = 0;
    bool has_query = false;
    std::int64_t score = 0;
    ElsaWeight weight;
    std::uint64_t shared = 0;
    std::vector<std::int64_t> value;

    bool candidate() const { return uses_key && !norm; }
  };
  // The sums of a query that has ended, on their way out.
  struct Held {
    bool known = false;
    std::uint64_t weight = 0;
    std::vector<std::int64_t> values;
  };

  const Slot& aged(unsigned cycles) const { return slots_[cycles - 1]; }
  Slot& aged(unsigned cycles) { return slots_[cycles - 1]; }
  std::vector<std::int64_t> vector_of(const Words& words) const;
  void reset();
  void take_key(const std::vector<Words>& inputs);
  void take_value(const std::vector<Words>& inputs);
  void finish_slot();
  void set(std::vector<Expected>& expected, std::size_t output, std::uint64_t value, bool known) const;
  void show_sums(std::vector<Expected>& expected) const;

  ElsaAttentionShape shape_;
  bool started_ = false;    // a reset has been seen
  std::deque<Slot> slots_;  // [i]: the slot of i + 1 cycles ago
  bool has_query_ = false;  // since the reset
  std::vector<std::int64_t> query_;
  bool sums_known_ = false;
  ElsaSums sums_;
  Held held_;
  std::optional<unsigned> chunk_;  // being given out
};

}  // namespace winnow::verif
