// SPDX-License-Identifier: Apache-2.0
// The driver of heads on the reference model: what it counts, and that it notices what is wrong.
#include "verif/simulate/run.hpp"

#include <algorithm>

#include "gen/config/scheduler_parameters.hpp"
#include "verif/harness/model_dut.hpp"
#include "verif/harness/words.hpp"
#include "verif/models/scheduler/model.hpp"
#include "verif/tests/simulate/simulate_support.hpp"

using namespace winnow;
using namespace winnow::verif;
using namespace winnow::verif::simulate;

namespace {

constexpr config::SchedulerParameters small = {
    .tokens = 4, .maximum_keys = 32, .keys_per_cycle = 16, .replay_rounds = 0};

CoreShape core_of(const config::SchedulerParameters& parameters) {
  return shape_of(config::make_config("core", parameters)).value();
}

RunFigures run(const config::SchedulerParameters& parameters, const HeadScores& head,
               const SelectionRule& rule, const ModelDut::Fault& fault = {}) {
  ModelDut device(std::make_unique<SchedulerModel>(parameters), fault);
  const CoreShape core = core_of(parameters);
  return run_head(device, core, make_plan(head, core, rule));
}

std::string failure_of(const ModelDut::Fault& fault) {
  try {
    run(small, testing::synthetic_head("uniform:n=32,queries=8"), {.keep = 0.5}, fault);
  } catch (const SimulationError& error) {
    return error.what();
  }
  return "no failure";
}

// Changes one output in cycles from `first` on.
ModelDut::Fault change(const std::string& port, std::uint64_t first, std::uint32_t flipped) {
  return [=](std::uint64_t cycle, const std::vector<std::string>& names, std::vector<Expected>& outputs) {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == port && cycle >= first) outputs[i].value[0] ^= flipped;
  };
}

// Rows that want {1,2,3}, {2,3,4}, {2,5,6}, {3,4,5}: figure 7.16 of the thesis.
HeadScores example() {
  HeadScores head{"example", 0, 0, sim::Mask::none, sim::Matrix(4, 30)};
  const std::vector<std::vector<std::size_t>> rows = {{1, 2, 3}, {2, 3, 4}, {2, 5, 6}, {3, 4, 5}};
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (const std::size_t key : rows[row]) head.scores.at(row, key) = 1;
  return head;
}

}  // namespace

// Three rounds and seven loads. The only tile that is wanted is key 0's; the last goes, too: 2 cycles to
// fill, and the last round comes max(R, 1) + 7 cycles after the last tile (docs/cores/scheduler.md, Timing).
BOOST_AUTO_TEST_CASE(the_example_of_the_thesis) {
  const RunFigures figures = run(small, example(), {.keep = 0.1});
  BOOST_TEST(figures.connections == 12U);
  BOOST_TEST(figures.rounds == 3U);
  BOOST_TEST(figures.loads == 7U);
  BOOST_TEST(figures.cycles == 2U + 7U + 3U);
}

// 16 rounds of each of 8 groups: filling (2 tiles and 3 cycles) hides behind the issue.
BOOST_AUTO_TEST_CASE(one_round_per_cycle_where_rounds_are_many) {
  const RunFigures figures = run(small, testing::synthetic_head("uniform:n=32"), {.keep = 0.5});
  BOOST_TEST(figures.connections == 32U * 16U);
  BOOST_TEST(figures.rounds == 8U * 16U);
  BOOST_TEST(figures.cycles == 2U + 7U + 8U * 16U);
}

// One round of each of 8 groups: a group takes as long as its one tile and 3 cycles.
BOOST_AUTO_TEST_CASE(filling_bounds_where_rounds_are_few) {
  const HeadScores head = testing::synthetic_head("uniform:n=16,queries=32");
  const RunFigures figures = run(small, head, {.keep = 0.01});
  BOOST_TEST(figures.connections == 32U);
  BOOST_TEST(figures.rounds == 8U);
  BOOST_TEST(figures.cycles == 7U * 4U + 1U + 7U + 1U);
}

// The last group has two rows.
BOOST_AUTO_TEST_CASE(a_head_that_groups_do_not_divide) {
  const HeadScores head = testing::synthetic_head("uniform:n=32,queries=6");
  const Plan plan = make_plan(head, core_of(small), {.keep = 0.25});
  BOOST_TEST(plan.groups.size() == 2U);
  BOOST_TEST(plan.groups.back().rows == 2U);
  const RunFigures figures = run(small, head, {.keep = 0.25});
  BOOST_TEST(figures.connections == 6U * 8U);
  BOOST_TEST(figures.rounds == 2U * 8U);
}

