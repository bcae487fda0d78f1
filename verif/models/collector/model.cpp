// SPDX-License-Identifier: Apache-2.0
#include "verif/models/collector/model.hpp"

#include <algorithm>
#include <stdexcept>

#include "verif/harness/words.hpp"

namespace winnow::verif {
namespace {

// Indices in input_names() and output_names().
enum Input : std::size_t { rst_ni, valid_i, key_i, keep_i, last_i, end_i, ready_i };
enum Output : std::size_t { ready_o, valid_o, base_o, mask_o, last_o };

bool high(const std::vector<Words>& inputs, Input input) {
  return (inputs[input][0] & 1U) != 0;
}

void require(unsigned value, unsigned maximum, const char* name) {
  if (value < 1 || value > maximum)
    throw std::invalid_argument(std::string("collector: ") + name + " must be 1 to " +
                                std::to_string(maximum));
}

void set_known(Expected& output, bool known) {
  output.known.assign(output.value.size(), known ? ~0U : 0U);
}

}  // namespace

CollectorModel::CollectorModel(const config::CollectorParameters& parameters)
    : keys_(parameters.maximum_keys),
      tokens_(parameters.tokens),
      per_tile_(parameters.keys_per_cycle),
      key_bits_(1) {
  require(keys_, 4096, "maximum_keys");
  require(tokens_, 8, "tokens");
  require(per_tile_, 32, "keys_per_cycle");
  while ((1U << key_bits_) < keys_) ++key_bits_;
  reset();
}

std::vector<std::string> CollectorModel::input_names() const {
  return {
      "rst_ni",           "selections_valid_i", "selections_key_i", "selections_keep_i", "selections_last_i",
      "selections_end_i", "candidates_ready_i"};
}

std::vector<unsigned> CollectorModel::input_widths() const {
  return {1, 1, key_bits_, 1, 1, 1, 1};
}

std::vector<std::string> CollectorModel::output_names() const {
  return {"selections_ready_o", "candidates_valid_o", "candidates_base_o", "candidates_mask_o",
          "candidates_last_o"};
}

std::vector<unsigned> CollectorModel::output_widths() const {
  return {1, 1, key_bits_, per_tile_ * tokens_, 1};
}

void CollectorModel::power_up() {
  started_ = false;
  reset();
}

void CollectorModel::reset() {
  for (Bank& bank : banks_) {
    bank.full = false;
    bank.picks.assign(keys_, 0);
  }
  filled_ = row_ = reading_ = 0;
  at_.reset();
  taken_.reset();
  shown_.reset();
}

bool CollectorModel::has_pick(const Bank& bank, unsigned tile) const {
  const unsigned first = tile * per_tile_, end = std::min(first + per_tile_, keys_);
  return std::any_of(bank.picks.begin() + first, bank.picks.begin() + end,
                     [](std::uint32_t rows) { return rows != 0; });
}

// Without a pick: tile 0 alone.
CollectorModel::Span CollectorModel::span_of(const Bank& bank) const {
  Span span;
  bool any = false;
  for (unsigned key = 0; key < keys_; ++key) {
    if (bank.picks[key] == 0) continue;
    span.highest = key / per_tile_;
    if (!any) span.lowest = span.highest;
    any = true;
  }
  return span;
}

void CollectorModel::outputs(const std::vector<Words>&, std::vector<Expected>& expected) {
  for (Expected& output : expected) std::fill(output.value.begin(), output.value.end(), 0U);
  expected[ready_o].value[0] = banks_[filled_].full ? 0 : 1;
  expected[valid_o].value[0] = shown_ ? 1 : 0;
  set_known(expected[ready_o], started_);
  set_known(expected[valid_o], started_);
  for (const Output field : {base_o, mask_o, last_o}) set_known(expected[field], started_ && shown_);
  if (!shown_) return;
  const unsigned base = shown_->number * per_tile_;
  expected[base_o].value[0] = base;
  expected[last_o].value[0] = shown_->last ? 1 : 0;
  for (unsigned key = base; key < std::min(base + per_tile_, keys_); ++key) {
    put_bits(expected[mask_o].value, std::size_t{key - base} * tokens_, tokens_,
             banks_[shown_->bank].picks[key]);
  }
}

std::optional<CollectorModel::Taken> CollectorModel::take(const std::vector<Words>& inputs) {
  if (!high(inputs, valid_i) || banks_[filled_].full) return {};
  Taken taken{filled_, row_, {}, false};
  const std::uint64_t key = get_bits(inputs[key_i], 0, key_bits_);
  if (high(inputs, keep_i) && key < keys_) taken.key = key;
  if (!high(inputs, last_i)) return taken;
  ++row_;
  taken.closes = row_ == tokens_ || high(inputs, end_i);
  if (taken.closes) {
    row_ = 0;
    filled_ = 1 - filled_;
  }
  return taken;
}

// One look of the reader; the tile that it puts into the register.
std::optional<CollectorModel::Tile> CollectorModel::read(bool register_is_free) {
  const Bank& bank = banks_[reading_];
  if (!bank.full) return {};
  const Span span = span_of(bank);
  const unsigned number = at_.value_or(span.lowest);
  const bool last = number == span.highest;
  if (!last && !has_pick(bank, number)) {
    at_ = number + 1;
    return {};
  }
  if (!register_is_free) return {};
  const Tile tile{reading_, number, last};
  at_ = number + 1;
  if (last) {
    at_.reset();
    reading_ = 1 - reading_;
  }
  return tile;
}

void CollectorModel::record(const Taken& taken) {
  Bank& bank = banks_[taken.bank];
  if (taken.key) bank.picks[*taken.key] |= 1U << taken.row;
  if (taken.closes) bank.full = true;
}

void CollectorModel::clock(const std::vector<Words>& inputs) {
  if (!high(inputs, rst_ni)) {
    started_ = true;
    reset();
    return;
  }
  // Everything looks at the state of before this clock edge.
  const bool is_free = !shown_ || high(inputs, ready_i);
  const std::optional<Tile> gone = shown_ && is_free ? shown_ : std::nullopt;
  const std::optional<Taken> recorded = taken_;
  taken_ = take(inputs);
  const std::optional<Tile> next = read(is_free);
  if (recorded) record(*recorded);
  if (is_free) shown_ = next;
  if (gone && gone->last) {
    banks_[gone->bank].full = false;
    banks_[gone->bank].picks.assign(keys_, 0);
  }
}

}  // namespace winnow::verif
