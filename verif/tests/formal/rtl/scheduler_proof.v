// SPDX-License-Identifier: Apache-2.0
// A scheduler with any candidates that docs/streams.md allows, and what docs/cores/scheduler.md says of its rounds. Every
// output is the failure of a property, but for reached_o. One group, one row and two keys are followed; they are free.
//   SCHEDULER    the core's module
//   HAS_REPLAY   it has a replay store, of ROUNDS rounds
//   FAULT, BITS  what is done wrong between the core and the properties (tampered.v); 0: nothing. 11: the core gets the
//                keys in the order of the highest and its keys are turned back, so that it pops the lowest.
//                12: candidates are taken in every other cycle only. 13: the totals are not cleared.
//                20 and more: those of tampered.v on the replay

module scheduler_proof #(
  parameter TOKENS = 2,
  parameter KEYS = 4,       // maximum_keys
  parameter TILE = 2,       // keys_per_cycle
  parameter KEY_BITS = 2,
  parameter ROW_BITS = 1,
  parameter COUNT_BITS = 3,  // 0 to n
  parameter LOAD_BITS = 4,   // 0 to nT
  parameter ROUNDS = 1,
  parameter ANY = 0,        // follow any group (group_tracker.v), not number GROUP
  parameter GROUP = 0,
  parameter FAULT = 0,
  parameter BITS = 1
) (
  input  wire clk,
  input  wire offers_i,
  input  wire [KEY_BITS-1:0] base_i,
  input  wire [TILE*TOKENS-1:0] mask_i,
  input  wire last_i,
  input  wire ready_i,
  input  wire replay_ready_i,
  input  wire clear_i,
  input  wire track_replay_i,
  input  wire track_i,
  input  wire [ROW_BITS-1:0] tracked_row_i,  // these are sampled in the first cycle
  input  wire [KEY_BITS-1:0] tracked_key_i,
  input  wire [KEY_BITS-1:0] other_key_i,
  output wire withdrawn_o,
  output wire changed_o,
  output wire unwanted_o,
  output wire lost_o,
  output wire starved_o,
  output wire empty_o,
  output wire unmarked_o,
  output wire order_o,
  output wire invented_o,
  output wire crowded_o,
  output wire late_o,     // a complete group, willing receivers, and no round
  output wire closed_o,   // candidates are not taken though the receivers are willing
  output wire barred_o,   // candidates are not taken though the group is not complete
  output wire counted_o,  // the counts of a group are wrong, or of the totals
`ifdef HAS_REPLAY
  output wire replay_withdrawn_o,
  output wire replay_changed_o,
  output wire replay_altered_o,
  output wire replay_invented_o,
  output wire replay_overfull_o,
  output wire replay_late_o,
`endif
  output wire reached_o   // two groups in which every row wants every key have left
);
  localparam TILES = (KEYS + TILE - 1) / TILE;

  reg rst_n = 0;
  always @(posedge clk) rst_n <= 1;
  reg [ROW_BITS-1:0] row;
  reg [KEY_BITS-1:0] key, other;
  always @(posedge clk) begin
    row <= rst_n ? row : tracked_row_i < TOKENS ? tracked_row_i : 0;
    key <= rst_n ? key : tracked_key_i < KEYS ? tracked_key_i : 0;
    other <= rst_n ? other : other_key_i < KEYS ? other_key_i : 0;
  end

  wire valid, core_ready, last;
  reg is_odd = 0;
  always @(posedge clk) is_odd <= !is_odd;
  wire is_shut = FAULT == 12 & is_odd;
  wire ready = core_ready & !is_shut;
  wire [KEY_BITS-1:0] base;
  wire [TILE*TOKENS-1:0] mask;
  candidates_source #(
    .TOKENS (TOKENS), .KEYS (KEYS), .TILE (TILE), .KEY_BITS (KEY_BITS), .TILES (TILES)
  ) source (
    .clk (clk), .rst_n (rst_n), .offers_i (offers_i), .base_i (base_i), .mask_i (mask_i), .last_i (last_i),
    .ready_i (ready), .valid_o (valid), .base_o (base), .mask_o (mask), .last_o (last)
  );

  localparam MIRRORED = FAULT == 11;
  localparam [KEY_BITS-1:0] TOP = KEYS - 1;
  localparam WIDTH = TOKENS * (KEY_BITS + 2);
  wire [TILE*TOKENS-1:0] core_mask;
  wire [TOKENS*KEY_BITS-1:0] core_key, given_key;
  wire [TOKENS-1:0] given_row_valid, given_load;
  wire given, taken, given_last;
  genvar i;
  generate
    for (i = 0; i < TILE; i = i + 1) begin : mirror_mask
      localparam FROM = MIRRORED ? TILE - 1 - i : i;
      assign core_mask[i*TOKENS +: TOKENS] = mask[FROM*TOKENS +: TOKENS];
    end
    for (i = 0; i < TOKENS; i = i + 1) begin : mirror_key
      assign given_key[i*KEY_BITS +: KEY_BITS] = MIRRORED & given_row_valid[i]
          ? TOP - core_key[i*KEY_BITS +: KEY_BITS] : core_key[i*KEY_BITS +: KEY_BITS];
    end
  endgenerate
  wire group_done;
  wire [COUNT_BITS-1:0] group_rounds;
  wire [LOAD_BITS-1:0] group_loads;
  wire [31:0] total_rounds, total_loads;