// Query i of 32 sees i + 1 keys: 1 + 2 + 3 + 4 connections where four are wanted, then four each.
BOOST_AUTO_TEST_CASE(a_causal_mask) {
  HeadScores head = testing::synthetic_head("uniform:n=32");
  head.mask = sim::Mask::causal;
  const Plan plan = make_plan(head, core_of(small), {.keep = 0.125});
  BOOST_TEST(plan.limit == 4U);
  for (const GroupPlan& group : plan.groups) {
    for (std::size_t key = 0; key < plan.keys; ++key)
      for (unsigned row = 0; row < group.rows; ++row)
        if (((group.masks[key] >> row) & 1U) != 0) BOOST_TEST(key <= group.first_query + row);
  }
  BOOST_TEST(run(small, head, {.keep = 0.125}).connections == 10U + 28U * 4U);
}

BOOST_AUTO_TEST_CASE(a_threshold_keeps_ties) {
  HeadScores head{"ties", 0, 0, sim::Mask::none, sim::Matrix(4, 32)};
  for (std::size_t row = 0; row < 4; ++row)
    for (std::size_t key = 0; key < 8; ++key) head.scores.at(row, key) = key == 0 ? 2 : 1;
  BOOST_TEST(run(small, head, {.keep = 0.125}).connections == 4U * 4U);
  BOOST_TEST(run(small, head, {.keep = 0.125, .mode = SelectionMode::threshold}).connections == 4U * 8U);
}

// Whoever takes the replay does not hold up the rounds.
BOOST_AUTO_TEST_CASE(a_replay_changes_nothing) {
  config::SchedulerParameters replaying = small;
  replaying.replay_rounds = 2;
  const HeadScores head = testing::synthetic_head("popular:n=32");
  BOOST_CHECK(run(small, head, {.keep = 0.25}) == run(replaying, head, {.keep = 0.25}));
}

// docs/cores/filter.md, Throughput: L tiles and R rounds of each of G groups, two passes over 8-bit scores.
BOOST_AUTO_TEST_CASE(a_filter_picks_what_software_picks) {
  const auto config = testing::shipped("dota_filter");
  Simulator core(config, {});
  for (const double keep : {0.01, 0.3}) {
    const HeadScores head = testing::synthetic_head("popular:n=250,queries=26");
    const RunFigures figures = testing::run_on(core, head, {.keep = keep});
    const std::uint64_t tiles = 16, groups = 7, rounds = sim::kept_keys(keep, 250);
    BOOST_TEST(figures.connections == 26U * rounds);
    BOOST_TEST(figures.rounds == groups * rounds);
    const std::uint64_t first = 3 * tiles + 8 + 17, period = tiles + 5 + 2;
    BOOST_TEST(figures.cycles == first + (groups - 1) * std::max(rounds, period) + rounds);
  }
}

// Streaming: neither a pass nor a wait for the last score.
BOOST_AUTO_TEST_CASE(a_threshold_is_quicker_than_topk) {
  Simulator core(testing::shipped("dota_filter_small"), {});
  HeadScores head = testing::synthetic_head("local:n=42");
  head.mask = sim::Mask::causal;
  const SelectionRule topk{.keep = 0.05}, threshold{.keep = 0.05, .mode = SelectionMode::threshold};
  const RunFigures exact = testing::run_on(core, head, topk),
                   passing = testing::run_on(core, head, threshold);
  BOOST_TEST(passing.connections >= exact.connections);
  BOOST_TEST(passing.cycles < exact.cycles);
}

BOOST_AUTO_TEST_CASE(more_keys_than_the_core_has) {
  BOOST_CHECK_THROW(make_plan(testing::synthetic_head("uniform:n=33"), core_of(small), {}),
                    std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(other_kinds_have_no_shape) {
  const auto config = testing::shipped("rmmu_small");
  BOOST_CHECK(!shape_of(config).has_value());
  BOOST_CHECK_THROW(Simulator(config, {}), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(wrong_cores_are_noticed) {
  BOOST_TEST(failure_of({}) == "no failure");
  const std::string wrong_key = failure_of(change("connections_key_o", 0, 1));
  BOOST_TEST(wrong_key.find("which it does not want or has had") != std::string::npos, wrong_key);
  BOOST_TEST(wrong_key.starts_with("group 0 of 2, cycle "), wrong_key);
  const std::string lost = failure_of(change("connections_row_valid_o", 15, 1));
  BOOST_TEST(lost.find("a connection was not issued") != std::string::npos, lost);
  const std::string early = failure_of(change("connections_last_o", 15, 1));
  BOOST_TEST(early.find("a connection was not issued") != std::string::npos, early);
  const std::string stuck = failure_of(change("candidates_ready_o", 4, 1));
  BOOST_TEST(stuck != "no failure", stuck);
}
