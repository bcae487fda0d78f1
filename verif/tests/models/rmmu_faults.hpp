// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace winnow::verif {

// Design faults that the stand-in device of the RMMU can be given, one at a time, to show that the suite sees
// them.
enum class RmmuFault {
  none,
  // latency and control
  row_result_late,
  row_result_early,
  element_result_late,
  row_valid_late,
  precision_sampled_late,
  clear_ignored,
  clear_without_enable,
  clear_adds_nothing,
  last_row_always_enabled,
  row_takes_neighbours_clear,
  idle_accumulator_drops,
  element_run_clears_row,
  row_run_clears_element,
  element_run_is_row_valid,
  element_follows_precision,
  // arithmetic
  carry_lost,
  lanes_swapped,
  operands_swapped,
  weights_reversed,
  stream_unsigned,
  weight_unsigned,
  minimum_squared_negative,
  upper_half_counts,
  last_column_dropped,
  unused_lane_not_zero,
  lane_too_wide,
  lane_one_bit_narrow,
  wraps_instead,
  saturates_instead,
  clamps_top_only,
  clamps_one_early,
  element_clamps_to_row_range,
  // wiring
  chunk_always_first,
  chunk_by_division,
  source_ignored,
  source_beyond_is_first,
  precision_beyond_is_highest,
  segment_boundary_off,
  // groups
  group_skips_row,
  group_valid_any,
  group_valid_late,
  group_early,
  group_holds_when_invalid,
  // reset
  reset_keeps_accumulators,
  reset_keeps_element,
  reset_keeps_group,
  reset_keeps_flight,
  reset_clears_weights,
  reset_blocks_writes,
  // weights
  weight_transparent,
  weight_late,
  weight_neighbour_row,
  weight_ignores_set_of_highest,
  weight_sets_swapped,
  weight_all_sets,
  weight_precision_beyond_is_highest,
  illegal_use_leaks,
  multiplier_loses,
  multiplier_of_first_row,
  multiplier_late,
  commit_takes_new,
  commit_beats_multiplier,
  multiplier_drops_shadow_write,
  multiplier_writes_shadow,
  weight_writes_active,
  commit_clears_shadow,
};

}  // namespace winnow::verif
