// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/collector/coverage.hpp"

#include <bit>

namespace winnow::verif {

CollectorCoverage::CollectorCoverage(const config::CollectorParameters& parameters)
    : parameters_(parameters),
      tiles_((parameters.maximum_keys + parameters.keys_per_cycle - 1) / parameters.keys_per_cycle) {
  for (const char* point :
       {"first key", "last key", "transfer without a key", "row ended without a key", "row without a pick",
        "key twice in a row", "end without last", "end with a full group", "group without a pick",
        "group with every key by every row", "selection waits for a bank", "candidate waits",
        "candidates back to back", "selections back to back", "reset with a row open",
        "reset with a group closed", "reset with both banks full", "reset with a selection on offer"}) {
    declare(point);
  }
  for (unsigned rows = 1; rows <= parameters.tokens; ++rows) declare("group of " + std::to_string(rows));
  // A key beyond the last can be told when the port can carry it.
  if (!std::has_single_bit(parameters.maximum_keys) || parameters.maximum_keys == 1)
    declare("key beyond the last");
  if (tiles_ > 1) {
    for (const char* point :
         {"picks of one tile one after the other", "first tile left out", "last tile left out"})
      declare(point);
  }
  if (tiles_ > 2) declare("tile between others left out");
}

void CollectorCoverage::begin() {
  has_before_ = false;
  last_ = {};
}

void CollectorCoverage::cycle(const Cycle& cycle) {
  if (cycle.in_valid && !cycle.in_ready) hit("selection waits for a bank");
  if (cycle.out_valid && !cycle.out_ready) hit("candidate waits");
  if (cycle.out_valid && cycle.out_ready && last_.out_valid && last_.out_ready)
    hit("candidates back to back");
  if (cycle.in_valid && cycle.in_ready && last_.in_valid && last_.in_ready) hit("selections back to back");
  last_ = cycle;
}

void CollectorCoverage::reset(const Reset& reset) {
  if (reset.row_open) hit("reset with a row open");
  if (reset.groups >= 1) hit("reset with a group closed");
  if (reset.groups >= 2) hit("reset with both banks full");
  if (reset.offered) hit("reset with a selection on offer");
  begin();
}

void CollectorCoverage::selection(const streams::Selection& transfer, unsigned row, bool again) {
  if (!transfer.keep) {
    hit("transfer without a key");
    if (transfer.last) hit("row ended without a key");
  } else if (transfer.key >= parameters_.maximum_keys) {
    hit("key beyond the last");
  } else {
    if (transfer.key == 0) hit("first key");
    if (transfer.key + 1 == parameters_.maximum_keys) hit("last key");
    if (again) hit("key twice in a row");
    const bool same_tile =
        has_before_ && before_.keep &&
        transfer.key / parameters_.keys_per_cycle == before_.key / parameters_.keys_per_cycle;
    if (tiles_ > 1 && same_tile) hit("picks of one tile one after the other");
  }
  if (transfer.end && !transfer.last) hit("end without last");
  if (transfer.end && transfer.last && row + 1 == parameters_.tokens) hit("end with a full group");
  has_before_ = true;
  before_ = transfer;
}

void CollectorCoverage::group(const std::vector<std::set<std::uint64_t>>& rows) {
  std::set<std::uint64_t> tiles;
  bool every = rows.size() == parameters_.tokens;
  for (const std::set<std::uint64_t>& row : rows) {
    if (row.empty()) hit("row without a pick");
    every = every && row.size() == parameters_.maximum_keys;
    for (const std::uint64_t key : row) tiles.insert(key / parameters_.keys_per_cycle);
  }
  hit("group of " + std::to_string(rows.size()));
  if (every) hit("group with every key by every row");
  if (tiles.empty()) return hit("group without a pick");
  if (tiles_ > 1 && *tiles.begin() > 0) hit("first tile left out");
  if (tiles_ > 1 && *tiles.rbegin() + 1 < tiles_) hit("last tile left out");
  if (tiles_ > 2 && *tiles.rbegin() - *tiles.begin() + 1 > tiles.size()) hit("tile between others left out");
}

}  // namespace winnow::verif
