// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gen/config/collector_parameters.hpp"
#include "verif/harness/bench.hpp"

namespace winnow::verif {

// Cycle-exact reference model of the collector, from docs/cores/collector.md. Undefined are all outputs
// before the first reset, and the fields of candidates while candidates_valid_o is low.
class CollectorModel final : public Model {
 public:
  // Throws std::invalid_argument for parameters outside the page's ranges.
  explicit CollectorModel(const config::CollectorParameters& parameters);

  std::vector<std::string> output_names() const override;
  std::vector<std::string> input_names() const override;
  std::vector<unsigned> output_widths() const override;
  std::vector<unsigned> input_widths() const override;
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override;
  void clock(const std::vector<Words>& inputs) override;
  void power_up() override;

 private:
  // The picks of one group.
  struct Bank {
    bool full = false;
    std::vector<std::uint32_t> picks;  // [key]: bit r is row r's
  };
  // A transfer between the cycle that takes it and the one that records it.
  struct Taken {
    unsigned bank = 0, row = 0;
    std::optional<std::uint64_t> key;
    bool closes = false;
  };
  struct Tile {
    unsigned bank = 0, number = 0;
    bool last = false;
  };
  struct Span {
    unsigned lowest = 0, highest = 0;
  };

  Span span_of(const Bank& bank) const;
  bool has_pick(const Bank& bank, unsigned tile) const;
  void reset();
  std::optional<Taken> take(const std::vector<Words>& inputs);
  std::optional<Tile> read(bool register_is_free);
  void record(const Taken& taken);

  unsigned keys_, tokens_, per_tile_, key_bits_;
  bool started_ = false;  // a reset has been seen
  Bank banks_[2];
  unsigned filled_ = 0, row_ = 0;  // the bank being filled, and the row of its group
  unsigned reading_ = 0;           // the reader's bank
  std::optional<unsigned> at_;     // the reader's tile; none: it has not begun with its bank
  std::optional<Taken> taken_;     // in the last cycle
  std::optional<Tile> shown_;      // the tile register
};

}  // namespace winnow::verif
