// SPDX-License-Identifier: Apache-2.0
#include "verif/models/detector/model.hpp"

#include <algorithm>

#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

// In the order of DetectorShape::inputs().
enum Input : std::size_t {
  in_reset,
  in_valid,
  in_score,
  in_last,
  in_mode,
  in_limit,
  in_threshold,
  in_shared_threshold,
  in_shared_sum,
  in_length,
  in_causal,
  in_query,
  in_rows,
  in_ready
};

// In the order of DetectorShape::outputs().
enum Output : std::size_t { out_ready, out_valid, out_base, out_mask, out_last, out_count };

std::int64_t signed_element(const Words& words, std::size_t index, unsigned width) {
  return sign_extend(get_bits(words, index * width, width), width);
}

}  // namespace

DetectorModel::DetectorModel(const config::DetectorParameters& parameters) : shape_(parameters) {}

std::vector<std::string> DetectorModel::output_names() const {
  std::vector<std::string> names;
  for (const DetectorPort& port : shape_.outputs()) names.push_back(port.name);
  return names;
}

std::vector<std::string> DetectorModel::input_names() const {
  std::vector<std::string> names;
  for (const DetectorPort& port : shape_.inputs()) names.push_back(port.name);
  return names;
}

std::vector<unsigned> DetectorModel::output_widths() const {
  std::vector<unsigned> widths;
  for (const DetectorPort& port : shape_.outputs()) widths.push_back(port.width);
  return widths;
}

std::vector<unsigned> DetectorModel::input_widths() const {
  std::vector<unsigned> widths;
  for (const DetectorPort& port : shape_.inputs()) widths.push_back(port.width);
  return widths;
}

void DetectorModel::power_up() {
  reset();
  started_ = false;
}

void DetectorModel::reset() {
  arriving_.reset();
  entry_.reset();
  collect_ = refine_ = {};
  emitted_.reset();
  requests_ = 0;
  fetched_.reset();
  compare_.reset();
  rank_.reset();
  slice_.clear();
}

// The page's "Entry".
bool DetectorModel::entry_leaves() const {
  if (!entry_ || collect_.group) return false;
  if (is_topk(*entry_)) return true;
  return slice_.size() < 2 && !refine_.group && !emitted_;
}

void DetectorModel::outputs(const std::vector<Words>& /*inputs*/, std::vector<Expected>& expected) {
  for (Expected& output : expected) {
    std::fill(output.value.begin(), output.value.end(), 0);
    output.known.assign(output.value.size(), 0);
  }
  if (!started_) return;
  expected[out_ready].known.clear();
  expected[out_valid].known.clear();
  put_bit(expected[out_ready].value, 0, !entry_ || entry_leaves());
  put_bit(expected[out_valid].value, 0, !slice_.empty());
  if (slice_.empty()) return;
  const Transfer& transfer = slice_.front();
  for (const Output field : {out_base, out_mask, out_last, out_count}) expected[field].known.clear();
  put_bits(expected[out_base].value, 0, shape_.key_bits, transfer.base);
  put_bit(expected[out_last].value, 0, transfer.last);
  for (unsigned key = 0; key < shape_.keys_per_cycle; ++key) {
    put_bits(expected[out_mask].value, static_cast<std::size_t>(key) * shape_.tokens, shape_.tokens,
             transfer.masks[key]);
  }
  for (unsigned row = 0; row < shape_.tokens; ++row) {
    put_bits(expected[out_count].value, static_cast<std::size_t>(row) * shape_.count_bits, shape_.count_bits,
             transfer.count[row]);
  }
}

void DetectorModel::clock(const std::vector<Words>& inputs) {
  if (!get_bit(inputs[in_reset], 0)) {
    started_ = true;
    reset();
    return;
  }
  if (!started_) return;
  const bool leaves = entry_leaves();
  const bool moves = slice_.size() < 2;
  const bool takes = get_bit(inputs[in_valid], 0) && (!entry_ || leaves);
  // From the output to the entry, so that each stage sees the state of before the edge behind it.
  if (!slice_.empty() && get_bit(inputs[in_ready], 0)) slice_.pop_front();
  if (moves) {
    if (rank_ && !rank_->left_out) slice_.push_back(std::move(*rank_));
    rank_ = std::move(compare_);
    compare_.reset();
  }
  step_emit(moves);
  step_entry(leaves);
  if (takes) accept(inputs);
}

