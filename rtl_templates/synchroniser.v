// SPDX-License-Identifier: Apache-2.0 OR 0BSD
//
// Synchroniser: STAGES flip-flops in a row, the place where a library's synchroniser cell goes.
//
// data_i may come from any clock; data_o follows it STAGES rising edges of clk_i later (one more or less when
// data_i changes near an edge). Each bit is synchronised by itself: the bits of a changing vector may arrive in
// different cycles, so use it for single bits, Gray codes, or vectors that are stable while they are read.
// data_i must come straight from a register, or glitches are sampled too.
`default_nettype none

module synchroniser #(
    parameter WIDTH = 1,             // independent bits
    parameter STAGES = 2,            // flip-flops per bit, 2 or more
    parameter RESET_VALUE = 0        // 0 or 1: value of every bit of data_o in reset
) (
    input  wire             clk_i,
    input  wire             rst_ni,  // synchronous to clk_i, active low
    input  wire [WIDTH-1:0] data_i,
    output wire [WIDTH-1:0] data_o
);
  localparam [0:0] RESET_BIT = (RESET_VALUE != 0);

  // Stage 0 in the lowest WIDTH bits.
  (* async_reg = "true" *) reg [WIDTH*STAGES-1:0] stages_q;

  always @(posedge clk_i) begin
    if (!rst_ni) stages_q <= {WIDTH * STAGES{RESET_BIT}};
    else stages_q <= {stages_q[WIDTH*(STAGES-1)-1:0], data_i};
  end

  assign data_o = stages_q[WIDTH*STAGES-1:WIDTH*(STAGES-1)];
endmodule

`default_nettype wire
