// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "verif/suites/detector/group_sets.hpp"
#include "verif/suites/detector/tests.hpp"

namespace winnow::verif::detector {
namespace {

using streams::Pace;

constexpr std::uint64_t default_cycles = 6000;

DetectorSettings middle_settings(const DetectorShape& shape, DetectorMode mode) {
  DetectorSettings settings = open_settings(shape, mode);
  settings.threshold.assign(shape.tokens, 0);
  settings.shared_threshold = 0;
  settings.limit = shape.maximum_keys / 4 + 1;
  return settings;
}

void send(DetectorDriver& driver, DetectorMode mode) {
  driver.send(
      make_group(driver.shape(), driver.random(), middle_settings(driver.shape(), mode), ScoreKind::uniform));
}

// Full-size groups of one mode, one after the other: the rates that the contract promises.
void sustained(DetectorDriver& driver) {
  for (const DetectorMode mode : all_modes) {
    for (unsigned i = 0; i < 6; ++i) send(driver, mode);
    driver.drain();
  }
}

void every_mode_after_every_mode(DetectorDriver& driver) {
  for (const Pace pace : {Pace::always, Pace::random}) {
    driver.output(pace);
    for (const DetectorMode first : all_modes) {
      for (const DetectorMode second : all_modes) {
        send(driver, first);
        send(driver, second);
      }
    }
    driver.drain();
  }
}

// Short groups between long ones: every stage of topk waits for every other at some time.
void uneven_groups(DetectorDriver& driver) {
  const DetectorShape& shape = driver.shape();
  for (const Pace pace : {Pace::always, Pace::bursty}) {
    driver.output(pace);
    for (unsigned i = 0; i < 24; ++i) {
      DetectorSettings settings = middle_settings(shape, i % 7 == 6 ? DetectorMode::cap : DetectorMode::topk);
      const unsigned parts[] = {1, 4, 1, 2, 16, 1, 1};
      settings.length = std::max(shape.maximum_keys / parts[i % 7], 1U);
      driver.send(make_group(shape, driver.random(), settings, ScoreKind::uniform));
    }
    driver.drain();
  }
}

// The receiver stops for long, with every kind of group under way, and then takes again.
void stopped_output(DetectorDriver& driver) {
  const DetectorShape& shape = driver.shape();
  for (const DetectorMode mode : all_modes) {
    for (unsigned i = 0; i < 6; ++i) send(driver, mode);
    driver.output(Pace::never);
    driver.cycle(3 * shape.tiles + 60);
    driver.output(Pace::always);
    driver.drain();
    for (unsigned i = 0; i < 5; ++i) send(driver, mode);
    driver.output(Pace::seldom);
    driver.drain();
    driver.output(Pace::always);
  }
}

void slow_input(DetectorDriver& driver) {
  for (const Pace pace : {Pace::random, Pace::bursty, Pace::seldom}) {
    driver.input(pace);
    for (const DetectorMode mode : all_modes) {
      send(driver, mode);
      send(driver, mode);
    }
    driver.drain();
  }
}

// A group that ends early, and one that goes on after the last tile.
void wrong_number_of_tiles(DetectorDriver& driver) {
  const DetectorShape& shape = driver.shape();
  for (const DetectorMode mode : all_modes) {
    for (const unsigned tiles : {1U, shape.tiles + 1, shape.tiles + 3, std::max(shape.tiles / 2, 1U)}) {
      DetectorSettings settings = open_settings(shape, mode);
      settings.limit = shape.maximum_keys;
      driver.send(make_group(shape, driver.random(), settings, ScoreKind::uniform, tiles));
      send(driver, mode);
    }
  }
  driver.drain();
}

// A topk group right after reset, again and again: counters begin at zero, wherever the threshold lies.
void clusters_after_reset(DetectorDriver& driver) {
  for (unsigned i = 0; i < clusters(driver.shape()); ++i) {
    driver.send(cluster(driver.shape(), driver.random()));
    driver.drain();
    driver.reset(1);
  }
}

// Reset at every stage of a group's life, and then a group to see that nothing is left.
void reset_anywhere(DetectorDriver& driver) {
  const DetectorShape& shape = driver.shape();
  for (const DetectorMode mode : all_modes) {
    for (unsigned wait = 1; wait < 4 * shape.tiles + 60; wait += wait < 40 ? 1 : shape.tiles / 4 + 3) {
      send(driver, DetectorMode::topk);
      send(driver, mode);
      send(driver, DetectorMode::topk);
      driver.output(wait % 2 == 0 ? Pace::never : Pace::always);
      driver.cycle(wait);
      driver.reset(1 + wait % 2);
      driver.output(Pace::always);
      send(driver, mode);
      send(driver, DetectorMode::topk);
      if (wait % 4 == 0) driver.drain();
    }
  }
  // With candidates in the register slice for certain.
  send(driver, DetectorMode::threshold);
  driver.output(Pace::never);
  driver.cycle(20);
  driver.reset(1);
  driver.output(Pace::always);
  send(driver, DetectorMode::topk);
  driver.drain();
}

void random_groups(DetectorDriver& driver, std::uint64_t cycles) {
  if (cycles == 0) cycles = default_cycles;
  Random& random = driver.random();
  std::uint64_t phase = 0;
  bool topk_only = false;
  for (std::uint64_t i = 0; i < cycles; ++i) {
    if (phase == 0) {
      phase = 20 + random.below(200);
      driver.input(random.one_in(2) ? Pace::always
                                    : streams::all_paces[random.below(streams::all_paces.size())]);
      driver.output(random.one_in(2) ? Pace::always
                                     : streams::all_paces[random.below(streams::all_paces.size())]);
      topk_only = random.one_in(3);
      if (random.one_in(12)) driver.reset(1 + static_cast<unsigned>(random.below(3)));
    }
    --phase;
    if (driver.queued() < 2) {
      DetectorGroup group = random_group(driver.shape(), random);
      if (topk_only) group.settings.mode = DetectorMode::topk;
      driver.send(std::move(group));
    }
    driver.cycle();
  }
  driver.input(Pace::always);
  driver.output(Pace::always);
  driver.drain();
}

}  // namespace

void add_flow_tests(SuiteBuilder& builder) {
  const auto add = [&](const char* name, const char* description, void (*run)(DetectorDriver&)) {
    builder.add(name, description, [run](DetectorDriver& driver, std::uint64_t) { run(driver); });
  };
  add("sustained", "full-size groups without a pause", sustained);
  add("every_mode_after_every_mode", "all pairs of modes", every_mode_after_every_mode);
  add("uneven_groups", "short groups between long ones", uneven_groups);
  add("stopped_output", "the receiver stops for long, or takes rarely", stopped_output);
  add("slow_input", "scores come at half rate, in bursts and rarely", slow_input);
  add("wrong_number_of_tiles", "groups that end early or go on too long", wrong_number_of_tiles);
  add("clusters_after_reset", "topk of neighbouring scores, counted from reset", clusters_after_reset);
  add("reset_anywhere", "reset at every stage of a group's life", reset_anywhere);
  builder.add("random", "random settings, scores, paces and resets", random_groups, true);
}

}  // namespace winnow::verif::detector
