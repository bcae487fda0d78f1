// SPDX-License-Identifier: Apache-2.0
// A detector with any scores that docs/streams.md allows and any settings, and what docs/cores/detector.md says of its
// candidates. Every output is the failure of a property, but for reached_o. One group, one row and one key are followed; they
// are free.
//   DETECTOR     the core's module
//   FAULT, BITS  what is done wrong between the core and the properties (tampered.v); 0: nothing

module detector_proof #(
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
  output wire misplaced_o,
  output wire idle_o,
  output wire unpicked_o,
  output wire lost_o,
  output wire counted_o,   // a running count is not the number of keys that came
  output wire balanced_o,  // topk: not min(k, keys that the row may see)
  output wire invented_o,
  output wire crowded_o,
  output wire late_o,      // a complete group, a willing receiver, and no last
  output wire closed_o,    // scores are not taken though the receiver is willing
  output wire reached_o    // the group that is followed, of topk, all tiles, a key for the row, has left, and one of all tiles after it
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

  wire valid, ready, last;
  wire [TOKENS*TILE*SCORE_BITS-1:0] score;
  scores_source #(
    .WIDTH (TOKENS * TILE * SCORE_BITS), .TILES (TILES), .TILES_BITS (TILES_BITS)
  ) source (
    .clk (clk), .rst_n (rst_n), .offers_i (offers_i), .score_i (score_i), .last_i (last_i), .ready_i (ready),
    .valid_o (valid), .score_o (score), .last_o (last)
  );
  wire given, taken, given_last;
  wire [KEY_BITS-1:0] given_base;
  wire [TILE*TOKENS-1:0] given_mask;
  wire [TOKENS*COUNT_BITS-1:0] given_count;
  `DETECTOR core (
    .clk_i (clk), .rst_ni (rst_n),
    .scores_valid_i (valid), .scores_ready_o (ready), .scores_score_i (score), .scores_last_i (last),
    .mode_i (mode_i), .limit_i (limit_i), .threshold_i (threshold_i), .shared_threshold_i (shared_threshold_i),
    .shared_sum_i (shared_sum_i), .length_i (length_i), .causal_i (causal_i), .query_i (query_i), .rows_i (rows_i),
    .candidates_valid_o (given), .candidates_ready_i (taken), .candidates_base_o (given_base),
    .candidates_mask_o (given_mask), .candidates_last_o (given_last), .candidates_count_o (given_count)
  );

  wire out_valid, out_last;
  wire [KEY_BITS-1:0] base;
  wire [TILE*TOKENS-1:0] mask;
  wire [TOKENS*COUNT_BITS-1:0] count;
  tampered #(.WIDTH (KEY_BITS + TOKENS * (TILE + COUNT_BITS)), .FAULT (FAULT), .BITS (BITS)) tampering (
    .clk (clk), .rst_n (rst_n),
    .valid_i (given), .ready_o (taken), .fields_i ({given_base, given_count, given_mask}), .last_i (given_last),
    .valid_o (out_valid), .ready_i (ready_i), .fields_o ({base, count, mask}), .last_o (out_last)
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
  wire [COUNT_BITS-1:0] due;
  selection_rules #(
    .TOKENS (TOKENS), .KEYS (KEYS), .TILE (TILE), .SCORE_BITS (SCORE_BITS), .SUM_BITS (SUM_BITS),
    .KEY_BITS (KEY_BITS), .ROW_BITS (ROW_BITS), .ROWS_BITS (ROWS_BITS), .COUNT_BITS (COUNT_BITS)
  ) selection (
    .clk (clk), .rst_n (rst_n), .transfer_i (in_transfer & in_tracked), .first_i (in_first), .score_i (score),
    .mode_i (mode_i), .limit_i (limit_i), .threshold_i (threshold_i), .shared_threshold_i (shared_threshold_i),
    .shared_sum_i (shared_sum_i), .length_i (length_i), .causal_i (causal_i), .query_i (query_i), .rows_i (rows_i),
    .row_i (row), .key_i (key), .guess_i (guess),
    .is_picked_o (is_picked), .is_void_o (is_void), .is_topk_o (is_topk), .due_o (due)
  );

  stream_rules #(.WIDTH (KEY_BITS + TOKENS * (TILE + COUNT_BITS) + 1)) rules (
    .clk (clk), .rst_n (rst_n), .valid_i (out_valid), .ready_i (ready_i), .fields_i ({base, count, mask, out_last}),
    .withdrawn_o (withdrawn_o), .changed_o (changed_o)
  );
  candidates_rules #(
    .TOKENS (TOKENS), .KEYS (KEYS), .TILE (TILE), .KEY_BITS (KEY_BITS), .ROW_BITS (ROW_BITS)
  ) candidates (
    .clk (clk), .rst_n (rst_n), .transfer_i (out_transfer), .base_i (base), .mask_i (mask), .last_i (out_last),
    .is_tracked_i (out_tracked & !is_void), .row_i (row), .key_i (key), .is_picked_i (is_picked),
    .misplaced_o (misplaced_o), .idle_o (idle_o), .unpicked_o (unpicked_o), .lost_o (lost_o)
  );

  reg [COUNT_BITS-1:0] so_far = 0;
  reg [COUNT_BITS-1:0] now;
  integer i;
  always @* begin
    now = so_far;
    for (i = 0; i < TILE; i = i + 1) now = now + mask[i*TOKENS + row];
  end
  always @(posedge clk) begin
    if (!rst_n) so_far <= 0;
    else if (out_transfer) so_far <= out_last ? 0 : now;
  end
  assign counted_o = out_transfer & count[row*COUNT_BITS +: COUNT_BITS] != now;
  assign balanced_o = out_transfer & out_tracked & out_last & is_topk & now != due;

  // The page: from the transfer of a group's last tile to its last candidates, for topk; the other modes are faster.
  patience #(.LIMIT (PASSES == 2 ? SCORE_BITS + 9 + 2 * TILES : SCORE_BITS + 6 + TILES)) progress (
    .clk (clk), .rst_n (rst_n), .waits_i (complete != 0 & ready_i), .happens_i (out_transfer & out_last), .late_o (late_o)
  );
  // A tile of another mode waits for two groups of topk at most, of which the first is found.
  patience #(.LIMIT (SCORE_BITS + 10 + 3 * TILES)) opening (
    .clk (clk), .rst_n (rst_n), .waits_i (ready_i), .happens_i (ready), .late_o (closed_o)
  );

  wire is_full = out_transfer & out_last & out_tracked & is_topk & base == (TILES - 1) * TILE & now != 0;
  reg was_full = 0;  // the group that is followed
  always @(posedge clk) was_full <= rst_n & (was_full | is_full);
  assign reached_o = was_full & out_transfer & out_last & base == (TILES - 1) * TILE;
endmodule
