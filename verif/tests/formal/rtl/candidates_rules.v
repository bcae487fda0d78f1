// SPDX-License-Identifier: Apache-2.0
// docs/streams.md, "candidates", and of the group that is followed one row and key: picked or not, it is seen so, once.
// Bases that strictly increase allow a key in one tile only, so that once is at most once.

module candidates_rules #(
  parameter TOKENS = 2,
  parameter KEYS = 4,      // maximum_keys
  parameter TILE = 2,      // keys_per_cycle
  parameter KEY_BITS = 2,  // of a key's number on the stream
  parameter ROW_BITS = 1
) (
  input  wire clk,
  input  wire rst_n,
  input  wire transfer_i,
  input  wire [KEY_BITS-1:0] base_i,
  input  wire [TILE*TOKENS-1:0] mask_i,
  input  wire last_i,
  input  wire is_tracked_i,  // of the group that is followed
  input  wire [ROW_BITS-1:0] row_i,
  input  wire [KEY_BITS:0] key_i,  // may be beyond n, in the last tile
  input  wire is_picked_i,   // the row has picked the key; known when the key's tile comes out
  output wire misplaced_o,   // a base that is no multiple of P, or beyond n, or not above the one before
  output wire idle_o,        // a tile without a pick that is not the last
  output wire unpicked_o,    // comes, and was not picked
  output wire lost_o         // was picked, and does not come
);
  reg is_first = 1;
  reg is_seen = 0;
  reg [KEY_BITS-1:0] base_before;
  wire [KEY_BITS:0] base = {1'b0, base_i};
  wire is_here = key_i >= base & key_i < base + TILE;
  wire [KEY_BITS:0] place = key_i - base;
  wire [TILE*TOKENS-1:0] shifted = mask_i >> (place * TOKENS + row_i);
  wire comes = transfer_i & is_tracked_i & is_here & shifted[0];

  assign misplaced_o = rst_n & transfer_i &
      (base_i % TILE != 0 | base_i >= KEYS | !is_first & base_i <= base_before);
  assign idle_o = rst_n & transfer_i & mask_i == 0 & !last_i;
  assign unpicked_o = rst_n & comes & !is_picked_i;
  assign lost_o = rst_n & transfer_i & is_tracked_i & last_i & is_picked_i & !comes & !is_seen;

  always @(posedge clk) begin
    if (transfer_i) begin
      base_before <= base_i;
      is_first <= last_i;
    end
    if (comes) is_seen <= 1;
    if (!rst_n) begin
      is_first <= 1;
      is_seen <= 0;
    end
  end
endmodule
