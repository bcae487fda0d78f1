// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/detector/score_sender.hpp"

#include <stdexcept>
#include <utility>

#include "verif/harness/words.hpp"

namespace winnow::verif::detector {
namespace {

// In the order of the constructor's names.
enum Setting : std::uint8_t {
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

bool fits(unsigned value, unsigned bits) {
  return value >> bits == 0;
}

}  // namespace

streams::Shape stream_shape(const DetectorShape& shape) {
  return {.tokens = shape.tokens,
          .keys_per_cycle = shape.keys_per_cycle,
          .maximum_keys = shape.maximum_keys,
          .score_bits = shape.score_bits};
}

ScoreSender::ScoreSender(streams::Rig& rig, const DetectorShape& shape)
    : bench_(rig.bench()), shape_(shape), source_(rig.source("scores", streams::Kind::scores)) {
  for (const char* const name : {"mode_i", "limit_i", "threshold_i", "shared_threshold_i", "shared_sum_i",
                                 "length_i", "causal_i", "query_i", "rows_i"}) {
    settings_.push_back(bench_.input(name));
  }
  // Groups of too many or too few tiles are sent, too.
  source_.monitor().ignore_content();
  source_.monitor().on_transfer = [this](const streams::Transfer&) { count_tile(); };
  source_.on_drive = [this](bool offers) { drive_settings(offers); };
}

void ScoreSender::send(DetectorGroup group) {
  const DetectorSettings& s = group.settings;
  if (!fits(s.limit, shape_.count_bits) || !fits(s.length, shape_.count_bits) ||
      !fits(s.query, shape_.key_bits) || !fits(s.rows, shape_.rows_bits))
    throw std::logic_error("scores: a setting is wider than its port");
  for (std::size_t tile = 0; tile < group.tiles.size(); ++tile)
    source_.send(streams::ScoreTile{group.tiles[tile], tile + 1 == group.tiles.size()});
  groups_.push_back(std::move(group));
}

void ScoreSender::forget() {
  groups_.clear();
  taken_ = 0;
}

void ScoreSender::count_tile() {
  if (++taken_ < groups_.front().tiles.size()) return;
  const DetectorGroup group = std::move(groups_.front());
  groups_.pop_front();
  taken_ = 0;
  if (on_group) on_group(group);
}

void ScoreSender::drive_settings(bool offers) {
  for (const std::size_t port : settings_) {
    for (std::uint32_t& word : bench_.value(port)) word = static_cast<std::uint32_t>(bench_.random().next());
  }
  if (!offers || inside_group()) return;
  const DetectorSettings& s = groups_.front().settings;
  const auto put = [&](Setting setting, std::size_t index, unsigned width, std::uint64_t value) {
    put_bits(bench_.value(settings_[setting]), index * width, width, value);
  };
  put(mode, 0, 2, static_cast<std::uint64_t>(s.mode));
  put(limit, 0, shape_.count_bits, s.limit);
  for (unsigned row = 0; row < shape_.tokens; ++row)
    put(threshold, row, shape_.score_bits, static_cast<std::uint64_t>(s.threshold[row]));
  put(shared_threshold, 0, shape_.sum_bits, static_cast<std::uint64_t>(s.shared_threshold));
  put(shared_sum, 0, 1, s.shared_sum ? 1 : 0);
  put(length, 0, shape_.count_bits, s.length);
  put(causal, 0, 1, s.causal ? 1 : 0);
  put(query, 0, shape_.key_bits, s.query);
  put(rows, 0, shape_.rows_bits, s.rows);
}

}  // namespace winnow::verif::detector
