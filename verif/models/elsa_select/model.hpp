// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/models/elsa_select/shape.hpp"

namespace winnow::verif {

// Cycle-exact reference model of docs/cores/elsa_select.md. Undefined are all outputs before the first reset,
// the address of a row that is not read and that of a candidate that is not there.
class ElsaSelectModel final : public Model {
 public:
  // Throws std::invalid_argument for parameters outside the contract's ranges.
  explicit ElsaSelectModel(const config::ElsaSelectParameters& parameters);

  std::vector<std::string> output_names() const override;
  std::vector<std::string> input_names() const override;
  std::vector<unsigned> output_widths() const override;
  std::vector<unsigned> input_widths() const override;
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override;
  void clock(const std::vector<Words>& inputs) override;
  void power_up() override;

 private:
  // A query in the bank.
  struct Query {
    Words hash;
    std::int64_t cutoff = 0;
    bool approximation_off = false;
    unsigned keys = 0;    // of this bank
    unsigned rows = 0;    // to be read
    unsigned read = 0;    // of them
    unsigned queued = 0;  // entries in the queues
  };
  // A row on its way from the memory to the queues.
  struct Row {
    unsigned tag = 0, number = 0;
    std::vector<bool> selected;
  };
  struct Entry {
    unsigned tag = 0, row = 0;
  };

  void reset();
  // The query whose rows are being read.
  const Query* scanned() const;
  unsigned tag_after(unsigned tag) const { return tag + 1 == shape_.tags ? 0 : tag + 1; }
  bool reads() const;
  bool ready() const;
  bool finishing() const;
  // The selector whose queue gives its head in this cycle.
  std::optional<unsigned> winner() const;
  void look(Row& row, const std::vector<Words>& inputs) const;
  void push(const Row& row);
  Query accepted(const std::vector<Words>& inputs) const;

  ElsaSelectShape shape_;
  bool started_ = false;                       // a reset has been seen
  std::vector<std::optional<Query>> queries_;  // by tag
  unsigned next_tag_ = 0;                      // of the next query that comes in
  unsigned latest_tag_ = 0;                    // of the one that came in last
  unsigned tag_ = 0;                           // of the current query
  unsigned count_ = 0;                         // candidates of it that have left
  std::array<std::optional<Row>, 4> way_;      // way_[i]: read i + 1 cycles ago
  std::vector<std::deque<Entry>> queues_;      // by selector
};

}  // namespace winnow::verif
