// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/scheduler/suite.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "verif/models/scheduler/model.hpp"
#include "verif/suites/scheduler/driver.hpp"
#include "verif/suites/suite_builder.hpp"

namespace winnow::verif {
namespace {

using namespace scheduler;
using streams::Pace;

constexpr Paces fast;

// The makers of group.hpp for a driver's parameters and random source.
Group no_key(const Driver& driver) {
  return empty_group(driver.parameters());
}
Group some(Driver& driver, unsigned share) {
  return random_group(driver.parameters(), driver.random(), share);
}
Group alike(Driver& driver, unsigned share) {
  return alike_group(driver.parameters(), driver.random(), share);
}
Group repeated(const Driver& driver, const std::vector<unsigned>& masks) {
  return repeated_group(driver.parameters(), masks);
}
unsigned all_rows(const Driver& driver) {
  return every_row(driver.parameters());
}

void expect(bool holds, const std::string& what) {
  if (!holds) throw std::runtime_error(what);
}

// The thesis' example, in the order of figure 7.16.
void paper_example(Driver& driver) {
  driver.queue(example_group(driver.parameters()));
  driver.drain(fast);
  const std::vector<std::vector<std::uint64_t>> loads = {{2, 5}, {3, 6}, {1, 4, 5}};
  expect(driver.rounds().size() == loads.size(), "the example takes three rounds");
  for (std::size_t i = 0; i < loads.size(); ++i) {
    std::vector<std::uint64_t> keys = driver.rounds()[i].key;
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    expect(keys == loads[i], "round " + std::to_string(i) + " of the example loads other keys");
  }
}

void empty_groups(Driver& driver) {
  for (const unsigned leave_out : {16U, 0U, 16U, 16U}) driver.queue(no_key(driver), leave_out);
  driver.queue(repeated(driver, {1}));
  driver.queue(no_key(driver), 16);
  driver.drain(fast);
}

void single_keys(Driver& driver) {
  for (unsigned row = 0; row < driver.parameters().tokens; ++row) {
    for (const unsigned key : {0U, driver.parameters().maximum_keys - 1}) {
      Group group = no_key(driver);
      group[key] = 1U << row;
      driver.queue(group, row % 2 == 0 ? 16 : 0);
    }
  }
  driver.drain(fast);
}

// Every buffer holds keys, and the last and the first group are full.
void full_groups(Driver& driver) {
  driver.queue(repeated(driver, {all_rows(driver)}));
  std::vector<unsigned> masks;
  for (unsigned mask = 1; mask <= all_rows(driver); ++mask) masks.push_back(mask);
  driver.queue(repeated(driver, masks));
  std::reverse(masks.begin(), masks.end());
  driver.queue(repeated(driver, masks));
  driver.queue(repeated(driver, {all_rows(driver)}));
  driver.drain(fast);
}

void one_buffer(Driver& driver) {
  for (const Group& group : groups_of_one_buffer(driver.parameters())) driver.queue(group);
  driver.drain(fast);
}

void unbalanced_rows(Driver& driver) {
  for (unsigned row = 0; row < driver.parameters().tokens; ++row) {
    Group group = some(driver, 8);
    for (unsigned& mask : group) mask |= 1U << row;
    driver.queue(group);
    group = some(driver, 200);
    for (unsigned& mask : group) mask &= ~(1U << row);
    driver.queue(group);
  }
  driver.drain(fast);
}

// Masks that overlap in one row: as many keys are put back as can be, mostly into one buffer.
void put_backs(Driver& driver) {
  const unsigned tokens = driver.parameters().tokens;
  for (unsigned common = 0; common < tokens; ++common) {
    std::vector<unsigned> pairs, large;
    for (unsigned row = 0; row < tokens; ++row)
      if (row != common) pairs.push_back((1U << row) | (1U << common));
    for (const unsigned pair : pairs) large.push_back(all_rows(driver) & ~(pair & ~(1U << common)));
    driver.queue(repeated(driver, pairs));
    driver.queue(repeated(driver, large));
    large.insert(large.end(), pairs.begin(), pairs.end());
    driver.queue(repeated(driver, large));
  }
  driver.drain(fast);
}

// docs/cores/scheduler.md, "Timing": the first round 8 cycles after the last tile, then one a cycle, the
// rounds of consecutive groups without a gap as long as groups fill faster than they issue.
void one_round_per_cycle(Driver& driver) {
  const std::uint64_t groups = 6;
  for (std::uint64_t i = 0; i < groups; ++i) {
    Group group = alike(driver, 128);
    for (unsigned& mask : group) mask |= 1U;  // n rounds each, more than tiles
    driver.queue(group);
    if (i == 0) driver.feed(fast);
  }
  const std::uint64_t last_tile = driver.last_tile().value();
  driver.drain(fast);
  expect(driver.first_transfer() == last_tile + 8,
         "the first round does not come 8 cycles after the last tile");
  const auto& p = driver.parameters();
  const std::uint64_t tiles = (p.maximum_keys + p.keys_per_cycle - 1) / p.keys_per_cycle;
  // A replay store of one round is full in every other cycle.
  if (p.maximum_keys < tiles + 4 || p.replay_rounds == 1) return;
  expect(driver.last_transfer().value() - driver.first_transfer().value() + 1 == driver.rounds().size(),
         "rounds of consecutive groups do not come one per cycle");
}

void few_buffers(Driver& driver) {
  for (const Group& group : groups_of_few_buffers(driver.parameters(), driver.random()))
    driver.queue(group, 16);
  driver.drain(fast);
}

void reset_in_the_middle(Driver& driver) {
  for (unsigned i = 0; i < 20; ++i) {
    // Few keys and no other tile: a key that is left from before the reset would show.
    driver.queue(some(driver, 4), 16);
    driver.queue(some(driver, 100));
    driver.queue(some(driver, 100), 0);
    driver.run({Pace::always, i % 2 == 0 ? Pace::always : Pace::random, Pace::random},
               driver.random().below(driver.parameters().maximum_keys + 20ULL));
    driver.start(1 + i % 2);  // one cycle is enough
  }
  driver.queue(some(driver, 100));
  driver.drain(fast);
}

void stalls(Driver& driver) {
  for (const Pace input : {Pace::always, Pace::random, Pace::seldom, Pace::bursty}) {
    for (const Pace output : {Pace::always, Pace::random, Pace::bursty}) {
      driver.queue(some(driver, 40));
      driver.queue(alike(driver, 60));
      driver.drain({input, output, output == Pace::always ? Pace::random : Pace::always});
    }
  }
  driver.queue(some(driver, 200));
  driver.queue(some(driver, 200));
  driver.run({Pace::always, Pace::never, Pace::never}, 3ULL * driver.parameters().maximum_keys);
  driver.drain(fast);
}

void replay_falls_behind(Driver& driver) {
  for (unsigned i = 0; i < 4; ++i) driver.queue(some(driver, 128));
  driver.run({Pace::always, Pace::always, Pace::never}, 4ULL * driver.parameters().maximum_keys + 100);
  driver.drain({Pace::always, Pace::always, Pace::random});
}

void counters(Driver& driver) {
  for (unsigned i = 0; i < 4; ++i) {
    driver.queue(alike(driver, 100));
    driver.run(fast, driver.random().below(40));
    driver.clear_totals();
  }
  driver.drain(fast);
  driver.clear_totals();
  driver.run(fast, 2);
}

void random_groups(Driver& driver, std::uint64_t cycles) {
  const Pace all[] = {Pace::always, Pace::random, Pace::seldom, Pace::bursty};
  const auto pace = [&] { return all[driver.random().below(4)]; };
  std::uint64_t used = 0;
  while (used < cycles) {
    for (std::uint64_t i = driver.random().below(4) + 1; i > 0; --i) {
      const auto share = static_cast<unsigned>(driver.random().below(driver.random().one_in(3) ? 256 : 64));
      driver.queue(driver.random().one_in(2) ? some(driver, share) : alike(driver, share),
                   static_cast<unsigned>(driver.random().below(17)));
    }
    used += driver.drain({pace(), pace(), pace()});
  }
}

}  // namespace

Suite scheduler_suite(const config::SchedulerParameters& parameters,
                      std::shared_ptr<SchedulerCoverage> coverage) {
  SuiteBuilder<Driver, config::SchedulerParameters, SchedulerCoverage> builder(parameters,
                                                                               std::move(coverage));
  if (parameters.tokens == 4 && parameters.maximum_keys > 6)
    builder.directed("paper_example", "the example of figure 7.16: three rounds, loads (2,5), (3,6), (1,4,5)",
                     paper_example);
  builder.directed("empty_groups", "groups without a connection, with and without tiles", empty_groups);
  builder.directed("single_keys", "one key for one row, the first and the last", single_keys);
  builder.directed("full_groups", "all keys for all rows, and every buffer in use", full_groups);
  builder.directed("one_buffer", "all keys of whole tiles in one buffer, each in turn", one_buffer);
  builder.directed("unbalanced_rows", "one row wants all keys, or none", unbalanced_rows);
  builder.directed("put_backs", "as many keys put back as can be", put_backs);
  builder.directed("few_buffers", "a few keys in a few buffers, all of them put back and popped again",
                   few_buffers);
  builder.directed("one_round_per_cycle", "no gap between rounds, nor between groups", one_round_per_cycle);
  builder.directed("reset_in_the_middle", "a reset drops everything", reset_in_the_middle);
  builder.directed("stalls", "every pace of input and output", stalls);
  if (parameters.replay_rounds > 0)
    builder.directed("replay_falls_behind", "the replay store fills up", replay_falls_behind);
  builder.directed("counters", "counters of groups and totals, cleared at any time", counters);
  builder.add(
      "random_groups", "random groups at random paces",
      [](Driver& driver, std::uint64_t cycles) { random_groups(driver, cycles == 0 ? 5000 : cycles); }, true);
  return builder.take();
}

std::unique_ptr<Model> make_scheduler_model(const config::SchedulerParameters& parameters) {
  return std::make_unique<SchedulerModel>(parameters);
}

config::SchedulerParameters random_scheduler_parameters(Random& random, unsigned tokens, unsigned largest) {
  config::SchedulerParameters parameters;
  parameters.tokens = tokens;
  parameters.maximum_keys = static_cast<unsigned>(1 + random.below(largest));
  parameters.keys_per_cycle =
      random.one_in(2) ? 1U << random.below(7) : static_cast<unsigned>(1 + random.below(64));
  parameters.replay_rounds = random.one_in(2) ? 0 : static_cast<unsigned>(1 + random.below(largest));
  return parameters;
}

}  // namespace winnow::verif
