// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/scheduler/driver.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string>

#include "verif/harness/words.hpp"

namespace winnow::verif::scheduler {
namespace {

[[noreturn]] void breach(const std::string& what, std::uint64_t cycle) {
  throw std::runtime_error(what + " (cycle " + std::to_string(cycle) + " of the test)");
}

unsigned longest_row(const Group& group, unsigned tokens) {
  unsigned longest = 0;
  for (unsigned row = 0; row < tokens; ++row) {
    const auto keys =
        std::count_if(group.begin(), group.end(), [row](unsigned mask) { return ((mask >> row) & 1U) != 0; });
    longest = std::max(longest, static_cast<unsigned>(keys));
  }
  return longest;
}

}  // namespace

Driver::Driver(Bench& bench, const config::SchedulerParameters& parameters, SchedulerCoverage* coverage)
    : bench_(bench), parameters_(parameters), coverage_(coverage) {}

void Driver::seen(const char* point) {
  if (coverage_ != nullptr) coverage_->count(point);
}

void Driver::put(const char* port, std::uint64_t value) {
  Words& words = bench_.value(bench_.input(port));
  std::fill(words.begin(), words.end(), 0U);
  words[0] = static_cast<std::uint32_t>(value);
}

bool Driver::got(const char* port) const {
  return get_bit(bench_.got(bench_.output(port)), 0);
}

void Driver::start() {
  if (!rounds_.empty() && !expected_.empty()) seen("reset_with_rounds_in_flight");
  put("candidates_valid_i", 0);
  bench_.reset();
  tiles_.clear();
  expected_.clear();
  rounds_.clear();
  replayed_ = 0;
  offering_ = group_begun_ = false;
  cycle_ = first_transfer_ = last_transfer_ = last_tile_ = 0;
}

void Driver::queue(const Group& group, unsigned leave_out) {
  const unsigned tile = parameters_.keys_per_cycle;
  std::vector<Tile> tiles;
  for (unsigned base = 0; base < parameters_.maximum_keys; base += tile) {
    Tile next{base, std::vector<unsigned>(tile, 0), false};
    bool wanted = false;
    for (unsigned i = 0; i < tile; ++i) {
      if (base + i < parameters_.maximum_keys) {
        next.mask[i] = group[base + i];
        wanted = wanted || next.mask[i] != 0;
      } else {
        // No such key: ignored, whatever it is.
        next.mask[i] = static_cast<unsigned>(random().below(1ULL << parameters_.tokens));
        seen("key_beyond_the_maximum");
      }
    }
    if (!wanted && random().below(16) < leave_out) {
      seen("tile_left_out");
      continue;
    }
    tiles.push_back(std::move(next));
  }
  if (tiles.empty()) tiles.push_back({0, std::vector<unsigned>(tile, 0), false});
  tiles.back().last = true;
  tiles_.insert(tiles_.end(), tiles.begin(), tiles.end());
  expected_.push_back(group);
}

bool Driver::moves(Pace pace, unsigned& burst) {
  switch (pace) {
    case Pace::always:
      return true;
    case Pace::never:
      return false;
    case Pace::half:
      return random().one_in(2);
    case Pace::seldom:
      return random().one_in(8);
    case Pace::bursty:
      break;
  }
  // Even: as many more cycles without, odd: with.
  if (burst < 2) burst = static_cast<unsigned>(2 + random().below(40));
  burst -= 2;
  return burst % 2 == 1;
}

void Driver::drive_tile() {
  const Tile& tile = tiles_.front();
  put("candidates_base_i", tile.base);
  put("candidates_last_i", tile.last ? 1 : 0);
  Words& mask = bench_.value(bench_.input("candidates_mask_i"));
  for (unsigned i = 0; i < tile.mask.size(); ++i)
    put_bits(mask, std::size_t{i} * parameters_.tokens, parameters_.tokens, tile.mask[i]);
}

SchedulerRound Driver::read_round(const char* stream) const {
  const auto value = [&](const char* field) -> const Words& {
    return bench_.got(bench_.output(std::string(stream) + "_" + field + "_o"));
  };
  SchedulerRound round;
  const unsigned bits = std::max(1U, static_cast<unsigned>(std::bit_width(parameters_.maximum_keys - 1U)));
  for (unsigned row = 0; row < parameters_.tokens; ++row)
    round.key.push_back(static_cast<unsigned>(get_bits(value("key"), std::size_t{row} * bits, bits)));
  round.row_valid = static_cast<unsigned>(get_bits(value("row_valid"), 0, parameters_.tokens));
  round.load = static_cast<unsigned>(get_bits(value("load"), 0, parameters_.tokens));
  round.last = get_bit(value("last"), 0);
  return round;
}

void Driver::take_round() {
  const SchedulerRound round = read_round("connections");
  if (rounds_.empty()) first_transfer_ = cycle_;
  last_transfer_ = cycle_;
  rounds_.push_back(round);
  if (expected_.empty()) breach("a round without a group", cycle_);
  Group& group = expected_.front();
  if (!group_begun_) rounds_left_ = std::max(1U, longest_row(group, parameters_.tokens));
  group_begun_ = true;
  for (unsigned row = 0; row < parameters_.tokens; ++row) {
    if (((round.row_valid >> row) & 1U) == 0) continue;
    unsigned& mask = group.at(round.key[row]);
    if (((mask >> row) & 1U) == 0)
      breach("row " + std::to_string(row) + " got key " + std::to_string(round.key[row]) +
                 " that it does not want",
             cycle_);
    mask &= ~(1U << row);
  }
  if (round.row_valid == 0) seen("empty_group");
  if (std::popcount(round.row_valid) > std::popcount(round.load)) seen("shared_load");
  if (std::popcount(round.load) > 1) seen("several_loads");
  if (round.row_valid + 1U != (1U << parameters_.tokens)) seen("idle_row");
  --rounds_left_;
  if (round.last != (rounds_left_ == 0)) breach("not as many rounds as the longest row has keys", cycle_);
  if (!round.last) return;
  if (std::any_of(group.begin(), group.end(), [](unsigned mask) { return mask != 0; }))
    breach("a connection was not issued", cycle_);
  expected_.pop_front();
  group_begun_ = false;
}

void Driver::take_replay() {
  if (replayed_ >= rounds_.size() || read_round("replay") != rounds_[replayed_])
    breach("the replay is not in the order of issue", cycle_);
  ++replayed_;
}

void Driver::cycle(const Paces& paces) {
  if (!offering_ && !tiles_.empty() && moves(paces.input, input_burst_)) {
    offering_ = true;
    drive_tile();
  }
  put("candidates_valid_i", offering_ ? 1 : 0);
  const bool ready = moves(paces.output, output_burst_);
  put("connections_ready_i", ready ? 1 : 0);
  const bool replay = parameters_.replay_rounds > 0;
  const bool replay_ready = replay && moves(paces.replay, replay_burst_);
  if (replay) put("replay_ready_i", replay_ready ? 1 : 0);
  bench_.cycle();
  const bool valid = got("connections_valid_o"), accepts = got("candidates_ready_o");
  if (valid && ready) take_round();
  if (valid && !ready) seen("output_stalled");
  if (replay && got("replay_valid_o")) {
    if (replay_ready) {
      take_replay();
    } else {
      seen("replay_stalled");
    }
  }
  if (offering_ && !accepts) seen("tile_waits");
  if (offering_ && accepts) {
    if (tiles_.front().last) last_tile_ = cycle_;
    tiles_.pop_front();
    offering_ = false;
  }
  if (valid && ready && rounds_.size() > 1 && rounds_[rounds_.size() - 2].last && !rounds_.back().last)
    seen("last_round_and_next_group");
  ++cycle_;
}

std::uint64_t Driver::drain(const Paces& paces) {
  const std::uint64_t begin = cycle_;
  std::uint64_t limit = 1000;
  for (const Group& group : expected_) limit += 32ULL * (group.size() + 64);
  const bool replay = parameters_.replay_rounds > 0;
  while (!tiles_.empty() || !expected_.empty() || (replay && replayed_ < rounds_.size())) {
    if (cycle_ - begin > limit) breach("the core does not finish", cycle_);
    cycle(paces);
  }
  return cycle_ - begin;
}

void Driver::run(const Paces& paces, std::uint64_t cycles) {
  for (std::uint64_t i = 0; i < cycles; ++i) cycle(paces);
}

void Driver::clear_totals() {
  put("counters_clear_i", 1);
  cycle({Pace::always, Pace::always, Pace::always});
  put("counters_clear_i", 0);
  seen("totals_cleared");
}

}  // namespace winnow::verif::scheduler
