// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/filter/suite.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "verif/models/filter/model.hpp"
#include "verif/suites/detector/group_sets.hpp"
#include "verif/suites/detector/suite.hpp"
#include "verif/suites/filter/driver.hpp"
#include "verif/suites/filter/throughput.hpp"
#include "verif/suites/scheduler/group.hpp"
#include "verif/suites/scheduler/suite.hpp"
#include "verif/suites/suite_builder.hpp"

namespace winnow::verif {
namespace {

using filter::Driver;
using filter::Paces;
using streams::Pace;

constexpr Paces fast;
constexpr DetectorMode all_modes[] = {DetectorMode::threshold, DetectorMode::cap, DetectorMode::topk,
                                      DetectorMode::shared};

void expect(bool holds, const std::string& what) {
  if (!holds) throw std::runtime_error(what);
}

// Scores from which a threshold picks what a group of the scheduler's suite wants.
DetectorGroup scores_of(const DetectorShape& shape, const scheduler::Group& wanted) {
  const unsigned width = shape.keys_per_cycle;
  DetectorGroup group{open_settings(shape, DetectorMode::threshold), {}};
  std::fill(group.settings.threshold.begin(), group.settings.threshold.end(), 1);
  group.tiles.assign(shape.tiles, std::vector<std::int64_t>(std::size_t{shape.tokens} * width, -1));
  for (unsigned key = 0; key < wanted.size(); ++key)
    for (unsigned row = 0; row < shape.tokens; ++row)
      if (((wanted[key] >> row) & 1U) != 0) group.tiles[key / width][row * width + key % width] = 1;
  return group;
}

// The thesis' example (figure 7.16) from scores on.
void paper_example(Driver& driver, const config::SchedulerParameters& parameters) {
  DetectorGroup group = scores_of(driver.shape(), scheduler::example_group(parameters));
  group.settings.limit = 3;
  for (const DetectorMode mode : {DetectorMode::threshold, DetectorMode::topk}) {
    const std::size_t before = driver.check().rounds().size();
    group.settings.mode = mode;
    driver.send(group);
    driver.drain(fast);
    const std::vector<std::vector<std::uint64_t>> loads = {{2, 5}, {3, 6}, {1, 4, 5}};
    expect(driver.check().rounds().size() == before + loads.size(), "the example takes three rounds");
    for (std::size_t i = 0; i < loads.size(); ++i) {
      std::vector<std::uint64_t> keys = driver.check().rounds()[before + i].key;
      std::sort(keys.begin(), keys.end());
      keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
      expect(keys == loads[i], "round " + std::to_string(i) + " of the example loads other keys");
    }
  }
}

// Legal groups only: the settings of random_group at their ends, with at most M tiles.
DetectorGroup some_group(Driver& driver) {
  return random_group(driver.shape(), driver.random());
}

void every_mode(Driver& driver) {
  for (const DetectorMode mode : all_modes) {
    for (const ScoreKind kind : {ScoreKind::uniform, ScoreKind::all_equal, ScoreKind::negative}) {
      DetectorSettings settings = open_settings(driver.shape(), mode);
      settings.limit = driver.shape().maximum_keys / 2;
      driver.send(make_group(driver.shape(), driver.random(), settings, kind));
    }
  }
  driver.drain(fast);
}

void send_all(Driver& driver, std::vector<DetectorGroup> groups) {
  for (DetectorGroup& group : groups) driver.send(std::move(group));
  driver.drain(fast);
}

void few_buffers(Driver& driver, const config::SchedulerParameters& parameters) {
  for (const auto& groups : {scheduler::groups_of_one_buffer(parameters),
                             scheduler::groups_of_few_buffers(parameters, driver.random())})
    for (const scheduler::Group& group : groups) driver.send(scores_of(driver.shape(), group));
  driver.drain(fast);
}

void scores_of_every_value(Driver& driver) {
  send_all(driver, detector::every_score_value(driver.shape(), driver.random()));
  send_all(driver, detector::shared_thresholds(driver.shape(), driver.random()));
}

// A topk group that a reset cuts off, and again from the start: counters begin at zero, wherever the
// threshold lies.
void clusters_after_reset(Driver& driver) {
  for (unsigned i = 0; i < detector::clusters(driver.shape()); ++i) {
    const DetectorGroup group = detector::cluster(driver.shape(), driver.random());
    driver.send(group);
    driver.run(fast, driver.random().below(driver.shape().tiles + 8ULL));
    driver.start(1);
    driver.send(group);
    driver.drain(fast);
    driver.start(1);
  }
}

// Groups of a tile, and a reset of one cycle after every number of cycles that one can take.
void reset_in_every_cycle(Driver& driver) {
  for (const DetectorMode mode : all_modes) {
    DetectorSettings settings = open_settings(driver.shape(), mode);
    settings.length = 1;
    settings.limit = 1;
    for (unsigned wait = 1; wait < 50; ++wait) {
      driver.send(make_group(driver.shape(), driver.random(), settings, ScoreKind::uniform));
      driver.run(fast, wait);
      driver.start(1);
    }
  }
}

void everything_and_nothing(Driver& driver) {
  for (const unsigned limit : {driver.shape().maximum_keys, 0U, 1U, driver.shape().maximum_keys, 0U, 0U}) {
    for (const DetectorMode mode : {DetectorMode::topk, DetectorMode::cap}) {
      DetectorSettings settings = open_settings(driver.shape(), mode);
      settings.limit = limit;
      driver.send(make_group(driver.shape(), driver.random(), settings, ScoreKind::extremes));
    }
  }
  DetectorSettings settings = open_settings(driver.shape(), DetectorMode::threshold);
  for (const unsigned length : {0U, 1U, driver.shape().maximum_keys}) {
    settings.length = length;
    driver.send(make_group(driver.shape(), driver.random(), settings, ScoreKind::uniform));
  }
  driver.drain(fast);
}

// A causal sequence of an odd length: every group longer than the one before, and a short last one.
void causal_sequence(Driver& driver) {
  const unsigned tokens = driver.shape().tokens;
  const unsigned length = std::min(driver.shape().maximum_keys, 5 * tokens + 1);
  for (unsigned query = 0; query < length; query += tokens) {
    DetectorSettings settings = open_settings(driver.shape(), DetectorMode::topk);
    settings.causal = true;
    settings.query = query;
    settings.length = length;
    settings.rows = std::min(tokens, length - query);
    settings.limit = 1 + length / 4;
    driver.send(make_group(driver.shape(), driver.random(), settings, ScoreKind::uniform));
  }
  driver.drain(fast);
}

void stalls(Driver& driver) {
  for (const Pace scores : {Pace::always, Pace::random, Pace::bursty}) {
    for (const Pace rounds : {Pace::always, Pace::random, Pace::bursty, Pace::seldom}) {
      driver.send(some_group(driver));
      driver.send(some_group(driver));
      driver.drain({scores, rounds, rounds == Pace::always ? Pace::random : Pace::always});
    }
  }
  for (unsigned i = 0; i < 4; ++i) {
    driver.send(make_group(driver.shape(), driver.random(),
                           open_settings(driver.shape(), DetectorMode::threshold), ScoreKind::uniform));
  }
  driver.run({Pace::always, Pace::never, Pace::never}, 8ULL * driver.shape().tiles + 100);
  driver.drain(fast);
}

void reset_in_the_middle(Driver& driver) {
  for (unsigned i = 0; i < 10; ++i) {
    for (unsigned group = 0; group < 3; ++group) driver.send(some_group(driver));
    driver.run({Pace::always, i % 2 == 0 ? Pace::always : Pace::random, Pace::random},
               driver.random().below(4ULL * driver.shape().tiles + 60));
    driver.start(1 + i % 3);
  }
  driver.send(some_group(driver));
  driver.drain(fast);
}

void replay_falls_behind(Driver& driver) {
  for (unsigned i = 0; i < 4; ++i) driver.send(some_group(driver));
  driver.run({Pace::always, Pace::always, Pace::never}, 8ULL * driver.shape().tiles + 100);
  driver.drain({Pace::always, Pace::always, Pace::random});
}

void random_groups(Driver& driver, std::uint64_t cycles) {
  const Pace all[] = {Pace::always, Pace::random, Pace::seldom, Pace::bursty};
  const auto pace = [&] { return all[driver.random().below(4)]; };
  std::uint64_t used = 0;
  while (used < cycles) {
    for (std::uint64_t i = driver.random().below(5) + 1; i > 0; --i) driver.send(some_group(driver));
    used += driver.drain({pace(), pace(), pace()});
  }
}

}  // namespace

Suite filter_suite(const config::FilterParameters& parameters, std::shared_ptr<FilterCoverage> coverage) {
  SuiteBuilder<Driver, config::FilterParameters, FilterCoverage> builder(parameters, std::move(coverage));
  const auto& scheduler = parameters.scheduler.as<config::SchedulerParameters>();
  // Tests that take groups from the scheduler's suite.
  const auto add = [&](const char* name, const char* description,
                       void (*run)(Driver&, const config::SchedulerParameters&)) {
    builder.add(name, description,
                [run, scheduler](Driver& driver, std::uint64_t) { run(driver, scheduler); });
  };
  if (scheduler.tokens == 4 && scheduler.maximum_keys > 6)
    add("paper_example", "the example of figure 7.16, from scores to loads (2,5), (3,6), (1,4,5)",
        paper_example);
  builder.directed("every_mode", "every mode of the selector", every_mode);
  builder.directed("everything_and_nothing", "all keys, one key, no key, no keys to choose from",
                   everything_and_nothing);
  add("few_buffers", "keys in one, two and three buffers of the scheduler, put back and popped again",
      few_buffers);
  builder.directed("scores_of_every_value",
                   "topk at every score, shared thresholds that some rows just reach", scores_of_every_value);
  builder.directed("clusters_after_reset", "topk of neighbouring scores, counted from reset",
                   clusters_after_reset);
  builder.directed("reset_in_every_cycle", "a reset of one cycle in every cycle of a short group's way",
                   reset_in_every_cycle);
  builder.directed("causal_sequence", "a causal sequence with a short last group", causal_sequence);
  builder.directed("one_round_per_cycle", "cycles of a sequence are those of the page's closed form",
                   filter::one_round_per_cycle);
  builder.directed("stalls", "every pace of scores and rounds", stalls);
  builder.directed("reset_in_the_middle", "a reset drops everything", reset_in_the_middle);
  if (scheduler.replay_rounds > 0)
    builder.directed("replay_falls_behind", "the replay store fills up", replay_falls_behind);
  builder.add(
      "random_groups", "random groups at random paces",
      [](Driver& driver, std::uint64_t cycles) { random_groups(driver, cycles == 0 ? 5000 : cycles); }, true);
  return builder.take();
}

std::unique_ptr<Model> make_filter_model(const config::FilterParameters& parameters) {
  return std::make_unique<FilterModel>(parameters);
}

config::FilterParameters random_filter_parameters(Random& random, unsigned tokens, unsigned largest_keys) {
  config::SchedulerParameters scheduler = random_scheduler_parameters(random, tokens, largest_keys);
  config::DetectorParameters selector = random_detector_parameters(random, largest_keys);
  selector.tokens = scheduler.tokens;
  selector.maximum_keys = scheduler.maximum_keys;
  scheduler.keys_per_cycle = std::min(scheduler.keys_per_cycle, 32U);
  selector.keys_per_cycle = scheduler.keys_per_cycle;
  return {.selector = {"detector", selector}, .scheduler = {"scheduler", scheduler}};
}

}  // namespace winnow::verif
