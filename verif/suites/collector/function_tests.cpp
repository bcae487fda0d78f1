// SPDX-License-Identifier: Apache-2.0
// What becomes of the picks: docs/cores/collector.md, "Function".
#include <algorithm>
#include <numeric>

#include "verif/suites/collector/tests.hpp"

namespace winnow::verif::collector {
namespace {

using streams::Selection;

std::vector<std::uint64_t> all_keys(const config::CollectorParameters& p) {
  std::vector<std::uint64_t> keys(p.maximum_keys);
  std::iota(keys.begin(), keys.end(), 0U);
  return keys;
}

void send_group(CollectorDriver& driver, const std::vector<std::uint64_t>& keys) {
  for (unsigned row = 0; row < driver.parameters().tokens; ++row) driver.send({keys});
}

// Only one row of the group has keys; it is each in turn.
void send_in_turn(CollectorDriver& driver, const std::vector<std::uint64_t>& keys) {
  const unsigned tokens = driver.parameters().tokens;
  for (unsigned chosen = 0; chosen < tokens; ++chosen) {
    for (unsigned row = 0; row < tokens; ++row)
      driver.send({row == chosen ? keys : std::vector<std::uint64_t>()});
  }
}

void empty_groups(CollectorDriver& driver, std::uint64_t) {
  for (unsigned i = 0; i < 3; ++i) send_group(driver, {});
  driver.send({}, true);
  for (unsigned row = 0; row < driver.parameters().tokens; ++row) driver.send({{}, 3, true});
  send_group(driver, {0});
  send_group(driver, {});
  driver.drain();
}

void every_key_by_every_row(CollectorDriver& driver, std::uint64_t) {
  std::vector<std::uint64_t> keys = all_keys(driver.parameters());
  send_group(driver, keys);
  std::reverse(keys.begin(), keys.end());
  send_group(driver, keys);
  send_group(driver, {});  // nothing is left of what the first bank held
  driver.drain();
}

void lone_keys(CollectorDriver& driver, std::uint64_t) {
  const config::CollectorParameters& p = driver.parameters();
  send_in_turn(driver, {0});
  send_in_turn(driver, {p.maximum_keys - 1});
  for (std::uint64_t key = 0; key < p.maximum_keys; key += 1 + p.maximum_keys / 64) send_group(driver, {key});
  driver.drain();
}

void ends_of_the_keys(CollectorDriver& driver, std::uint64_t) {
  const std::uint64_t last = driver.parameters().maximum_keys - 1;
  send_in_turn(driver, last == 0 ? std::vector<std::uint64_t>{0} : std::vector<std::uint64_t>{last, 0});
  send_in_turn(driver, last == 0 ? std::vector<std::uint64_t>{0} : std::vector<std::uint64_t>{0, last});
  driver.drain();
}

// The same keys in both banks by unlike rows: neither bank may see the other's.
void banks_apart(CollectorDriver& driver, std::uint64_t) {
  const config::CollectorParameters& p = driver.parameters();
  for (unsigned group = 0; group < 6; ++group) {
    for (unsigned row = 0; row < p.tokens; ++row) {
      std::vector<std::uint64_t> keys;
      for (std::uint64_t key = 0; key < std::min(p.maximum_keys, 100U); ++key) {
        if ((key + row + group) % 3 == 0) keys.push_back(key);
      }
      driver.send({keys});
    }
  }
  driver.drain();
}

// All keys of a tile, one after the other: each is added to a word that has only just been written.
void picks_of_one_tile(CollectorDriver& driver, std::uint64_t) {
  const config::CollectorParameters& p = driver.parameters();
  const std::vector<std::uint64_t> keys = all_keys(p);
  const std::uint64_t tiles = (p.maximum_keys - 1) / p.keys_per_cycle + 1;
  for (const std::uint64_t tile : {tiles - 1, std::uint64_t{0}}) {
    const auto first = keys.begin() + static_cast<std::ptrdiff_t>(tile * p.keys_per_cycle);
    const auto count = std::min<std::ptrdiff_t>(p.keys_per_cycle, keys.end() - first);
    send_group(driver, {first, first + count});
  }
  driver.drain();
}

// Keys that alternate between two tiles, and come back.
void picks_of_two_tiles(CollectorDriver& driver, std::uint64_t) {
  const config::CollectorParameters& p = driver.parameters();
  std::vector<std::uint64_t> keys;
  for (std::uint64_t lane = 0; lane < p.keys_per_cycle; ++lane) {
    for (const std::uint64_t key : {lane, lane + p.keys_per_cycle}) {
      if (key < p.maximum_keys) keys.push_back(key);
    }
  }
  for (unsigned i = 0; i < 4; ++i) send_group(driver, keys);
  driver.drain();
}

void short_groups(CollectorDriver& driver, std::uint64_t) {
  const unsigned tokens = driver.parameters().tokens;
  for (unsigned rows = 1; rows <= tokens; ++rows) {
    for (unsigned row = 1; row <= rows; ++row) {
      driver.send(random_row(driver.random(), driver.parameters(), 4), row == rows);
    }
    // The next sequence begins with row 0.
    send_group(driver, {0});
  }
  driver.drain();
}

void forbidden_transfers(CollectorDriver& driver, std::uint64_t) {
  const config::CollectorParameters& p = driver.parameters();
  const std::uint64_t last = p.maximum_keys - 1;
  for (unsigned group = 0; group < 2; ++group) {
    for (unsigned row = 0; row < p.tokens; ++row) {
      driver.send_raw({0, true, false, true});  // end without last: the sequence goes on
      driver.send_raw({0, true, false, false});
      driver.send_raw({last, false, false, false});  // a key without keep
      for (std::uint64_t key = p.maximum_keys; key < 2 * p.maximum_keys && key < p.maximum_keys + 40; ++key)
        driver.send_raw({key, true, false, false});
      driver.send_raw({p.maximum_keys, true, true, false});
    }
  }
  driver.drain();
}

// The example of docs/streams.md, as far as the sizes go.
void example_of_the_page(CollectorDriver& driver, std::uint64_t) {
  const config::CollectorParameters& p = driver.parameters();
  const auto key = [&](std::uint64_t wanted) { return wanted % p.maximum_keys; };
  std::vector<std::uint64_t> first = {key(5)};
  if (key(2) != key(5)) first.push_back(key(2));
  driver.send({first});
  for (unsigned row = 1; row < p.tokens; ++row) driver.send({});
  driver.send({{key(7)}}, true);
  driver.drain();
}

}  // namespace

void add_function_tests(SuiteBuilder& builder) {
  builder.add("reset_state", "after reset the stream of selections is ready and nothing is offered",
              [](CollectorDriver& driver, std::uint64_t) { driver.cycle(10); });
  builder.add("example_of_the_page", "the worked example of the streams' page", example_of_the_page);
  builder.add("empty_groups", "groups without a pick, full and short", empty_groups);
  builder.add("every_key_by_every_row", "all keys, upwards and downwards", every_key_by_every_row);
  builder.add("lone_keys", "one key per group, in every part of the keys, by each row", lone_keys);
  builder.add("ends_of_the_keys", "first and last key, nothing between", ends_of_the_keys);
  builder.add("banks_apart", "unlike picks of the same keys in consecutive groups", banks_apart);
  builder.add("picks_of_one_tile", "one tile's keys one after the other", picks_of_one_tile);
  builder.add("picks_of_two_tiles", "keys that alternate between two tiles", picks_of_two_tiles);
  builder.add("short_groups", "sequences that end in each row of a group", short_groups);
  builder.add("forbidden_transfers", "keys twice and beyond the last, end without last", forbidden_transfers);
}

}  // namespace winnow::verif::collector
