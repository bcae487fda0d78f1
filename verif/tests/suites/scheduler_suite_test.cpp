// SPDX-License-Identifier: Apache-2.0
// The scheduler's suite, run on its model: the directed tests reach every point, whatever the parameters and
// the seed, and the suite notices faults, those too that the model shares.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>

#include "gen/config/config.hpp"
#include "verif/suites/scheduler/round_check.hpp"
#include "verif/suites/scheduler/suite.hpp"
#include "verif/tests/suites/suite_run.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

using Fault = ModelDut::Fault;

std::string describe(const config::SchedulerParameters& p) {
  return "T " + std::to_string(p.tokens) + " n " + std::to_string(p.maximum_keys) + " P " +
         std::to_string(p.keys_per_cycle) + " replay " + std::to_string(p.replay_rounds);
}

void require_covered(const config::SchedulerParameters& p, std::uint64_t seed) {
  const auto coverage = std::make_shared<SchedulerCoverage>(p);
  testing::require_covered(
      scheduler_suite(p, coverage), [p] { return make_scheduler_model(p); }, *coverage, seed, describe(p));
}

constexpr config::SchedulerParameters small{
    .tokens = 4, .maximum_keys = 19, .keys_per_cycle = 4, .replay_rounds = 6};
enum Output : std::size_t {
  ready_o,
  valid_o,
  key_o,
  row_valid_o,
  load_o,
  last_o,
  done_o,
  group_rounds_o,
  group_loads_o,
  total_rounds_o,
  total_loads_o,
  replay_valid_o,
  replay_key_o,
  replay_row_valid_o,
  replay_load_o,
  replay_last_o
};

std::string verdict(const Fault& fault, testing::Wrong wrong) {
  return testing::first_failure(
             scheduler_suite(small), [] { return make_scheduler_model(small); }, 1, 1000, fault, wrong)
      .value_or("");
}

// What the suite says when device and model do the same wrong thing in cycles in which `when` is high.
template <class Change>
std::string shared_verdict(Output when, Change change) {
  return verdict(
      [when, change](std::uint64_t, const auto&, std::vector<Expected>& outputs) {
        if (outputs[when].value[0] == 1) change(outputs);
      },
      testing::Wrong::both);
}

streams::Connection round(std::vector<std::uint64_t> key, std::uint32_t row_valid, std::uint32_t load,
                          bool last) {
  return {std::move(key), row_valid, load, last};
}

