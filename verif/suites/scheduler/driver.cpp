// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/scheduler/driver.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string>

#include "verif/harness/words.hpp"

namespace winnow::verif::scheduler {

using streams::Candidate;
using streams::Connection;
using streams::Kind;
using streams::Sample;
using streams::Transfer;

Driver::Driver(Bench& bench, const config::SchedulerParameters& parameters, SchedulerCoverage* coverage)
    : parameters_(parameters),
      coverage_(coverage),
      rig_(bench, {.tokens = parameters.tokens,
                   .keys_per_cycle = parameters.keys_per_cycle,
                   .maximum_keys = parameters.maximum_keys}),
      source_(rig_.source("candidates", Kind::candidates)),
      sink_(rig_.sink("connections", Kind::connections)),
      replay_(has_replay() ? &rig_.sink("replay", Kind::connections) : nullptr),
      check_(parameters.tokens) {
  // Keys beyond the maximum are sent, too.
  source_.monitor().ignore_content();
  source_.monitor().on_transfer = [this](const Transfer& transfer) { take_tile(transfer); };
  sink_.monitor().on_transfer = [this](const Transfer& transfer) { take_round(transfer); };
  if (replay_ == nullptr) return;
  replay_->monitor().on_transfer = [this](const Transfer& transfer) {
    check_.take_replay(unpack_connection(transfer.payload, rig_.shape()));
  };
}

void Driver::seen(const char* point) {
  if (coverage_ != nullptr) coverage_->count(point);
}

void Driver::start(unsigned reset_cycles) {
  if (!rounds().empty() && check_.due() != 0) seen("reset_with_rounds_in_flight");
  rig_.reset(reset_cycles);
  check_.forget();
  counters_ = {};
  first_transfer_.reset();
  last_transfer_.reset();
  last_tile_.reset();
}

Candidate Driver::tile_of(const Group& group, unsigned base) {
  Candidate tile{.base = base, .mask = {}, .last = false};
  for (unsigned key = base; key < base + parameters_.keys_per_cycle; ++key) {
    if (key < parameters_.maximum_keys) {
      tile.mask.push_back(group[key]);
    } else {
      // No such key: ignored, whatever it is.
      tile.mask.push_back(static_cast<unsigned>(random().below(1ULL << parameters_.tokens)));
      seen("key_beyond_the_maximum");
    }
  }
  return tile;
}

void Driver::queue(const Group& group, unsigned leave_out) {
  std::vector<Candidate> tiles;
  for (unsigned base = 0; base < parameters_.maximum_keys; base += parameters_.keys_per_cycle) {
    const auto first = group.begin() + base;
    const auto last = std::min(first + parameters_.keys_per_cycle, group.end());
    const bool wanted = std::any_of(first, last, [](unsigned mask) { return mask != 0; });
    if (!wanted && random().below(16) < leave_out) {
      seen("tile_left_out");
      continue;
    }
    tiles.push_back(tile_of(group, base));
  }
  if (tiles.empty()) tiles.push_back({0, std::vector<std::uint32_t>(parameters_.keys_per_cycle, 0), false});
  tiles.back().last = true;
  for (const Candidate& tile : tiles) source_.send(tile);
  check_.expect(group);
}

void Driver::take_tile(const Transfer& transfer) {
  if (unpack_candidate(transfer.payload, rig_.shape()).last) last_tile_ = transfer.cycle;
}

void Driver::take_round(const Transfer& transfer) {
  const Connection round = unpack_connection(transfer.payload, rig_.shape());
  if (!first_transfer_) first_transfer_ = transfer.cycle;
  last_transfer_ = transfer.cycle;
  if (round.row_valid == 0) seen("empty_group");
  if (std::popcount(round.row_valid) > std::popcount(round.load)) seen("shared_load");
  if (std::popcount(round.load) > 1) seen("several_loads");
  if (round.row_valid != every_row(parameters_)) seen("idle_row");
  if (!rounds().empty() && rounds().back().last && !round.last) seen("last_round_and_next_group");
  check_.take(round);
  const RoundFigures figures = figures_of(round);
  counters_.done = round.last;
  counters_.total.rounds += figures.rounds;
  counters_.total.loads += figures.loads;
  counters_.group = check_.last_group();
}

void Driver::compare_counters(const Counters& due) {
  const Bench& bench = rig_.bench();
  const auto compare = [&](const char* port, std::uint64_t expected) {
    const Words& got = bench.got(bench.output(port));
    if (got[0] != static_cast<std::uint32_t>(expected))
      throw std::runtime_error(std::string(port) + " is not what was transferred");
  };
  compare("group_done_o", due.done ? 1 : 0);
  compare("group_rounds_o", due.group.rounds);
  compare("group_loads_o", due.group.loads);
  compare("total_rounds_o", due.total.rounds);
  compare("total_loads_o", due.total.loads);
}

void Driver::set_paces(const Paces& paces) {
  source_.set_pace(paces.input);
  sink_.set_pace(paces.output);
  if (replay_ != nullptr) replay_->set_pace(paces.replay);
}

void Driver::count_cycle() {
  const Sample &in = source_.monitor().sample(), &out = sink_.monitor().sample();
  if (in.valid && !in.ready) seen("tile_waits");
  if (out.valid && !out.ready) seen("output_stalled");
  if (replay_ == nullptr) return;
  const Sample& replay = replay_->monitor().sample();
  if (replay.valid && !replay.ready) seen("replay_stalled");
}

void Driver::cycle(bool clear) {
  rig_.bench().value(rig_.bench().input("counters_clear_i"))[0] = clear ? 1 : 0;
  const Counters due = counters_;
  counters_.done = false;
  if (clear) counters_.total = {};
  rig_.cycle();
  compare_counters(due);
  count_cycle();
}

std::uint64_t Driver::run_while(const std::function<bool()>& busy) {
  std::uint64_t cycles = 0;
  const std::uint64_t limit = 1000 + check_.due() * 32ULL * (parameters_.maximum_keys + 64);
  for (; busy(); ++cycles) {
    if (cycles > limit) throw std::runtime_error("the core does not finish");
    cycle();
  }
  return cycles;
}

std::uint64_t Driver::drain(const Paces& paces) {
  set_paces(paces);
  const std::uint64_t cycles = run_while([this] {
    return !source_.idle() || check_.due() != 0 ||
           (replay_ != nullptr && check_.replayed() < rounds().size());
  });
  sink_.monitor().finish();
  if (replay_ != nullptr) replay_->monitor().finish();
  return cycles;
}

void Driver::feed(const Paces& paces) {
  set_paces(paces);
  run_while([this] { return !source_.idle(); });
}

void Driver::run(const Paces& paces, std::uint64_t cycles) {
  set_paces(paces);
  for (std::uint64_t i = 0; i < cycles; ++i) cycle();
}

void Driver::clear_totals() {
  set_paces({});
  cycle(true);
  seen("totals_cleared");
}

}  // namespace winnow::verif::scheduler
