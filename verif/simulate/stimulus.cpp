// SPDX-License-Identifier: Apache-2.0
#include "verif/simulate/stimulus.hpp"

#include <algorithm>

#include "verif/models/detector/selection.hpp"

namespace winnow::verif::simulate {
namespace {

std::vector<Setting> detector_settings(const Plan& plan, const GroupPlan& group, const CoreShape& core) {
  const DetectorMode mode = plan.mode == SelectionMode::topk ? DetectorMode::topk : DetectorMode::threshold;
  std::vector<std::int64_t> thresholds = group.thresholds;
  thresholds.resize(core.streams.tokens);
  // Later queries see all keys anyhow, and the port has no more bits than a key's number.
  const auto query = std::min<std::size_t>(group.first_query, core.streams.maximum_keys - 1U);
  return {{"mode_i", {static_cast<std::int64_t>(mode)}},
          {"limit_i", {static_cast<std::int64_t>(plan.limit)}},
          {"threshold_i", std::move(thresholds)},
          {"length_i", {static_cast<std::int64_t>(plan.keys)}},
          {"causal_i", {plan.mask == sim::Mask::causal ? 1 : 0}},
          {"query_i", {static_cast<std::int64_t>(query)}},
          {"rows_i", {group.rows}}};
}

streams::ScoreTile score_tile(const Plan& plan, const GroupPlan& group, const CoreShape& core,
                              std::size_t base) {
  const unsigned keys = core.streams.keys_per_cycle;
  streams::ScoreTile tile;
  tile.score.resize(std::size_t{core.streams.tokens} * keys);
  for (unsigned row = 0; row < group.rows; ++row) {
    for (unsigned i = 0; i < keys && base + i < plan.keys; ++i)
      tile.score[std::size_t{row} * keys + i] = plan.codes.at(group.first_query + row, base + i);
  }
  tile.last = base + keys >= plan.keys;
  return tile;
}

streams::Candidate candidate(const Plan& plan, const GroupPlan& group, unsigned keys, std::size_t base) {
  streams::Candidate tile;
  tile.base = base;
  tile.mask.assign(keys, 0);
  for (unsigned i = 0; i < keys && base + i < plan.keys; ++i) tile.mask[i] = group.masks[base + i];
  tile.last = base + keys >= plan.keys;
  return tile;
}

}  // namespace

InputStream input_stream(const CoreShape& core) {
  if (core.takes_scores) return {"scores", streams::Kind::scores};
  return {"candidates", streams::Kind::candidates};
}

std::vector<Stimulus> stimulus_of(const Plan& plan, const GroupPlan& group, const CoreShape& core) {
  std::vector<Stimulus> transfers;
  const unsigned keys = core.streams.keys_per_cycle;
  for (std::size_t base = 0; base < plan.keys; base += keys) {
    if (core.takes_scores) {
      transfers.push_back({streams::pack(score_tile(plan, group, core, base), core.streams), {}});
      continue;
    }
    const streams::Candidate tile = candidate(plan, group, keys, base);
    const bool wanted = std::any_of(tile.mask.begin(), tile.mask.end(), [](auto mask) { return mask != 0; });
    if (wanted || tile.last) transfers.push_back({streams::pack(tile, core.streams), {}});
  }
  if (core.takes_scores) transfers.front().settings = detector_settings(plan, group, core);
  return transfers;
}

}  // namespace winnow::verif::simulate