std::string thrown(const std::function<void()>& body) {
  try {
    body();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_directed_tests_reach_every_point_of_random_configurations) {
  Random random(3);
  for (unsigned i = 0; i < 60; ++i)
    require_covered(random_scheduler_parameters(random, i % 12 == 0 ? 8 : 2U << (i % 2), 60), i);
}

BOOST_AUTO_TEST_CASE(the_smallest_are_covered) {
  for (const unsigned tokens : {2U, 4U}) {
    for (const unsigned keys : {1U, 2U, 3U, 8U, 9U}) {
      for (const unsigned tile : {1U, 2U, 8U, 64U}) {
        require_covered({.tokens = tokens, .maximum_keys = keys, .keys_per_cycle = tile, .replay_rounds = 0},
                        5);
        require_covered({.tokens = tokens, .maximum_keys = keys, .keys_per_cycle = tile, .replay_rounds = 1},
                        6);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(shipped_configs_are_covered) {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(source != nullptr);
  const std::string file = std::string(source) + "/configs/scheduler_small.json";
  require_covered(config::load_config(file).as<config::SchedulerParameters>(), 1);
}

BOOST_AUTO_TEST_CASE(a_difference_from_the_model_is_noticed) {
  BOOST_TEST(verdict({}, testing::Wrong::device) == "");
  for (std::size_t output = ready_o; output <= replay_last_o; ++output) {
    const std::size_t valid = output >= replay_valid_o ? replay_valid_o : valid_o;
    const Fault flip = [=](std::uint64_t cycle, const auto&, std::vector<Expected>& outputs) {
      if (cycle > 40 && outputs[valid].value[0] == 1) outputs[output].value[0] ^= 1U;
    };
    BOOST_TEST(verdict(flip, testing::Wrong::device) != "", output);
  }
}

// The driver keeps its own account of what is due, and the monitors know the streams' rules.
BOOST_AUTO_TEST_CASE(a_fault_that_the_model_shares_is_noticed) {
  using testing::check_contains;
  check_contains(shared_verdict(valid_o, [](auto& o) { o[key_o].value[0] ^= 8U; }), "stream connections");
  check_contains(shared_verdict(valid_o, [](auto& o) { o[load_o].value[0] ^= 1U; }), "stream connections");
  // A whole round is dropped, or the next one issued in its place.
  check_contains(shared_verdict(last_o, [](auto& o) { o[last_o].value[0] = 0; }), "round ");
  check_contains(shared_verdict(valid_o, [](auto& o) { o[last_o].value[0] = 1; }), "not as many rounds");
  check_contains(shared_verdict(replay_valid_o, [](auto& o) { o[replay_last_o].value[0] ^= 1U; }), "replay");
  check_contains(shared_verdict(done_o, [](auto& o) { o[group_loads_o].value[0] ^= 1U; }), "group_loads_o");
  check_contains(shared_verdict(done_o, [](auto& o) { o[group_rounds_o].value[0] ^= 1U; }), "group_rounds_o");
  check_contains(shared_verdict(done_o, [](auto& o) { o[total_loads_o].value[0] ^= 1U; }), "total_loads_o");
  check_contains(shared_verdict(done_o, [](auto& o) { o[total_rounds_o].value[0] ^= 1U; }), "total_rounds_o");
  check_contains(shared_verdict(done_o, [](auto& o) { o[done_o].value[0] = 0; }), "group_done_o");
}

// Rows of two: row 0 wants keys 1 and 2, row 1 wants key 2.
BOOST_AUTO_TEST_CASE(rounds_are_held_to_what_was_selected) {
  const scheduler::Group group = {0, 1, 3};
  const auto both = round({2, 2}, 3, 1, false), rest = round({1, 0}, 1, 1, true);
  const auto run = [&](const std::vector<streams::Connection>& rounds) {
    return thrown([&] {
      scheduler::RoundCheck check(2);
      check.expect(group);
      for (const streams::Connection& next : rounds) check.take(next);
      BOOST_TEST(check.due() == 0U);
      BOOST_TEST((check.last_group() == scheduler::RoundFigures{2, 2}));
    });
  };
  using testing::check_contains;
  BOOST_TEST(run({both, rest}) == "");
  check_contains(run({both, both}), "that it does not want");
  check_contains(run({both, round({0, 0}, 0, 0, true)}), "a connection was not issued");
  check_contains(run({both, round({1, 0}, 1, 1, false)}), "not as many rounds");
  check_contains(run({round({2, 2}, 3, 1, true)}), "not as many rounds");
  check_contains(run({both, rest, rest}), "no group is due");
}

BOOST_AUTO_TEST_CASE(replays_come_in_the_order_of_issue) {
  const auto first = round({1, 0}, 1, 1, false), second = round({2, 2}, 3, 1, true);
  const auto run = [&](const std::vector<streams::Connection>& replays) {
    scheduler::RoundCheck check(2);
    check.expect({0, 1, 3});
    check.take(first);
    check.take(second);
    return thrown([&] {
      for (const streams::Connection& next : replays) check.take_replay(next);
      BOOST_TEST(check.replayed() == 2U);
    });
  };
  BOOST_TEST(run({first, second}) == "");
  BOOST_TEST(run({second}) != "");
  BOOST_TEST(run({first, second, second}) != "");
}

BOOST_AUTO_TEST_CASE(an_empty_group_is_one_round_that_counts_for_none) {
  scheduler::RoundCheck check(2);
  check.expect({0, 0, 0});
  check.take(round({0, 0}, 0, 0, true));
  BOOST_TEST(check.due() == 0U);
  BOOST_TEST((check.last_group() == scheduler::RoundFigures{0, 0}));
}
