// SPDX-License-Identifier: Apache-2.0
// A filter with any scores that docs/streams.md allows and any settings: what comes out of the scheduler is what the scores
// and settings select (docs/cores/detector.md), each connection once (docs/cores/scheduler.md). Every output is the
// failure of a property, but for reached_o. One group, one row and one key are followed; they are free.
//   FILTER       the core's module
//   FAULT, BITS  what is done wrong between the core and the properties (tampered.v); 0: nothing. 12: scores are never
//                taken. 14: selection_count_o is one more

module filter_proof #(
  parameter TOKENS = 2,
  parameter KEYS = 4,       // maximum_keys
  parameter TILE = 2,       // keys_per_cycle
  parameter SCORE_BITS = 3,
  parameter SUM_BITS = 4,   // b + ceil(log2 T)
  parameter KEY_BITS = 2,
  parameter ROW_BITS = 1,
  parameter ROWS_BITS = 2,  // 0 to T
  parameter COUNT_BITS = 3,  // 0 to n
  parameter TILES_BITS = 2,  // 0 to the tiles of a full group
  parameter PASSES = 2,
  parameter ANY = 0,        // follow any group (group_tracker.v), not number GROUP
  parameter GROUP = 0,
  parameter FAULT = 0,
  parameter BITS = 1
) (
  input  wire clk,
  input  wire offers_i,
  input  wire [TOKENS*TILE*SCORE_BITS-1:0] score_i,
  input  wire last_i,
  input  wire [1:0] mode_i,
  input  wire [COUNT_BITS-1:0] limit_i,
  input  wire [TOKENS*SCORE_BITS-1:0] threshold_i,
  input  wire [SUM_BITS-1:0] shared_threshold_i,
  input  wire shared_sum_i,
  input  wire [COUNT_BITS-1:0] length_i,
  input  wire causal_i,
  input  wire [KEY_BITS-1:0] query_i,
  input  wire [ROWS_BITS-1:0] rows_i,
  input  wire ready_i,
  input  wire track_i,
  input  wire [ROW_BITS-1:0] tracked_row_i,  // these are sampled in the first cycle
  input  wire [KEY_BITS:0] tracked_key_i,
  input  wire [SCORE_BITS-1:0] guess_i,
  output wire withdrawn_o,
  output wire changed_o,
  output wire unpicked_o,  // issued, and not selected, or once already
  output wire lost_o,      // selected, and not issued when the group ends
  output wire counted_o,   // the row's selection_count_o is not the number of keys that it gets
  output wire invented_o,
  output wire crowded_o,
  output wire late_o,      // a complete group, a willing receiver, and no round
  output wire closed_o,    // scores are not taken though the receiver is willing
  output wire reached_o    // the group that is followed, of topk, all tiles, all keys for the row, has left, and one after it
);
  localparam TILES = (KEYS + TILE - 1) / TILE;

  reg rst_n = 0;
  always @(posedge clk) rst_n <= 1;
  reg [ROW_BITS-1:0] row;
  reg [KEY_BITS:0] key;
  reg [SCORE_BITS-1:0] guess;
  always @(posedge clk) begin
    row <= rst_n ? row : tracked_row_i < TOKENS ? tracked_row_i : 0;
    key <= rst_n ? key : tracked_key_i < TILES * TILE ? tracked_key_i : 0;
    guess <= rst_n ? guess : guess_i;
  end

  wire valid, core_ready, last;
  wire ready = core_ready & FAULT != 12;
  wire [TOKENS*TILE*SCORE_BITS-1:0] score;
  scores_source #(
    .WIDTH (TOKENS * TILE * SCORE_BITS), .TILES (TILES), .TILES_BITS (TILES_BITS)
  ) source (
    .clk (clk), .rst_n (rst_n), .offers_i (offers_i), .score_i (score_i), .last_i (last_i), .ready_i (ready),
    .valid_o (valid), .score_o (score), .last_o (last)
  );
  localparam WIDTH = TOKENS * (KEY_BITS + 2);
  wire given, taken, given_last;
  wire [TOKENS*KEY_BITS-1:0] given_key;
  wire [TOKENS-1:0] given_row_valid, given_load;
  wire done;
  wire [TOKENS*COUNT_BITS-1:0] counts;
  `FILTER core (
    .clk_i (clk), .rst_ni (rst_n),
    .scores_valid_i (valid & FAULT != 12), .scores_ready_o (core_ready), .scores_score_i (score), .scores_last_i (last),
    .mode_i (mode_i), .limit_i (limit_i), .threshold_i (threshold_i), .shared_threshold_i (shared_threshold_i),
    .shared_sum_i (shared_sum_i), .length_i (length_i), .causal_i (causal_i), .query_i (query_i), .rows_i (rows_i),
    .connections_valid_o (given), .connections_ready_i (taken), .connections_key_o (given_key),
    .connections_row_valid_o (given_row_valid), .connections_load_o (given_load), .connections_last_o (given_last),
    .counters_clear_i (1'b0), .group_done_o (), .group_rounds_o (), .group_loads_o (), .total_rounds_o (),
    .total_loads_o (), .selection_done_o (done), .selection_count_o (counts)
  );

  wire out_valid, out_last;
  wire [TOKENS*KEY_BITS-1:0] out_key;
  wire [TOKENS-1:0] row_valid, load;
  tampered #(.WIDTH (WIDTH), .FAULT (FAULT), .BITS (BITS)) tampering (
    .clk (clk), .rst_n (rst_n),
    .valid_i (given), .ready_o (taken), .fields_i ({given_key, given_row_valid, given_load}), .last_i (given_last),
    .valid_o (out_valid), .ready_i (ready_i), .fields_o ({out_key, row_valid, load}), .last_o (out_last)
  );

  wire in_transfer = rst_n & valid & ready;
  wire out_transfer = rst_n & out_valid & ready_i;
  wire in_first, in_tracked, out_tracked;
  wire [3:0] complete;
  group_tracker #(.ANY (ANY), .GROUP (GROUP), .BITS (4)) tracker (
    .clk (clk), .rst_n (rst_n), .track_i (track_i),
    .in_transfer_i (in_transfer), .in_last_i (last), .out_transfer_i (out_transfer), .out_last_i (out_last),
    .in_first_o (in_first), .in_tracked_o (in_tracked), .out_tracked_o (out_tracked), .complete_o (complete),
    .invented_o (invented_o), .crowded_o (crowded_o)
  );
  wire is_picked, is_void, is_topk;
  selection_rules #(
    .TOKENS (TOKENS), .KEYS (KEYS), .TILE (TILE), .SCORE_BITS (SCORE_BITS), .SUM_BITS (SUM_BITS),
    .KEY_BITS (KEY_BITS), .ROW_BITS (ROW_BITS), .ROWS_BITS (ROWS_BITS), .COUNT_BITS (COUNT_BITS)
  ) selection (
    .clk (clk), .rst_n (rst_n), .transfer_i (in_transfer & in_tracked), .first_i (in_first), .score_i (score),
    .mode_i (mode_i), .limit_i (limit_i), .threshold_i (threshold_i), .shared_threshold_i (shared_threshold_i),
    .shared_sum_i (shared_sum_i), .length_i (length_i), .causal_i (causal_i), .query_i (query_i), .rows_i (rows_i),
    .row_i (row), .key_i (key), .guess_i (guess),
    .is_picked_o (is_picked), .is_void_o (is_void), .is_topk_o (is_topk), .due_o ()
  );

  stream_rules #(.WIDTH (WIDTH + 1)) rules (
    .clk (clk), .rst_n (rst_n), .valid_i (out_valid), .ready_i (ready_i), .fields_i ({out_key, row_valid, load, out_last}),
    .withdrawn_o (withdrawn_o), .changed_o (changed_o)
  );

  // The row and key of the group. Rounds come when all of the group's scores have come.
  wire [KEY_BITS-1:0] row_key = out_key[row*KEY_BITS +: KEY_BITS];
  wire counts_now = out_transfer & out_tracked & !is_void;
  wire issued = counts_now & row_valid[row] & {1'b0, row_key} == key;
  reg is_issued = 0;
  always @(posedge clk) is_issued <= rst_n & (is_issued | issued);
  assign unpicked_o = issued & (!is_picked | is_issued);
  assign lost_o = counts_now & out_last & is_picked & !issued & !is_issued;

  // Keys of the row, group by group: the counts are shown in the order of the groups, and before the group's rounds.
  reg [GROUP+1:0] count_group = 1;  // one-hot, as in the tracker
  reg [COUNT_BITS-1:0] count = 0, got = 0;
  wire [COUNT_BITS-1:0] now = got + (out_transfer & out_tracked & row_valid[row]);
  always @(posedge clk) begin
    if (!rst_n) count_group <= 1;
    else if (done & !count_group[GROUP+1]) count_group <= count_group << 1;
    if (done & count_group[GROUP]) count <= counts[row*COUNT_BITS +: COUNT_BITS] + (FAULT == 14);
    got <= rst_n ? now : 0;
  end
  assign counted_o = out_transfer & out_tracked & out_last & now != count;

  // docs/cores/filter.md, "Throughput": the first round of a topk group R - 1 cycles before its last.
  patience #(.LIMIT (2 * TILES + SCORE_BITS + (PASSES == 2 ? 17 + TILES : 14))) progress (
    .clk (clk), .rst_n (rst_n), .waits_i (complete != 0 & ready_i), .happens_i (out_transfer), .late_o (late_o)
  );
  // What each of the two cores may take.
  patience #(.LIMIT (SCORE_BITS + 10 + 3 * TILES + KEYS + 1)) opening (
    .clk (clk), .rst_n (rst_n), .waits_i (ready_i), .happens_i (ready), .late_o (closed_o)
  );

  wire is_full = out_transfer & out_last & out_tracked & is_topk & now == KEYS;
  reg was_full = 0;  // the group that is followed
  always @(posedge clk) was_full <= rst_n & (was_full | is_full);
  assign reached_o = was_full & out_transfer & out_last;
endmodule
