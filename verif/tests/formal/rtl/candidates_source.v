// SPDX-License-Identifier: Apache-2.0
// Any candidates that docs/streams.md allows: tiles in order, tiles left out, one last, any masks; and of the group that
// is followed, what rows want two keys.
// Bits of keys at or beyond n, and of the base below a multiple of P, are free, for the scheduler ignores them.

module candidates_source #(
  parameter TOKENS = 2,
  parameter KEYS = 4,      // maximum_keys
  parameter TILE = 2,      // keys_per_cycle, a power of two
  parameter KEY_BITS = 2,
  parameter TILES = 2      // of a full group
) (
  input  wire clk,
  input  wire rst_n,
  input  wire offers_i,              // free, and so are the fields
  input  wire [KEY_BITS-1:0] base_i,  // moved up to the first tile that is still allowed
  input  wire [TILE*TOKENS-1:0] mask_i,
  input  wire last_i,                // always, with the last tile that there is
  input  wire ready_i,
  output wire valid_o,
  output wire [KEY_BITS-1:0] base_o,
  output wire [TILE*TOKENS-1:0] mask_o,
  output wire last_o
);
  reg [KEY_BITS:0] next = 0;  // the lowest base that is allowed; the group goes on, so there is one
  wire [KEY_BITS:0] bits_below = base_i % TILE;
  wire [KEY_BITS:0] base = base_i < next ? next | bits_below : {1'b0, base_i};
  wire [KEY_BITS:0] highest = (TILES - 1) * TILE;
  wire [KEY_BITS:0] existing = base > highest + TILE - 1 ? highest | bits_below : base;
  wire last = last_i | existing >= highest;

  stream_source #(.WIDTH (KEY_BITS + TILE * TOKENS + 1)) source (
    .clk (clk), .rst_n (rst_n), .offers_i (offers_i),
    .fields_i ({existing[KEY_BITS-1:0], mask_i, last}), .ready_i (ready_i), .valid_o (valid_o),
    .fields_o ({base_o, mask_o, last_o})
  );
  always @(posedge clk) begin
    if (!rst_n) next <= 0;
    else if (valid_o & ready_i) next <= last_o ? 0 : {1'b0, base_o} - base_o % TILE + TILE;
  end
endmodule
