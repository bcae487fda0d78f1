// SPDX-License-Identifier: Apache-2.0
// Stalls, speed and resets: docs/cores/elsa_hash.md, "Protocol and latency".
#include <array>
#include <stdexcept>
#include <string>

#include "verif/suites/elsa_hash/tests.hpp"

namespace winnow::verif::elsa_hash {
namespace {

using streams::Pace;

constexpr std::uint64_t default_cycles = 3000;
// Two hashes that wait, and a vector in its last step.
constexpr std::uint64_t most_inside = 3;

void send_random(Driver& driver, unsigned count) {
  for (unsigned i = 0; i < count; ++i) driver.send(driver.projection().random_vector(driver.random()));
}

void require(bool condition, const char* promise) {
  if (!condition) throw std::runtime_error(std::string("not kept: ") + promise);
}

void every_pace(Driver& driver) {
  for (const Pace source : {Pace::always, Pace::bursty, Pace::random}) {
    for (const Pace sink : {Pace::always, Pace::bursty, Pace::seldom}) {
      driver.set_paces(source, sink);
      send_random(driver, 6);
      driver.drain();
    }
  }
}

// One vector per H cycles, its hash H + 1 cycles after it.
void full_speed(Driver& driver) {
  constexpr unsigned count = 12;
  send_random(driver, count);
  driver.drain();
  const std::vector<std::uint64_t>&in = driver.vector_cycles(), &out = driver.shown_cycles();
  require(in.size() == count && out.size() == count, "a hash for every vector");
  for (unsigned i = 0; i < count; ++i) {
    require(in[i] == in[0] + i * driver.cycles_per_vector(), "a vector every H cycles");
    require(out[i] == in[i] + driver.cycles_per_vector() + 1, "a hash H + 1 cycles after its vector");
  }
}

// Nobody takes a hash: two wait, a third vector stays in its last step, a fourth outside.
void receiver_asleep(Driver& driver) {
  for (unsigned turn = 0; turn < 3; ++turn) {
    driver.set_paces(Pace::always, Pace::never);
    send_random(driver, most_inside + 1);
    driver.cycle((most_inside + 2) * driver.cycles_per_vector() + turn);
    require(driver.waiting() == 1, "two hashes and a vector fit");
    driver.set_paces(Pace::always, Pace::always);
    driver.drain();
    driver.reset();
  }
}

// A receiver that takes a hash in every cycle of the period in turn.
void late_receiver(Driver& driver) {
  const std::uint64_t period = driver.cycles_per_vector();
  for (std::uint64_t wait = 0; wait < std::min<std::uint64_t>(period + 3, 16); ++wait) {
    driver.set_paces(Pace::always, Pace::never);
    send_random(driver, 2);
    driver.run_until_taken(driver.taken() + 2);
    driver.cycle(wait);
    driver.set_paces(Pace::always, Pace::always);
    driver.drain();
  }
}

void sender_asleep(Driver& driver) {
  driver.set_paces(Pace::never, Pace::always);
  send_random(driver, 2);
  driver.cycle(2 * driver.cycles_per_vector() + 2);
  driver.set_paces(Pace::seldom, Pace::always);
  send_random(driver, 4);
  driver.drain();
}

// In every cycle of a vector's way, and with everything full; what follows is as if nothing had been.
void resets(Driver& driver) {
  const std::uint64_t period = driver.cycles_per_vector();
  const auto go_on = [&] {
    driver.set_paces(Pace::always, Pace::always);
    send_random(driver, 2);
    driver.drain();
  };
  for (std::uint64_t wait = 0; wait < std::min<std::uint64_t>(period + 3, 40); ++wait) {
    driver.set_paces(Pace::always, Pace::never);
    send_random(driver, 2);
    driver.run_until_taken(driver.taken() + 1);
    driver.cycle(wait);
    driver.reset(1 + wait % 2);
    go_on();
  }
  driver.set_paces(Pace::always, Pace::never);
  send_random(driver, most_inside + 1);
  driver.cycle((most_inside + 2) * period);
  driver.reset();
  go_on();
}

// Keeps vectors waiting, changes paces now and then, and does what `surprise` does.
template <class Surprise>
void session(Driver& driver, std::uint64_t cycles, Surprise surprise) {
  constexpr std::array paces = {Pace::always, Pace::bursty, Pace::random, Pace::seldom};
  Random& random = driver.random();
  for (std::uint64_t i = 0; i < (cycles == 0 ? default_cycles : cycles); ++i) {
    if (random.one_in(20 * driver.cycles_per_vector()))
      driver.set_paces(paces[random.below(paces.size())], paces[random.below(paces.size())]);
    if (driver.waiting() < 2) send_random(driver, 1);
    surprise();
    driver.cycle();
  }
  driver.set_paces(Pace::always, Pace::always);
  driver.drain();
}

void random_flow(Driver& driver, std::uint64_t cycles) {
  session(driver, cycles, [] {});
}

void random_resets(Driver& driver, std::uint64_t cycles) {
  session(driver, cycles, [&] {
    if (driver.random().one_in(8 * driver.cycles_per_vector() + 4))
      driver.reset(1 + static_cast<unsigned>(driver.random().below(3)));
  });
}

}  // namespace

void add_flow_tests(SuiteBuilder& builder) {
  builder.directed("every_pace", "both sides always willing, in bursts and at random", every_pace);
  builder.directed("full_speed", "a vector every H cycles, at the page's latency", full_speed);
  builder.directed("receiver_asleep", "everything full before anyone takes a hash", receiver_asleep);
  builder.directed("late_receiver", "a hash taken in every cycle of the next vector's way", late_receiver);
  builder.directed("sender_asleep", "a core that waits for vectors", sender_asleep);
  builder.directed("resets", "a reset in every cycle of a vector's way, and with everything full", resets);
  builder.add("random_flow", "random vectors at random paces", random_flow, true);
  builder.add("random_resets", "the same with resets at any time", random_resets, true);
}

}  // namespace winnow::verif::elsa_hash