// Emit, then the stages before it, which may hand their group on to it.
void DetectorModel::step_emit(bool moves) {
  const bool was_idle = !emitted_;
  if (!was_idle && moves) {
    if (fetched_) {
      compare_ = show(*emitted_, fetched_->index, false, fetched_->last);
      if (fetched_->last) emitted_.reset();
    }
    fetched_.reset();
    if (emitted_ && requests_ < emitted_->tiles) {
      fetched_ = Tile{emitted_, requests_, false, requests_ + 1 == emitted_->tiles};
      ++requests_;
    }
  }
  Search& before = shape_.passes == 1 ? collect_ : refine_;
  const bool handed_on = was_idle && before.found();
  if (handed_on) {
    emitted_ = std::move(before.group);
    before = {};
    requests_ = 0;
  }
  if (shape_.passes == 2) step_refine();
  if (!handed_on || shape_.passes == 2) collect_.step();
}

void DetectorModel::step_refine() {
  if (!refine_.group && collect_.found()) {
    refine_ = {collect_.group, collect_.group->tiles + 2 + shape_.low_bits};
    collect_ = {};
  } else {
    refine_.step();
  }
}

void DetectorModel::step_entry(bool leaves) {
  if (!leaves) return;
  const Tile tile = std::move(*entry_);
  entry_.reset();
  if (!is_topk(tile)) {
    compare_ = show(*tile.group, tile.index, tile.beyond, tile.last);
  } else if (tile.last) {
    collect_ = {tile.group, shape_.high_bits + 1};
  }
}

void DetectorModel::accept(const std::vector<Words>& inputs) {
  if (!arriving_) {
    arriving_ = std::make_shared<Group>();
    arriving_->selection = DetectorSelection(sample_settings(inputs));
    arriving_->count.assign(shape_.tokens, 0);
  }
  Group& group = *arriving_;
  const bool beyond = group.tiles == shape_.tiles;
  if (!beyond) {
    for (unsigned key = 0; key < shape_.keys_per_cycle; ++key) {
      std::vector<std::int64_t> scores;
      for (unsigned row = 0; row < shape_.tokens; ++row) {
        scores.push_back(
            signed_element(inputs[in_score], row * shape_.keys_per_cycle + key, shape_.score_bits));
      }
      group.selection.add(scores);
    }
    ++group.tiles;
  }
  const bool last = get_bit(inputs[in_last], 0);
  entry_ = Tile{arriving_, group.tiles - 1, beyond, last};
  if (!last) return;
  group.selection.finish();
  arriving_.reset();
}

DetectorSettings DetectorModel::sample_settings(const std::vector<Words>& inputs) const {
  DetectorSettings settings;
  settings.mode = static_cast<DetectorMode>(get_bits(inputs[in_mode], 0, 2));
  settings.limit = static_cast<unsigned>(get_bits(inputs[in_limit], 0, shape_.count_bits));
  for (unsigned row = 0; row < shape_.tokens; ++row) {
    settings.threshold.push_back(signed_element(inputs[in_threshold], row, shape_.score_bits));
  }
  settings.shared_threshold = signed_element(inputs[in_shared_threshold], 0, shape_.sum_bits);
  settings.shared_sum = get_bit(inputs[in_shared_sum], 0);
  settings.length =
      std::min(static_cast<unsigned>(get_bits(inputs[in_length], 0, shape_.count_bits)), shape_.maximum_keys);
  settings.causal = get_bit(inputs[in_causal], 0);
  settings.query = static_cast<unsigned>(get_bits(inputs[in_query], 0, shape_.key_bits));
  settings.rows = static_cast<unsigned>(get_bits(inputs[in_rows], 0, shape_.rows_bits));
  return settings;
}

// The transfer of a tile; adds its keys to the group's counts.
DetectorModel::Transfer DetectorModel::show(Group& group, unsigned index, bool beyond, bool last) const {
  Transfer transfer;
  transfer.base = index * shape_.keys_per_cycle;
  transfer.masks.assign(shape_.keys_per_cycle, 0);
  transfer.last = last;
  transfer.left_out = !last;
  for (unsigned key = 0; key < shape_.keys_per_cycle && !beyond; ++key) {
    transfer.masks[key] = group.selection.masks()[transfer.base + key];
    if (transfer.masks[key] != 0) transfer.left_out = false;
    for (unsigned row = 0; row < shape_.tokens; ++row) {
      group.count[row] += (transfer.masks[key] >> row) & 1U;
    }
  }
  transfer.count = group.count;
  return transfer;
}

}  // namespace winnow::verif
