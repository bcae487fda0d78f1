// SPDX-License-Identifier: Apache-2.0
// Stalls, speed and resets: docs/cores/collector.md, "Protocol and latency".
#include <algorithm>
#include <stdexcept>

#include "verif/suites/collector/tests.hpp"

namespace winnow::verif::collector {
namespace {

using streams::Pace;

void send_random_groups(CollectorDriver& driver, unsigned groups, unsigned share) {
  const config::CollectorParameters& p = driver.parameters();
  for (unsigned row = 0; row < groups * p.tokens; ++row) {
    driver.send(random_row(driver.random(), p, share), driver.random().one_in(8));
  }
}

void require(bool condition, const char* promise) {
  if (!condition) throw std::runtime_error(std::string("not kept: ") + promise);
}

void every_pace(CollectorDriver& driver, std::uint64_t) {
  for (const Pace source : {Pace::always, Pace::bursty, Pace::random}) {
    for (const Pace sink : {Pace::always, Pace::bursty, Pace::random}) {
      driver.set_paces(source, sink);
      send_random_groups(driver, 3, 3);
      driver.drain();
    }
  }
}

// Nobody takes the candidates until both banks are full.
void receiver_asleep(CollectorDriver& driver, std::uint64_t) {
  for (unsigned i = 0; i < 2; ++i) {
    driver.set_paces(Pace::always, Pace::never);
    const unsigned rows = 2 * driver.parameters().tokens;
    for (unsigned row = 0; row < rows + 1; ++row) driver.send({{0}});
    driver.run_until_taken(driver.taken() + rows);
    driver.cycle(20);
    driver.set_paces(Pace::always, Pace::always);
    driver.drain();
    driver.reset();
  }
}

void sender_asleep(CollectorDriver& driver, std::uint64_t) {
  driver.set_paces(Pace::never, Pace::always);
  send_random_groups(driver, 2, 2);
  driver.cycle(30);
  driver.set_paces(Pace::always, Pace::always);
  driver.drain();
}

// First candidate 3 cycles after the closing transfer, then a tile per cycle; a selection in every cycle, for
// the read-out of a group is not longer than the next group's selections.
void full_speed(CollectorDriver& driver, std::uint64_t) {
  const config::CollectorParameters& p = driver.parameters();
  const std::uint64_t tiles = (p.maximum_keys - 1) / p.keys_per_cycle + 1;
  constexpr unsigned groups = 4;
  Row row;
  for (std::uint64_t tile = 0; tile < tiles; ++tile) row.keys.push_back(tile * p.keys_per_cycle);
  // A short group holds its bank for its span and 3 cycles more: fillers make up for it.
  row.fillers_before = 4;
  for (unsigned i = 0; i < groups * p.tokens; ++i) driver.send(row);
  driver.drain();
  const std::vector<std::uint64_t>&in = driver.selection_cycles(), &out = driver.candidate_cycles();
  const std::uint64_t per_group = (tiles + 4) * p.tokens;
  require(in.size() == groups * per_group, "every selection is taken");
  require(in.back() - in.front() + 1 == in.size(), "a selection in every cycle");
  require(out.size() == groups * tiles, "every tile comes out once");
  for (unsigned group = 0; group < groups; ++group) {
    const std::uint64_t closed = in[(group + 1) * per_group - 1];
    require(out[group * tiles] == closed + 3, "the first tile 3 cycles after the group is closed");
    require(out[(group + 1) * tiles - 1] - out[group * tiles] == tiles - 1, "a tile in every cycle");
  }
}

// Groups of one transfer: the banks' turn-around alone.
void smallest_groups(CollectorDriver& driver, std::uint64_t) {
  for (unsigned i = 0; i < 30; ++i) driver.send({{i % driver.parameters().maximum_keys}}, true);
  driver.drain();
  const std::vector<std::uint64_t>& out = driver.candidate_cycles();
  // A selection, a tile and 3 cycles more hold a bank for 5 cycles less the one that both share: two groups
  // in 4.
  require(out.back() - out.front() == 57, "two groups in four cycles");
}

void resets(CollectorDriver& driver, std::uint64_t) {
  const config::CollectorParameters& p = driver.parameters();
  const auto goes_on = [&] {
    driver.set_paces(Pace::always, Pace::always);
    send_random_groups(driver, 2, 6);
    driver.drain();
  };
  const auto send_ones = [&](unsigned rows) {
    for (unsigned row = 0; row < rows; ++row) driver.send({{p.maximum_keys - 1}});
  };
  // In the middle of a row.
  driver.send_raw({0, true, false, false});
  driver.run_until_taken(1);
  driver.reset(1);
  goes_on();
  // In every cycle of a group's way from the closing transfer to the output.
  for (unsigned wait = 0; wait < 6; ++wait) {
    driver.reset(1);
    driver.set_paces(Pace::always, Pace::never);
    send_ones(p.tokens);
    driver.run_until_taken(p.tokens);
    driver.cycle(wait);
    driver.reset(1 + wait % 2);
    goes_on();
  }
  // Both banks full, a tile waiting, a selection on offer.
  driver.reset(1);
  driver.set_paces(Pace::always, Pace::never);
  send_ones(2 * p.tokens + 1);
  driver.run_until_taken(2 * p.tokens);
  driver.cycle(6);
  driver.reset(3);
  goes_on();
  // While tiles go out, in each bank.
  for (unsigned groups = 1; groups <= 2; ++groups) {
    driver.reset(1);
    send_random_groups(driver, groups, 16);
    driver.run_until_taken(driver.source().waiting());
    driver.cycle(4);
    driver.reset(1);
    goes_on();
  }
}

}  // namespace

void add_flow_tests(SuiteBuilder& builder) {
  builder.add("every_pace", "both sides always willing, in bursts and at random", every_pace);
  builder.add("receiver_asleep", "both banks full before anyone takes a tile", receiver_asleep);
  builder.add("sender_asleep", "a receiver that waits", sender_asleep);
  builder.add("full_speed", "a selection and a tile in every cycle, at the page's latency", full_speed);
  builder.add("smallest_groups", "groups of one transfer", smallest_groups);
  builder.add("resets", "a reset with a row open, a group closed, both banks full, tiles going out", resets);
}

}  // namespace winnow::verif::collector
