// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/models/detector/selection.hpp"
#include "verif/models/detector/shape.hpp"

namespace winnow::verif {

// Cycle-exact reference model of docs/cores/detector.md. What is selected is worked out as soon as the scores
// are there; what remains are counts of cycles. Undefined are all outputs before the first reset, and the
// fields of candidates while they are not valid.
class DetectorModel final : public Model {
 public:
  // Throws std::invalid_argument for parameters outside the contract's ranges.
  explicit DetectorModel(const config::DetectorParameters& parameters);

  std::vector<std::string> output_names() const override;
  std::vector<std::string> input_names() const override;
  std::vector<unsigned> output_widths() const override;
  std::vector<unsigned> input_widths() const override;
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override;
  void clock(const std::vector<Words>& inputs) override;
  void power_up() override;

 private:
  struct Group {
    DetectorSelection selection;
    unsigned tiles = 0;           // stored so far, at most M
    std::vector<unsigned> count;  // [row], of the tiles that have been shown
  };
  using GroupPointer = std::shared_ptr<Group>;

  struct Tile {
    GroupPointer group;
    unsigned index = 0;
    bool beyond = false;  // after the M-th
    bool last = false;
  };
  // A transfer of candidates.
  struct Transfer {
    unsigned base = 0;
    RowMasks masks;               // [key]
    std::vector<unsigned> count;  // [row]
    bool last = false;
    bool left_out = false;
  };
  // A stage that searches for `wait` cycles and then has found its group.
  struct Search {
    GroupPointer group;
    unsigned wait = 0;
    bool found() const { return group && wait == 0; }
    void step() {
      if (wait > 0) --wait;
    }
  };

  bool entry_leaves() const;
  bool is_topk(const Tile& tile) const { return tile.group->selection.settings().mode == DetectorMode::topk; }
  void reset();
  void step_emit(bool moves);
  void step_refine();
  void step_entry(bool leaves);
  void accept(const std::vector<Words>& inputs);
  DetectorSettings sample_settings(const std::vector<Words>& inputs) const;
  Transfer show(Group& group, unsigned index, bool beyond, bool last) const;

  DetectorShape shape_;
  bool started_ = false;         // a reset has been seen
  GroupPointer arriving_;        // the group of the next tile; empty: it begins a group
  std::optional<Tile> entry_;    // the entry register
  Search collect_, refine_;      // collect_.group is empty while it collects
  GroupPointer emitted_;         // the group that emit works on
  unsigned requests_ = 0;        // tiles of it that were requested
  std::optional<Tile> fetched_;  // the tile requested in the step before
  std::optional<Transfer> compare_, rank_;
  std::deque<Transfer> slice_;
};

}  // namespace winnow::verif
