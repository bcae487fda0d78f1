// SPDX-License-Identifier: Apache-2.0
// Any scores that docs/streams.md allows: groups of one to TILES tiles.

module scores_source #(
  parameter WIDTH = 12,   // of a tile
  parameter TILES = 2,
  parameter TILES_BITS = 2  // 0 to TILES
) (
  input  wire clk,
  input  wire rst_n,
  input  wire offers_i,  // free, and so are the fields
  input  wire [WIDTH-1:0] score_i,
  input  wire last_i,    // always, with the last tile that there may be
  input  wire ready_i,
  output wire valid_o,
  output wire [WIDTH-1:0] score_o,
  output wire last_o
);
  reg [TILES_BITS-1:0] tile = 0;
  stream_source #(.WIDTH (WIDTH + 1)) source (
    .clk (clk), .rst_n (rst_n), .offers_i (offers_i), .fields_i ({score_i, last_i | tile == TILES - 1}),
    .ready_i (ready_i), .valid_o (valid_o), .fields_o ({score_o, last_o})
  );
  always @(posedge clk) begin
    if (!rst_n) tile <= 0;
    else if (valid_o & ready_i) tile <= last_o ? 0 : tile + 1'b1;
  end
endmodule