`ifdef HAS_REPLAY
  wire core_again, core_again_ready, core_again_last, again, again_last;
  wire [WIDTH-1:0] core_again_fields, again_fields;
  tampered #(.WIDTH (WIDTH), .FAULT (FAULT < 20 ? 0 : FAULT - 20), .BITS (BITS)) tampering_again (
    .clk (clk), .rst_n (rst_n),
    .valid_i (core_again), .ready_o (core_again_ready), .fields_i (core_again_fields), .last_i (core_again_last),
    .valid_o (again), .ready_i (replay_ready_i), .fields_o (again_fields), .last_o (again_last)
  );
`endif
  // Without it the receiver of the replay is always willing.
  wire is_replay_ready = `ifdef HAS_REPLAY replay_ready_i `else 1'b1 `endif;
  `SCHEDULER core (
    .clk_i (clk), .rst_ni (rst_n),
    .candidates_valid_i (valid & !is_shut), .candidates_ready_o (core_ready),
    .candidates_base_i (MIRRORED ? TOP - base : base), .candidates_mask_i (core_mask),
    .candidates_last_i (last),
    .connections_valid_o (given), .connections_ready_i (taken), .connections_key_o (core_key),
    .connections_row_valid_o (given_row_valid), .connections_load_o (given_load), .connections_last_o (given_last),
`ifdef HAS_REPLAY
    .replay_valid_o (core_again), .replay_ready_i (core_again_ready),
    .replay_key_o (core_again_fields[2*TOKENS +: TOKENS*KEY_BITS]),
    .replay_row_valid_o (core_again_fields[TOKENS +: TOKENS]), .replay_load_o (core_again_fields[0 +: TOKENS]),
    .replay_last_o (core_again_last),
