// SPDX-License-Identifier: Apache-2.0
#include "verif/models/scheduler/model.hpp"

#include <algorithm>
#include <bit>

#include "verif/harness/words.hpp"

namespace winnow::verif {
namespace {

// Ports in the order of the names below.
enum Input : std::uint8_t {
  in_reset,
  in_valid,
  in_base,
  in_mask,
  in_last,
  in_connections_ready,
  in_clear,
  in_replay_ready
};
enum Output : std::uint8_t { out_ready, out_connections, out_counters = 6, out_replay = 11 };

// docs/cores/scheduler.md, "Timing".
constexpr std::uint64_t fill_latency = 3;    // last tile to the group's leaving
constexpr std::uint64_t search_latency = 4;  // decision to output
constexpr std::size_t rounds_in_flight = 8;

unsigned bits_to_count(std::uint64_t largest) {
  return static_cast<unsigned>(std::bit_width(largest));
}

}  // namespace

SchedulerModel::SchedulerModel(const config::SchedulerParameters& parameters)
    : parameters_(parameters),
      key_bits_(std::max(1U, bits_to_count(parameters.maximum_keys - 1U))),
      round_bits_(bits_to_count(parameters.maximum_keys)),
      load_bits_(bits_to_count(std::uint64_t{parameters.maximum_keys} * parameters.tokens)) {
  power_up();
}

std::vector<std::string> SchedulerModel::output_names() const {
  std::vector<std::string> names = {
      "candidates_ready_o", "connections_valid_o", "connections_key_o", "connections_row_valid_o",
      "connections_load_o", "connections_last_o",  "group_done_o",      "group_rounds_o",
      "group_loads_o",      "total_rounds_o",      "total_loads_o"};
  if (parameters_.replay_rounds > 0)
    names.insert(names.end(),
                 {"replay_valid_o", "replay_key_o", "replay_row_valid_o", "replay_load_o", "replay_last_o"});
  return names;
}

std::vector<unsigned> SchedulerModel::output_widths() const {
  const unsigned rows = parameters_.tokens;
  std::vector<unsigned> widths = {1, 1, rows * key_bits_, rows, rows, 1, 1, round_bits_, load_bits_, 32, 32};
  if (parameters_.replay_rounds > 0) widths.insert(widths.end(), {1, rows * key_bits_, rows, rows, 1});
  return widths;
}

std::vector<std::string> SchedulerModel::input_names() const {
  std::vector<std::string> names = {"rst_ni",
                                    "candidates_valid_i",
                                    "candidates_base_i",
                                    "candidates_mask_i",
                                    "candidates_last_i",
                                    "connections_ready_i",
                                    "counters_clear_i"};
  if (parameters_.replay_rounds > 0) names.emplace_back("replay_ready_i");
  return names;
}

std::vector<unsigned> SchedulerModel::input_widths() const {
  std::vector<unsigned> widths = {1, 1, key_bits_, parameters_.keys_per_cycle * parameters_.tokens, 1, 1, 1};
  if (parameters_.replay_rounds > 0) widths.push_back(1);
  return widths;
}

void SchedulerModel::power_up() {
  started_ = false;
  now_ = 0;
  reset();
}

void SchedulerModel::reset() {
  filling_ = Group{std::vector<unsigned>(parameters_.maximum_keys, 0), 0, false};
  issuing_.reset();
  decided_.clear();
  stored_.clear();
  replayed_.reset();
  counters_ = {};
}

bool SchedulerModel::offers() const {
  if (decided_.empty() || decided_.front().visible > now_) return false;
  return parameters_.replay_rounds == 0 || stored_.size() < parameters_.replay_rounds;
}

void SchedulerModel::show(Expected& expected, std::uint64_t value, unsigned width) const {
  std::fill(expected.value.begin(), expected.value.end(), 0U);
  put_bits(expected.value, 0, width, value);
  if (started_) {
    expected.known.clear();
  } else {
    expected.known.assign(expected.value.size(), 0U);
  }
}

void SchedulerModel::show_round(std::vector<Expected>& expected, std::size_t first, bool valid,
                                const SchedulerRound& round) const {
  show(expected[first], valid ? 1 : 0, 1);
  Expected& keys = expected[first + 1];
  std::fill(keys.value.begin(), keys.value.end(), 0U);
  keys.known.assign(keys.value.size(), valid && started_ ? ~0U : 0U);
  if (valid)
    for (unsigned row = 0; row < parameters_.tokens; ++row)
      put_bits(keys.value, std::size_t{row} * key_bits_, key_bits_, round.key[row]);
  const std::uint64_t fields[] = {round.row_valid, round.load, round.last ? 1U : 0U};
  for (std::size_t i = 0; i < 3; ++i) {
    Expected& field = expected[first + 2 + i];
    show(field, fields[i], i < 2 ? parameters_.tokens : 1);
    if (!valid) field.known.assign(field.value.size(), 0U);
  }
}

void SchedulerModel::outputs(const std::vector<Words>& /*inputs*/, std::vector<Expected>& expected) {
  const SchedulerRound none;
  show(expected[out_ready], filling_.complete ? 0 : 1, 1);
  const bool valid = offers();
  show_round(expected, out_connections, valid, valid ? decided_.front().round : none);
  const std::uint64_t values[] = {counters_.done ? 1U : 0U, counters_.group_rounds, counters_.group_loads,
                                  counters_.total_rounds, counters_.total_loads};
  const unsigned widths[] = {1, round_bits_, load_bits_, 32, 32};
  for (std::size_t i = 0; i < 5; ++i) show(expected[out_counters + i], values[i], widths[i]);
  if (parameters_.replay_rounds > 0)
    show_round(expected, out_replay, replayed_.has_value(), replayed_ ? *replayed_ : none);
}

void SchedulerModel::take_tile(const std::vector<Words>& inputs) {
  const unsigned tile = parameters_.keys_per_cycle, rows = parameters_.tokens;
  const auto given = static_cast<unsigned>(get_bits(inputs[in_base], 0, key_bits_));
  const unsigned base = given - given % tile;
  for (unsigned i = 0; i < tile && base + i < parameters_.maximum_keys; ++i)
    filling_.mask[base + i] = static_cast<unsigned>(get_bits(inputs[in_mask], std::size_t{i} * rows, rows));
  filling_.complete = get_bit(inputs[in_last], 0);
  filling_.since = now_;
}

void SchedulerModel::count(const SchedulerRound& round, bool transfer, bool clear) {
  if (clear) counters_.total_rounds = counters_.total_loads = 0;
  counters_.done = transfer && round.last;
  if (!transfer) return;
  const std::uint64_t rounds = round.row_valid != 0 ? 1 : 0;
  const auto loads = static_cast<std::uint64_t>(std::popcount(round.load));
  counters_.total_rounds = (counters_.total_rounds + rounds) & 0xFFFFFFFFU;
  counters_.total_loads = (counters_.total_loads + loads) & 0xFFFFFFFFU;
  counters_.rounds_so_far += rounds;
  counters_.loads_so_far += loads;
  if (!round.last) return;
  counters_.group_rounds = counters_.rounds_so_far;
  counters_.group_loads = counters_.loads_so_far;
  counters_.rounds_so_far = counters_.loads_so_far = 0;
}

void SchedulerModel::clock(const std::vector<Words>& inputs) {
  if (!get_bit(inputs[in_reset], 0)) {
    reset();
    started_ = true;
    ++now_;
    return;
  }
  // What the cycle does follows from the state at its beginning.
  const bool accept = get_bit(inputs[in_valid], 0) && !filling_.complete;
  const bool offered = offers();
  const bool transfer = offered && get_bit(inputs[in_connections_ready], 0);
  const bool decide = issuing_ && decided_.size() < rounds_in_flight;
  const bool waits = filling_.complete && now_ >= filling_.since + fill_latency;
  const SchedulerRound head = offered ? decided_.front().round : SchedulerRound{};

  if (parameters_.replay_rounds > 0) {
    const bool taken = replayed_ && get_bit(inputs[in_replay_ready], 0);
    const bool read = !stored_.empty() && (!replayed_ || taken);
    if (taken) replayed_.reset();
    if (read) {
      replayed_ = stored_.front();
      stored_.pop_front();
    }
    if (transfer) stored_.push_back(head);
  }
  count(head, transfer, get_bit(inputs[in_clear], 0));
  if (transfer) decided_.pop_front();
  if (decide) {
    decided_.push_back({issuing_->round(), now_ + search_latency});
    if (decided_.back().round.last) issuing_.reset();
  }
  if (waits && !issuing_) {
    issuing_.emplace(parameters_.tokens);
    for (unsigned key = 0; key < parameters_.maximum_keys; ++key) issuing_->add(key, filling_.mask[key]);
    filling_ = Group{std::vector<unsigned>(parameters_.maximum_keys, 0), 0, false};
  }
  if (accept) take_tile(inputs);
  ++now_;
}

}  // namespace winnow::verif
