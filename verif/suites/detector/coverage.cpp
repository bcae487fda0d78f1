// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/detector/coverage.hpp"

#include <algorithm>

#include "verif/suites/detector/expected.hpp"

namespace winnow::verif {
namespace {

const char* const mode_names[] = {"threshold", "cap", "topk", "shared"};

std::string name_of(const DetectorSettings& settings) {
  return mode_names[static_cast<std::size_t>(settings.mode)];
}

}  // namespace

DetectorCoverage::DetectorCoverage(const DetectorShape& shape) : shape_(shape) {
  for (const std::string mode : mode_names) {
    for (const std::string next : mode_names) declare(mode + " then " + next);
    declare(mode + " row without a key");
    declare(mode + " every key");
    if (shape_.maximum_keys > 1) declare(mode + " some keys");
    if (shape_.tiles > 1) declare(mode + " tile left out");
    if (shape_.tiles > 1) declare(mode + " empty last tile");
    declare(mode + " causal");
  }
  for (const char* const mode : {"cap", "topk"}) {
    declare(std::string(mode) + " limit 0");
    declare(std::string(mode) + " limit at or above the keys");
    if (shape_.maximum_keys > 1) declare(std::string(mode) + " limit cuts");
  }
  if (shape_.maximum_keys > 1) declare("topk limit cuts among equal scores");
  declare("shared best");
  declare("shared sum");
  declare_settings();
  for (const char* const point :
       {"scores wait", "scores not offered", "candidates wait", "candidates wait and scores wait",
        "transfer in and out at once", "reset while a group arrives", "reset with topk under way",
        "reset with candidates waiting"}) {
    if (shape_.tiles > 1 || std::string(point) != "reset while a group arrives") declare(point);
  }
}

void DetectorCoverage::declare_settings() {
  declare("length 0");
  declare("length maximum_keys");
  if ((1U << shape_.count_bits) - 1U > shape_.maximum_keys) declare("length beyond maximum_keys");
  if (shape_.keys_per_cycle > 1 && shape_.maximum_keys > 1) declare("length inside a tile");
  declare("rows 0");
  declare("rows tokens");
  if (shape_.tokens > 1) declare("rows fewer than tokens");
  if ((1U << shape_.rows_bits) - 1U > shape_.tokens) declare("rows beyond tokens");
  if (shape_.tiles > 1) declare("fewer tiles than length");
  declare("more tiles than maximum_keys");
}

void DetectorCoverage::settings(const DetectorSettings& driven, std::size_t tiles) {
  const DetectorSettings used = effective(shape_, driven);
  if (driven.length == 0) hit("length 0");
  if (driven.length == shape_.maximum_keys) hit("length maximum_keys");
  if (driven.length > shape_.maximum_keys) hit("length beyond maximum_keys");
  if (shape_.keys_per_cycle > 1 && used.length % shape_.keys_per_cycle != 0 && shape_.maximum_keys > 1)
    hit("length inside a tile");
  if (driven.rows == 0) hit("rows 0");
  if (driven.rows == shape_.tokens) hit("rows tokens");
  if (driven.rows > 0 && driven.rows < shape_.tokens) hit("rows fewer than tokens");
  if (driven.rows > shape_.tokens) hit("rows beyond tokens");
  if (tiles * shape_.keys_per_cycle < used.length) hit("fewer tiles than length");
  if (tiles > shape_.tiles) hit("more tiles than maximum_keys");
  if (driven.mode == DetectorMode::shared) hit(driven.shared_sum ? "shared sum" : "shared best");
  const bool limited = driven.mode == DetectorMode::cap || driven.mode == DetectorMode::topk;
  if (limited && driven.limit == 0) hit(name_of(driven) + " limit 0");
  if (limited && used.length > 0 && driven.limit >= used.length)
    hit(name_of(driven) + " limit at or above the keys");
}

void DetectorCoverage::selection(const DetectorGroup& group) {
  const DetectorSettings used = effective(shape_, group.settings);
  const std::vector<std::uint32_t> masks = detector::expected_masks(shape_, group);
  const auto score = [&](unsigned row, unsigned key) {
    return group
        .tiles[key / shape_.keys_per_cycle][row * shape_.keys_per_cycle + key % shape_.keys_per_cycle];
  };
  for (std::size_t tile = 0; tile * shape_.keys_per_cycle < masks.size(); ++tile) {
    const auto first = masks.begin() + static_cast<std::ptrdiff_t>(tile * shape_.keys_per_cycle);
    const bool empty = std::all_of(first, first + shape_.keys_per_cycle, [](auto mask) { return mask == 0; });
    if (!empty || shape_.tiles == 1) continue;
    hit(name_of(used) + (tile + 1 == group.tiles.size() ? " empty last tile" : " tile left out"));
  }
  for (unsigned row = 0; row < std::min(used.rows, shape_.tokens); ++row) {
    std::size_t allowed = 0, selected = 0;
    bool cut = false, tied = false;
    for (unsigned key = 0; key < masks.size(); ++key) {
      if (!used.allowed(row, key)) continue;
      ++allowed;
      if (((masks[key] >> row) & 1U) != 0) {
        ++selected;
        continue;
      }
      if (used.mode == DetectorMode::cap && score(row, key) >= used.threshold[row]) cut = true;
      if (used.mode != DetectorMode::topk) continue;
      cut = true;
      for (unsigned other = 0; other < masks.size(); ++other) {
        if (((masks[other] >> row) & 1U) != 0 && score(row, other) == score(row, key)) tied = true;
      }
    }
    if (allowed == 0) continue;
    if (selected == 0) hit(name_of(used) + " row without a key");
    if (selected == allowed) hit(name_of(used) + " every key");
    if (selected != 0 && selected != allowed) hit(name_of(used) + " some keys");
    if (used.causal) hit(name_of(used) + " causal");
    if (cut && selected != 0) hit(name_of(used) + " limit cuts");
    if (tied) hit("topk limit cuts among equal scores");
  }
}

void DetectorCoverage::group(const DetectorGroup& group, const DetectorGroup* before) {
  if (before != nullptr) hit(name_of(before->settings) + " then " + name_of(group.settings));
  settings(group.settings, group.tiles.size());
  selection(group);
}

void DetectorCoverage::cycle(bool offered, bool accepted, bool given, bool taken) {
  if (offered && !accepted) hit("scores wait");
  if (!offered) hit("scores not offered");
  if (given && !taken) hit("candidates wait");
  if (given && !taken && offered && !accepted) hit("candidates wait and scores wait");
  if (offered && accepted && given && taken) hit("transfer in and out at once");
}

void DetectorCoverage::reset(bool collecting, bool topk_under_way, bool output_held) {
  if (collecting && declared("reset while a group arrives")) hit("reset while a group arrives");
  if (topk_under_way) hit("reset with topk under way");
  if (output_held) hit("reset with candidates waiting");
}

}  // namespace winnow::verif
