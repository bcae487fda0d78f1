// SPDX-License-Identifier: Apache-2.0
// A collector with any selections, and what docs/cores/collector.md and docs/streams.md say of its candidates. Every
// output is the failure of a property, but for reached_o. Nothing is assumed of the selections but the handshake: what the
// stream forbids does no harm. One group, one row and one key are followed; they are free.
//   COLLECTOR  the core's module
//   FAULT, BITS  what is done wrong between the core and the properties (tampered.v); 0: nothing

module collector_proof #(
  parameter TOKENS = 2,
  parameter KEYS = 4,      // maximum_keys
  parameter TILE = 2,      // keys_per_cycle
  parameter KEY_BITS = 2,
  parameter ROW_BITS = 1,
  parameter ANY = 0,        // follow any group (group_tracker.v), not number GROUP
  parameter GROUP = 0,
  parameter FAULT = 0,
  parameter BITS = 1
) (
  input  wire clk,
  input  wire offers_i,
  input  wire [KEY_BITS-1:0] key_i,
  input  wire keep_i,
  input  wire last_i,
  input  wire end_i,
  input  wire ready_i,
  input  wire track_i,
  input  wire [ROW_BITS-1:0] tracked_row_i,  // both are sampled in the first cycle
  input  wire [KEY_BITS:0] tracked_key_i,
  output wire withdrawn_o,
  output wire changed_o,
  output wire misplaced_o,
  output wire idle_o,
  output wire unpicked_o,
  output wire lost_o,
  output wire invented_o,
  output wire crowded_o,
  output wire late_o,     // a complete group, a willing receiver, and no tile
  output wire closed_o,   // selections are not taken though the receiver is willing
  output wire reached_o   // two groups have left in which all rows picked all keys of the last tile
);
  localparam TILES = (KEYS + TILE - 1) / TILE;

  reg rst_n = 0;
  always @(posedge clk) rst_n <= 1;
  reg [ROW_BITS-1:0] row;
  reg [KEY_BITS:0] key;
  always @(posedge clk) begin
    row <= rst_n ? row : tracked_row_i < TOKENS ? tracked_row_i : 0;
    key <= rst_n ? key : tracked_key_i < TILES * TILE ? tracked_key_i : 0;
  end

  wire valid, ready, keep, last, close;
  wire [KEY_BITS-1:0] pick;
  stream_source #(.WIDTH (KEY_BITS + 3)) source (
    .clk (clk), .rst_n (rst_n), .offers_i (offers_i), .fields_i ({key_i, keep_i, last_i, end_i}),
    .ready_i (ready), .valid_o (valid), .fields_o ({pick, keep, last, close})
  );
  wire given, taken, given_last;
  wire [KEY_BITS-1:0] given_base;
  wire [TILE*TOKENS-1:0] given_mask;
  `COLLECTOR core (
    .clk_i (clk), .rst_ni (rst_n),
    .selections_valid_i (valid), .selections_ready_o (ready), .selections_key_i (pick),
    .selections_keep_i (keep), .selections_last_i (last), .selections_end_i (close),
    .candidates_valid_o (given), .candidates_ready_i (taken), .candidates_base_o (given_base),
    .candidates_mask_o (given_mask), .candidates_last_o (given_last)
  );

  wire out_valid, out_last;
  wire [KEY_BITS-1:0] base;
  wire [TILE*TOKENS-1:0] mask;
  tampered #(.WIDTH (KEY_BITS + TILE * TOKENS), .FAULT (FAULT), .BITS (BITS)) tampering (
    .clk (clk), .rst_n (rst_n),
    .valid_i (given), .ready_o (taken), .fields_i ({given_base, given_mask}), .last_i (given_last),
    .valid_o (out_valid), .ready_i (ready_i), .fields_o ({base, mask}), .last_o (out_last)
  );

  wire in_transfer = rst_n & valid & ready;
  wire out_transfer = rst_n & out_valid & ready_i;
  reg [ROW_BITS-1:0] in_row = 0;  // the row that a selection belongs to
  wire in_ends = last & (close | in_row == TOKENS - 1);
  always @(posedge clk) begin
    if (!rst_n) in_row <= 0;
    else if (in_transfer & last) in_row <= in_ends ? 0 : in_row + 1'b1;
  end

  wire in_first, in_tracked, out_tracked;
  wire [2:0] complete;
  group_tracker #(.ANY (ANY), .GROUP (GROUP), .BITS (3)) tracker (
    .clk (clk), .rst_n (rst_n), .track_i (track_i),
    .in_transfer_i (in_transfer), .in_last_i (in_ends), .out_transfer_i (out_transfer), .out_last_i (out_last),
    .in_first_o (in_first), .in_tracked_o (in_tracked), .out_tracked_o (out_tracked), .complete_o (complete),
    .invented_o (invented_o), .crowded_o (crowded_o)
  );
  reg is_picked = 0;
  wire picks = in_transfer & in_tracked & in_row == row & keep & {1'b0, pick} == key & pick < KEYS;
  always @(posedge clk) is_picked <= rst_n & (is_picked | picks);

  stream_rules #(.WIDTH (KEY_BITS + TILE * TOKENS + 1)) rules (
    .clk (clk), .rst_n (rst_n), .valid_i (out_valid), .ready_i (ready_i), .fields_i ({base, mask, out_last}),
    .withdrawn_o (withdrawn_o), .changed_o (changed_o)
  );
  candidates_rules #(
    .TOKENS (TOKENS), .KEYS (KEYS), .TILE (TILE), .KEY_BITS (KEY_BITS), .ROW_BITS (ROW_BITS)
  ) candidates (
    .clk (clk), .rst_n (rst_n), .transfer_i (out_transfer), .base_i (base), .mask_i (mask), .last_i (out_last),
    .is_tracked_i (out_tracked), .row_i (row), .key_i (key), .is_picked_i (is_picked),
    .misplaced_o (misplaced_o), .idle_o (idle_o), .unpicked_o (unpicked_o), .lost_o (lost_o)
  );

  // The page: 3 cycles from the transfer that closes a group to its first tile; then a tile of the span per cycle, of
  // which those without a pick do not come out, and a bank changes in one.
  patience #(.LIMIT (TILES + 3)) progress (
    .clk (clk), .rst_n (rst_n), .waits_i (complete != 0 & ready_i), .happens_i (out_transfer), .late_o (late_o)
  );
  // Both banks are full; one of them is read.
  patience #(.LIMIT (TILES + 3)) opening (
    .clk (clk), .rst_n (rst_n), .waits_i (ready_i), .happens_i (ready), .late_o (closed_o)
  );

  reg [1:0] full_groups = 0;
  localparam [TILE*TOKENS-1:0] ALL = {TILE*TOKENS{1'b1}};
  wire is_full = mask == (out_last ? ALL >> (TILES * TILE - KEYS) * TOKENS : ALL);  // no keys beyond n
  reg is_full_so_far = 1;
  always @(posedge clk) begin
    if (out_transfer) is_full_so_far <= out_last | is_full_so_far & is_full;
    if (out_transfer & out_last & is_full & is_full_so_far & base == (TILES - 1) * TILE & full_groups != 3)
      full_groups <= full_groups + 1'b1;
  end
  assign reached_o = full_groups == 2;
endmodule
