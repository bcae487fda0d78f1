// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <map>

#include "verif/tests/suites/rmmu_runs.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

// The configurations in which the faults are visible.
config::RmmuParameters all_options() {
  config::RmmuParameters p;
  p.rows = 4;
  p.columns = 4;
  p.chunks = 2;
  p.sources = 3;
  p.segments = 2;
  p.maximum_length = 100;
  return p;
}

config::RmmuParameters saturating() {
  config::RmmuParameters p = all_options();
  p.overflow = "saturate";
  p.columns = 6;
  p.maximum_length = 7;
  return p;
}

config::RmmuParameters shadowed() {
  config::RmmuParameters p = all_options();
  p.shadow = true;
  return p;
}

config::RmmuParameters three_precisions() {
  config::RmmuParameters p = all_options();
  p.precisions = {16, 4, 2};
  p.reduction_stages = 1;
  return p;
}

struct Case {
  const char* name;
  RmmuFault fault;
  config::RmmuParameters parameters;
};

#define WINNOW_CASE(fault, parameters)   \
  Case {                                 \
    #fault, RmmuFault::fault, parameters \
  }

std::vector<Case> cases() {
  const config::RmmuParameters all = all_options(), clamp = saturating(), shadow = shadowed(),
                               three = three_precisions();
  return {
      WINNOW_CASE(row_result_late, all),
      WINNOW_CASE(row_result_early, all),
      WINNOW_CASE(element_result_late, all),
      WINNOW_CASE(row_valid_late, all),
      WINNOW_CASE(precision_sampled_late, all),
      WINNOW_CASE(clear_ignored, all),
      WINNOW_CASE(clear_without_enable, all),
      WINNOW_CASE(clear_adds_nothing, all),
      WINNOW_CASE(last_row_always_enabled, all),
      WINNOW_CASE(row_takes_neighbours_clear, all),
      WINNOW_CASE(idle_accumulator_drops, all),
      WINNOW_CASE(element_run_clears_row, all),
      WINNOW_CASE(row_run_clears_element, all),
      WINNOW_CASE(element_run_is_row_valid, all),
      WINNOW_CASE(element_follows_precision, all),
      WINNOW_CASE(carry_lost, all),
      WINNOW_CASE(lanes_swapped, all),
      WINNOW_CASE(operands_swapped, all),
      WINNOW_CASE(weights_reversed, all),
      WINNOW_CASE(stream_unsigned, all),
      WINNOW_CASE(weight_unsigned, all),
      WINNOW_CASE(minimum_squared_negative, all),
      WINNOW_CASE(upper_half_counts, all),
      WINNOW_CASE(last_column_dropped, all),
      WINNOW_CASE(unused_lane_not_zero, all),
      WINNOW_CASE(lane_too_wide, all),
      WINNOW_CASE(lane_one_bit_narrow, all),
      WINNOW_CASE(wraps_instead, clamp),
      WINNOW_CASE(saturates_instead, all),
      WINNOW_CASE(clamps_top_only, clamp),
      WINNOW_CASE(clamps_one_early, clamp),
      WINNOW_CASE(element_clamps_to_row_range, clamp),
      WINNOW_CASE(chunk_always_first, all),
      WINNOW_CASE(chunk_by_division, all),
      WINNOW_CASE(source_ignored, all),
      WINNOW_CASE(source_beyond_is_first, all),
      WINNOW_CASE(precision_beyond_is_highest, three),
      WINNOW_CASE(segment_boundary_off, all),
      WINNOW_CASE(group_skips_row, all),
      WINNOW_CASE(group_valid_any, all),
      WINNOW_CASE(group_valid_late, all),
      WINNOW_CASE(group_early, all),
      WINNOW_CASE(group_holds_when_invalid, all),
      WINNOW_CASE(reset_keeps_accumulators, all),
      WINNOW_CASE(reset_keeps_element, all),
      WINNOW_CASE(reset_keeps_group, all),
      WINNOW_CASE(reset_keeps_flight, all),
      WINNOW_CASE(reset_clears_weights, all),
      WINNOW_CASE(reset_blocks_writes, all),
      WINNOW_CASE(weight_transparent, all),
      WINNOW_CASE(weight_late, all),
      WINNOW_CASE(weight_neighbour_row, all),
      WINNOW_CASE(weight_ignores_set_of_highest, all),
      WINNOW_CASE(weight_sets_swapped, all),
      WINNOW_CASE(weight_all_sets, all),
      WINNOW_CASE(weight_precision_beyond_is_highest, three),
      WINNOW_CASE(illegal_use_leaks, all),
      WINNOW_CASE(multiplier_loses, all),
      WINNOW_CASE(multiplier_of_first_row, all),
      WINNOW_CASE(multiplier_late, all),
      WINNOW_CASE(commit_takes_new, shadow),
      WINNOW_CASE(commit_beats_multiplier, shadow),
      WINNOW_CASE(multiplier_drops_shadow_write, shadow),
      WINNOW_CASE(multiplier_writes_shadow, shadow),
      WINNOW_CASE(weight_writes_active, shadow),
      WINNOW_CASE(commit_clears_shadow, shadow),
  };
}

}  // namespace

// The table above names every fault there is.
BOOST_AUTO_TEST_CASE(every_fault_has_a_case) {
  std::map<RmmuFault, unsigned> count;
  for (const Case& c : cases()) ++count[c.fault];
  BOOST_TEST(count.size() == static_cast<std::size_t>(RmmuFault::commit_clears_shadow));
}

// Nothing is wrong without a fault, in the very configurations in which the faults are tried.
BOOST_AUTO_TEST_CASE(configurations_are_clean_without_a_fault) {
  for (const config::RmmuParameters& p : {all_options(), saturating(), shadowed(), three_precisions()}) {
    const SuiteRun run = run_rmmu_suite(p, RmmuFault::none, 1, 1000);
    BOOST_TEST(!run.failure, describe(p) + ": " + (run.failure ? verif::describe(*run.failure) : ""));
    BOOST_TEST_MESSAGE(describe(p) << ": " << run.tests << " tests, " << run.cycles << " cycles");
  }
}

// The whole suite catches every fault; and the random tests alone, or the directed ones alone, do not have
// to.
BOOST_AUTO_TEST_CASE(every_fault_is_caught) {
  for (const Case& c : cases()) {
    const SuiteRun run = run_rmmu_suite(c.parameters, c.fault, 1, 1000);
    BOOST_TEST(run.failure.has_value(), c.name);
    if (!run.failure) continue;
    BOOST_TEST_MESSAGE(c.name << ": " << run.failure->test << " cycle " << run.failure->cycle << " port "
                              << run.failure->port);
  }
}
