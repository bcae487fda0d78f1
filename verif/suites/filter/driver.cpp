// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/filter/driver.hpp"

#include <algorithm>
#include <stdexcept>

#include "verif/harness/words.hpp"
#include "verif/suites/detector/expected.hpp"
#include "verif/suites/scheduler/group.hpp"

namespace winnow::verif::filter {
namespace {

using streams::Kind;
using streams::Transfer;

std::vector<std::uint64_t> keys_of_rows(const std::vector<unsigned>& masks, unsigned rows) {
  std::vector<std::uint64_t> keys(rows, 0);
  for (const unsigned mask : masks) {
    for (unsigned row = 0; row < rows; ++row) keys[row] += (mask >> row) & 1U;
  }
  return keys;
}

}  // namespace

Driver::Driver(Bench& bench, const config::FilterParameters& parameters, FilterCoverage* coverage)
    : coverage_(coverage),
      shape_(parameters.selector.as<config::DetectorParameters>()),
      rig_(bench, detector::stream_shape(shape_)),
      sender_(rig_, shape_),
      sink_(rig_.sink("connections", Kind::connections)),
      replay_(parameters.scheduler.as<config::SchedulerParameters>().replay_rounds > 0
                  ? &rig_.sink("replay", Kind::connections)
                  : nullptr),
      check_(shape_.tokens) {
  sink_.monitor().on_transfer = [this](const Transfer& transfer) {
    last_round_ = transfer.cycle;
    check_.take(unpack_connection(transfer.payload, rig_.shape()));
  };
  if (replay_ == nullptr) return;
  replay_->monitor().on_transfer = [this](const Transfer& transfer) {
    check_.take_replay(unpack_connection(transfer.payload, rig_.shape()));
  };
}

void Driver::seen(const char* point) {
  if (coverage_ != nullptr) coverage_->count(point);
}

void Driver::start(unsigned reset_cycles) {
  if (check_.due() != 0) seen("reset_with_work_inside");
  rig_.reset(reset_cycles);
  sender_.forget();
  check_.forget();
  counts_.clear();
  first_tile_.reset();
  last_round_.reset();
}

void Driver::see_group(const DetectorGroup& group, const std::vector<unsigned>& masks) {
  const std::vector<std::uint64_t> keys = keys_of_rows(masks, shape_.tokens);
  if (scheduler::distinct_keys(masks) == 0) seen("group_without_keys");
  if (group.settings.rows < shape_.tokens) seen("short_group");
  const unsigned rows = std::min(group.settings.rows, shape_.tokens);
  const unsigned length = std::min(group.settings.length, shape_.maximum_keys);
  for (unsigned row = 0; row < rows; ++row) {
    if (keys[row] == 0) seen("row_without_keys");
    if (length > 0 && keys[row] == length) seen("all_keys_of_a_row");
  }
}

void Driver::send(DetectorGroup group) {
  if (group.tiles.size() > shape_.tiles) group.tiles.resize(shape_.tiles);
  std::vector<unsigned> masks = detector::expected_masks(shape_, group);
  masks.resize(shape_.tiles * std::size_t{shape_.keys_per_cycle}, 0U);
  see_group(group, masks);
  counts_.push_back(keys_of_rows(masks, shape_.tokens));
  check_.expect(std::move(masks));
  sender_.send(std::move(group));
}

void Driver::set_paces(const Paces& paces) {
  sender_.set_pace(paces.scores);
  sink_.set_pace(paces.rounds);
  if (replay_ != nullptr) replay_->set_pace(paces.replay);
}

void Driver::check_counts() {
  const Bench& bench = rig_.bench();
  if (!get_bit(bench.got(bench.output("selection_done_o")), 0)) return;
  if (counts_.empty()) throw std::runtime_error("selection_done_o without a group");
  const Words& got = bench.got(bench.output("selection_count_o"));
  for (unsigned row = 0; row < shape_.tokens; ++row) {
    if (get_bits(got, std::size_t{row} * shape_.count_bits, shape_.count_bits) != counts_.front()[row])
      throw std::runtime_error("selection_count_o of row " + std::to_string(row) +
                               " is not what the scores select");
  }
  counts_.pop_front();
}

void Driver::cycle() {
  rig_.cycle();
  const streams::Sample &in = sender_.monitor().sample(), &out = sink_.monitor().sample();
  if (in.valid && !in.ready) seen("scores_wait");
  if (out.valid && !out.ready) seen("rounds_stalled");
  if (sender_.monitor().transferred() && sink_.monitor().transferred()) seen("scores_during_rounds");
  if (sender_.monitor().transferred() && !first_tile_) first_tile_ = rig_.bench().cycle_count() - 1;
  if (replay_ != nullptr) {
    const streams::Sample& replay = replay_->monitor().sample();
    if (replay.valid && !replay.ready) seen("replay_stalled");
  }
  check_counts();
}

void Driver::run(const Paces& paces, std::uint64_t cycles) {
  set_paces(paces);
  for (std::uint64_t i = 0; i < cycles; ++i) cycle();
}

std::uint64_t Driver::drain(const Paces& paces) {
  set_paces(paces);
  const auto under_way = [&] {
    return check_.due() != 0 || (replay_ != nullptr && check_.replayed() != check_.rounds().size());
  };
  std::uint64_t cycles = 0, quiet = 0;
  for (; under_way(); ++cycles) {
    cycle();
    const bool moved = sender_.monitor().transferred() || sink_.monitor().transferred() ||
                       (replay_ != nullptr && replay_->monitor().transferred());
    quiet = moved ? 0 : quiet + 1;
    if (quiet > 100 * (shape_.tiles + 60)) throw std::runtime_error("nothing moves any more");
  }
  for (unsigned i = 0; i < 4; ++i) cycle();
  if (!counts_.empty()) throw std::runtime_error("a group's counts were never shown");
  sink_.monitor().finish();
  return cycles;
}

}  // namespace winnow::verif::filter
