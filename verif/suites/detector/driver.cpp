// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/detector/driver.hpp"

#include <algorithm>
#include <stdexcept>

#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

enum Setting : std::size_t {
  mode,
  limit,
  threshold,
  shared_threshold,
  shared_sum,
  length,
  causal,
  query,
  rows
};

}  // namespace

bool DetectorDriver::Source::next(Random& random) {
  switch (pace_) {
    case Pace::always:
      return true;
    case Pace::never:
      return false;
    case Pace::half:
      return random.one_in(2);
    case Pace::bursty:
      if (random.one_in(6)) burst_ = !burst_;
      return burst_;
    case Pace::rarely:
      return random.one_in(8);
  }
  return false;
}

DetectorDriver::DetectorDriver(Bench& bench, const DetectorShape& shape, DetectorCoverage* coverage)
    : bench_(bench),
      shape_(shape),
      coverage_(coverage),
      reset_(bench.input("rst_ni")),
      valid_(bench.input("scores_valid_i")),
      score_(bench.input("scores_score_i")),
      last_(bench.input("scores_last_i")),
      ready_(bench.input("candidates_ready_i")),
      ready_out_(bench.output("scores_ready_o")),
      valid_out_(bench.output("candidates_valid_o")),
      last_out_(bench.output("candidates_last_o")) {
  for (const char* const name : {"mode_i", "limit_i", "threshold_i", "shared_threshold_i", "shared_sum_i",
                                 "length_i", "causal_i", "query_i", "rows_i"}) {
    settings_.push_back(bench.input(name));
  }
}

void DetectorDriver::put(std::size_t port, std::size_t index, unsigned width, std::uint64_t value) {
  put_bits(bench_.value(port), index * width, width, value);
}

void DetectorDriver::start() {
  drive_junk();
  put(valid_, 0, 1, 0);
  bench_.reset();
}

void DetectorDriver::drive_junk() {
  for (const std::size_t port : settings_) {
    for (std::uint32_t& word : bench_.value(port)) word = static_cast<std::uint32_t>(random().next());
  }
}

void DetectorDriver::drive_settings(const DetectorSettings& s) {
  put(settings_[mode], 0, 2, static_cast<std::uint64_t>(s.mode));
  put(settings_[limit], 0, shape_.count_bits, s.limit);
  for (unsigned row = 0; row < shape_.tokens; ++row) {
    put(settings_[threshold], row, shape_.score_bits, static_cast<std::uint64_t>(s.threshold[row]));
  }
  put(settings_[shared_threshold], 0, shape_.sum_bits, static_cast<std::uint64_t>(s.shared_threshold));
  put(settings_[shared_sum], 0, 1, s.shared_sum ? 1 : 0);
  put(settings_[length], 0, shape_.count_bits, s.length);
  put(settings_[causal], 0, 1, s.causal ? 1 : 0);
  put(settings_[query], 0, shape_.key_bits, s.query);
  put(settings_[rows], 0, shape_.rows_bits, s.rows);
}

void DetectorDriver::drive_tile() {
  const std::vector<std::int64_t>& scores = queue_.front().tiles[next_tile_];
  for (std::size_t i = 0; i < scores.size(); ++i) {
    put(score_, i, shape_.score_bits, static_cast<std::uint64_t>(scores[i]));
  }
  put(last_, 0, 1, next_tile_ + 1 == queue_.front().tiles.size() ? 1 : 0);
}

void DetectorDriver::cycle(unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    drive_junk();
    if (!offered_ && !queue_.empty() && input_.next(random())) {
      offered_ = true;
      drive_tile();
    }
    if (offered_ && next_tile_ == 0) drive_settings(queue_.front().settings);
    const bool willing = output_.next(random());
    put(valid_, 0, 1, offered_ ? 1 : 0);
    put(ready_, 0, 1, willing ? 1 : 0);
    bench_.cycle();
    const bool accepted = offered_ && get_bit(bench_.got(ready_out_), 0);
    const bool given = get_bit(bench_.got(valid_out_), 0);
    if (coverage_ != nullptr) coverage_->cycle(offered_, accepted, given, willing);
    output_held_ = given && !willing;
    if (accepted) finish_transfer();
    if (given && willing && get_bit(bench_.got(last_out_), 0)) {
      --under_way_;
      modes_.pop_front();
    }
  }
}

void DetectorDriver::finish_transfer() {
  offered_ = false;
  if (++next_tile_ < queue_.front().tiles.size()) return;
  next_tile_ = 0;
  ++under_way_;
  modes_.push_back(queue_.front().settings.mode);
  if (coverage_ != nullptr) coverage_->group(queue_.front(), before_ ? &*before_ : nullptr);
  before_ = std::move(queue_.front());
  queue_.pop_front();
}

void DetectorDriver::drain() {
  std::uint64_t quiet = 0;
  while (!queue_.empty() || under_way_ != 0) {
    const std::size_t queued = queue_.size(), tile = next_tile_;
    const std::uint64_t under_way = under_way_;
    cycle();
    const bool moved = queued != queue_.size() || tile != next_tile_ || under_way != under_way_;
    quiet = moved ? 0 : quiet + 1;
    if (quiet > 100 * (shape_.tiles + 40)) throw std::runtime_error("nothing moves any more");
  }
  cycle(4);
}

void DetectorDriver::reset(unsigned cycles) {
  if (coverage_ != nullptr) {
    const bool topk = std::find(modes_.begin(), modes_.end(), DetectorMode::topk) != modes_.end();
    coverage_->reset(next_tile_ != 0, topk, output_held_);
  }
  bench_.reset(cycles);
  put(valid_, 0, 1, 0);
  forget();
}

void DetectorDriver::forget() {
  queue_.clear();
  modes_.clear();
  before_.reset();
  next_tile_ = 0;
  under_way_ = 0;
  offered_ = output_held_ = false;
}

}  // namespace winnow::verif
