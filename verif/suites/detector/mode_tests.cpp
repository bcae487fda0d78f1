// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "verif/suites/detector/group_sets.hpp"
#include "verif/suites/detector/tests.hpp"

namespace winnow::verif::detector {
namespace {

const char* const mode_names[] = {"threshold", "cap", "topk", "shared"};

// Settings of `mode` under which no score is selected, but an impossible one.
DetectorSettings closed_settings(const DetectorShape& shape, DetectorMode mode) {
  DetectorSettings settings = open_settings(shape, mode);
  settings.threshold.assign(shape.tokens, highest_score(shape));
  settings.shared_threshold = highest_score(shape);
  return settings;
}

void send(DetectorDriver& driver, const DetectorSettings& settings, ScoreKind kind) {
  driver.send(make_group(driver.shape(), driver.random(), settings, kind));
}

// Every key, no key, and the ends of the range of scores and thresholds.
void all_and_nothing(DetectorDriver& driver, DetectorMode mode) {
  const DetectorShape& shape = driver.shape();
  DetectorSettings open = open_settings(shape, mode);
  open.limit = shape.maximum_keys;
  for (const ScoreKind kind :
       {ScoreKind::uniform, ScoreKind::lowest, ScoreKind::highest, ScoreKind::all_equal})
    send(driver, open, kind);
  for (const bool sum : {false, true}) {
    DetectorSettings closed = closed_settings(shape, mode);
    closed.shared_sum = sum;
    for (const ScoreKind kind : {ScoreKind::lowest, ScoreKind::negative, ScoreKind::highest})
      send(driver, closed, kind);
  }
  driver.drain();
}

// A tile in the middle of the scores: some pass, whatever the kind.
void some(DetectorDriver& driver, DetectorMode mode) {
  const DetectorShape& shape = driver.shape();
  for (unsigned kind = 0; kind < score_kinds; ++kind) {
    DetectorSettings settings = open_settings(shape, mode);
    settings.threshold.assign(shape.tokens, 0);
    settings.shared_threshold = 0;
    settings.limit = (shape.maximum_keys + 1) / 2;
    settings.shared_sum = kind % 2 == 1;
    send(driver, settings, static_cast<ScoreKind>(kind));
  }
  driver.drain();
}

// Scores that are picked in the first and not in the last tile, and the other way round.
void edges(DetectorDriver& driver, DetectorMode mode) {
  const DetectorShape& shape = driver.shape();
  for (unsigned place = 0; place < 3; ++place) {
    DetectorSettings settings = closed_settings(shape, mode);
    settings.limit = 1;
    DetectorGroup group = make_group(shape, driver.random(), settings, ScoreKind::lowest);
    const std::size_t tiles = group.tiles.size();
    std::vector<std::int64_t>& tile = group.tiles[place == 0 ? 0 : place == 1 ? tiles - 1 : tiles / 2];
    for (unsigned row = 0; row < shape.tokens; ++row) tile[row * shape.keys_per_cycle] = highest_score(shape);
    driver.send(std::move(group));
  }
  driver.drain();
}

void lengths(DetectorDriver& driver, DetectorMode mode) {
  const DetectorShape& shape = driver.shape();
  const unsigned largest = largest_count(shape);
  std::vector<unsigned> list = {0,      1, shape.keys_per_cycle, shape.keys_per_cycle + 1, shape.maximum_keys,
                                largest};
  if (shape.maximum_keys > 1) list.push_back(shape.maximum_keys - 1);
  if (shape.keys_per_cycle > 1) list.push_back(shape.keys_per_cycle - 1);
  for (const unsigned length : list) {
    DetectorSettings settings = open_settings(shape, mode);
    settings.length = std::min(length, largest);
    settings.limit = 1 + length / 2;
    send(driver, settings, ScoreKind::uniform);
    // More tiles than there are keys: nothing is picked from them.
    driver.send(make_group(shape, driver.random(), settings, ScoreKind::highest, shape.tiles));
  }
  driver.drain();
}

void causal(DetectorDriver& driver, DetectorMode mode) {
  const DetectorShape& shape = driver.shape();
  const unsigned largest = (1U << shape.key_bits) - 1U;
  for (const unsigned query :
       {0U, 1U, shape.keys_per_cycle, shape.maximum_keys / 2, shape.maximum_keys - 1, largest}) {
    DetectorSettings settings = open_settings(shape, mode);
    settings.causal = true;
    settings.query = std::min(query, largest);
    settings.limit = shape.maximum_keys;
    settings.shared_sum = query % 2 == 1;
    send(driver, settings, ScoreKind::uniform);
    settings.limit = 2;
    send(driver, settings, ScoreKind::rising);
  }
  driver.drain();
}

void rows(DetectorDriver& driver, DetectorMode mode) {
  const DetectorShape& shape = driver.shape();
  for (unsigned count = 0; count < (1U << shape.rows_bits); ++count) {
    DetectorSettings settings = open_settings(shape, mode);
    settings.rows = count;
    settings.limit = 2;
    settings.shared_sum = count % 2 == 1;
    settings.shared_threshold = 0;
    send(driver, settings, ScoreKind::uniform);
  }
  driver.drain();
}

void limits(DetectorDriver& driver, DetectorMode mode) {
  const DetectorShape& shape = driver.shape();
  const unsigned largest = largest_count(shape);
  for (const unsigned limit : {0U, 1U, 2U, shape.keys_per_cycle, shape.maximum_keys / 2,
                               shape.maximum_keys - 1, shape.maximum_keys, largest}) {
    DetectorSettings settings = open_settings(shape, mode);
    settings.limit = limit;
    for (const ScoreKind kind :
         {ScoreKind::uniform, ScoreKind::all_equal, ScoreKind::few_values, ScoreKind::extremes,
          ScoreKind::rising, ScoreKind::lowest, ScoreKind::highest})
      send(driver, settings, kind);
  }
  driver.drain();
}

// A different threshold for each row; the sum of shared at its ends.
void thresholds(DetectorDriver& driver, DetectorMode mode) {
  const DetectorShape& shape = driver.shape();
  for (unsigned shift = 0; shift < 4; ++shift) {
    DetectorSettings settings = open_settings(shape, mode);
    settings.limit = 3;
    for (unsigned row = 0; row < shape.tokens; ++row)
      settings.threshold[row] = shift == 0 ? highest_score(shape) : static_cast<int>(row + shift) % 3 - 1;
    const std::int64_t largest = std::int64_t{shape.tokens} * highest_score(shape);
    const std::int64_t list[] = {largest, -largest, 1, 0};
    settings.shared_threshold = list[shift];
    settings.shared_sum = true;
    for (const ScoreKind kind :
         {ScoreKind::few_values, ScoreKind::uniform, ScoreKind::highest, ScoreKind::lowest})
      send(driver, settings, kind);
  }
  driver.drain();
}

void send_all(DetectorDriver& driver, std::vector<DetectorGroup> groups) {
  for (DetectorGroup& group : groups) driver.send(std::move(group));
  driver.drain();
}

}  // namespace

void add_mode_tests(SuiteBuilder& builder) {
  struct Case {
    const char* name;
    const char* description;
    void (*run)(DetectorDriver&, DetectorMode);
  };
  const Case cases[] = {
      {"all_and_nothing", "every key and no key, scores at the ends of their range", all_and_nothing},
      {"some", "some keys, every kind of scores", some},
      {"edges", "a single key in the first, last and middle tile", edges},
      {"lengths", "0, 1, whole tiles and parts, the largest, more; tiles without keys", lengths},
      {"causal", "the first key hidden, none, and inside tiles", causal},
      {"rows", "every number of rows, more than there are too", rows},
      {"limits", "0, 1, all, more than all; equal scores", limits},
      {"thresholds", "one per row; sums at the ends of their range", thresholds},
  };
  for (const DetectorMode mode : all_modes) {
    const std::string name = mode_names[static_cast<std::size_t>(mode)];
    for (const Case& c : cases) {
      builder.add(name + "_" + c.name, name + ": " + c.description,
                  [run = c.run, mode](DetectorDriver& driver, std::uint64_t) { run(driver, mode); });
    }
  }
  builder.add("topk_every_score_value", "topk: whole tiles of every score in turn",
              [](DetectorDriver& driver, std::uint64_t) {
                send_all(driver, every_score_value(driver.shape(), driver.random()));
              });
  builder.add("shared_thresholds_of_some_rows",
              "shared: a threshold that the rows that see a key just reach or miss",
              [](DetectorDriver& driver, std::uint64_t) {
                send_all(driver, shared_thresholds(driver.shape(), driver.random()));
              });
}

}  // namespace winnow::verif::detector
