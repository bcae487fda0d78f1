// SPDX-License-Identifier: Apache-2.0
// What was there some cycles ago; 0 in the first ones.

module delayed #(
  parameter WIDTH = 1,
  parameter CYCLES = 1
) (
  input  wire clk,
  input  wire [WIDTH-1:0] now_i,
  output wire [WIDTH-1:0] then_o
);
  reg [CYCLES*WIDTH-1:0] line = 0;
  always @(posedge clk) line <= {line, now_i};
  assign then_o = line[CYCLES*WIDTH-1 -: WIDTH];
endmodule