`endif
    .counters_clear_i (clear_i & FAULT != 13), .group_done_o (group_done), .group_rounds_o (group_rounds),
    .group_loads_o (group_loads), .total_rounds_o (total_rounds), .total_loads_o (total_loads)
  );

  wire out_valid, out_last;
  wire [TOKENS*KEY_BITS-1:0] out_key;
  wire [TOKENS-1:0] out_row_valid, out_load;
  tampered #(.WIDTH (WIDTH), .FAULT (FAULT < 20 ? FAULT : 0), .BITS (BITS)) tampering (
    .clk (clk), .rst_n (rst_n),
    .valid_i (given), .ready_o (taken), .fields_i ({given_key, given_row_valid, given_load}), .last_i (given_last),
    .valid_o (out_valid), .ready_i (ready_i), .fields_o ({out_key, out_row_valid, out_load}), .last_o (out_last)
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

  // What the group wants.
  wire [KEY_BITS-1:0] tile = base - base % TILE;
  wire [TOKENS-1:0] key_mask, other_mask;
  wire [TILE*TOKENS-1:0] existing;
  assign key_mask = key - tile < TILE & key >= tile ? existing >> (key - tile) * TOKENS : 0;
  assign other_mask = other - tile < TILE & other >= tile ? existing >> (other - tile) * TOKENS : 0;
  generate
    for (i = 0; i < TILE; i = i + 1) begin : keys_that_are
      assign existing[i*TOKENS +: TOKENS] = tile + i < KEYS ? mask[i*TOKENS +: TOKENS] : 0;
    end
  endgenerate
  reg [COUNT_BITS-1:0] tile_keys;  // of the row
  integer k;
  always @* begin
    tile_keys = 0;
    for (k = 0; k < TILE; k = k + 1) tile_keys = tile_keys + existing[k*TOKENS + row];
  end
  reg [TOKENS-1:0] key_wanted = 0, other_wanted = 0;
  reg [COUNT_BITS-1:0] row_keys = 0;
  reg is_empty = 1;
  always @(posedge clk) begin
    if (in_transfer & in_tracked) begin
      key_wanted <= key_wanted | key_mask;
      other_wanted <= other_wanted | other_mask;
      row_keys <= row_keys + tile_keys;
      is_empty <= is_empty & existing == 0;
    end
  end

  stream_rules #(.WIDTH (WIDTH + 1)) rules (
    .clk (clk), .rst_n (rst_n), .valid_i (out_valid), .ready_i (ready_i),
    .fields_i ({out_key, out_row_valid, out_load, out_last}), .withdrawn_o (withdrawn_o), .changed_o (changed_o)
  );
  connections_rules #(
    .TOKENS (TOKENS), .KEYS (KEYS), .KEY_BITS (KEY_BITS), .ROW_BITS (ROW_BITS), .COUNT_BITS (COUNT_BITS)
  ) connections (
    .clk (clk), .rst_n (rst_n), .transfer_i (out_transfer), .key_i (out_key), .row_valid_i (out_row_valid),
    .load_i (out_load), .last_i (out_last), .is_tracked_i (out_tracked), .row_i (row), .followed_i (key),
    .other_i (other), .followed_wanted_i (key_wanted), .other_wanted_i (other_wanted), .row_keys_i (row_keys),
    .is_empty_i (is_empty),
    .unwanted_o (unwanted_o), .lost_o (lost_o), .starved_o (starved_o), .empty_o (empty_o),
    .unmarked_o (unmarked_o), .order_o (order_o)
  );

  // The page: the first round 8 cycles after the last tile, and no gap between rounds.
  wire is_willing = ready_i & is_replay_ready;
  patience #(.LIMIT (7)) progress (
    .clk (clk), .rst_n (rst_n), .waits_i (complete != 0 & is_willing), .happens_i (out_transfer), .late_o (late_o)
  );
  // A full queue gives place one cycle after the receiver became willing, a full replay store another one later; then
  // the group that issues has n rounds to decide, and the filled one leaves with the last of them. It waits 3 cycles
  // in any case. A store of one round takes one in every other cycle only.
  localparam DECIDED = `ifdef HAS_REPLAY ROUNDS == 1 ? 2 * KEYS + 1 : KEYS + 2 `else KEYS + 1 `endif;
  patience #(.LIMIT (DECIDED > 3 ? DECIDED : 3)) opening (
    .clk (clk), .rst_n (rst_n), .waits_i (is_willing), .happens_i (ready), .late_o (closed_o)
  );
  reg may_be_closed = 0;  // the last transfer was a last, and ready was low ever since
  always @(posedge clk) may_be_closed <= rst_n & (in_transfer & last | may_be_closed & !ready);
  assign barred_o = rst_n & !ready & !may_be_closed;

  // Counts: of the rounds as the core gives them.
  wire core_transfer = rst_n & given & taken;
  reg [LOAD_BITS-1:0] loads;  // of this round
  always @* begin
    loads = 0;
    for (k = 0; k < TOKENS; k = k + 1) loads = loads + given_load[k];
  end
  reg [COUNT_BITS-1:0] rounds_so_far = 0, rounds_before = 0;
  reg [LOAD_BITS-1:0] loads_so_far = 0, loads_before = 0;
  reg was_last = 0, is_after_reset = 0;
  reg [31:0] total_rounds_due = 0, total_loads_due = 0;
  always @(posedge clk) begin
    is_after_reset <= 1;
    was_last <= core_transfer & given_last;
    if (core_transfer) begin
      rounds_so_far <= given_last ? 0 : rounds_so_far + |given_row_valid;
      loads_so_far <= given_last ? 0 : loads_so_far + loads;
      if (given_last) begin
        rounds_before <= rounds_so_far + |given_row_valid;
        loads_before <= loads_so_far + loads;
      end
    end
    // From what the core shows: the same for ever, by induction.
    total_rounds_due <= !rst_n ? 0 : (clear_i ? 0 : total_rounds) + (core_transfer & |given_row_valid);
    total_loads_due <= !rst_n ? 0 : (clear_i ? 0 : total_loads) + (core_transfer ? loads : 0);
  end
  assign counted_o = rst_n & is_after_reset & (group_done != was_last | group_rounds != rounds_before
      | group_loads != loads_before | total_rounds != total_rounds_due | total_loads != total_loads_due);

`ifdef HAS_REPLAY
  stream_rules #(.WIDTH (WIDTH + 1)) replay_stream (
    .clk (clk), .rst_n (rst_n), .valid_i (again), .ready_i (replay_ready_i), .fields_i ({again_fields, again_last}),
    .withdrawn_o (replay_withdrawn_o), .changed_o (replay_changed_o)
  );
  replay_rules #(.WIDTH (WIDTH + 1), .ROUNDS (ROUNDS)) replay (
    .clk (clk), .rst_n (rst_n), .track_i (track_replay_i), .in_transfer_i (out_transfer),
    .in_fields_i ({out_key, out_row_valid, out_load, out_last}), .out_valid_i (again),
    .out_transfer_i (rst_n & again & replay_ready_i), .out_fields_i ({again_fields, again_last}),
    .altered_o (replay_altered_o), .invented_o (replay_invented_o), .overfull_o (replay_overfull_o),
    .late_o (replay_late_o)
  );
`endif

  reg [1:0] full_groups = 0;
  reg [COUNT_BITS-1:0] full_rounds = 0;
  wire is_full = &out_row_valid;
  always @(posedge clk) begin
    if (out_transfer) full_rounds <= is_full & !out_last ? full_rounds + 1'b1 : 0;
    if (out_transfer & out_last & is_full & full_rounds == KEYS - 1 & full_groups != 3)
      full_groups <= full_groups + 1'b1;
  end
  assign reached_o = full_groups == 2;
endmodule
