// SPDX-License-Identifier: Apache-2.0
// Two rows, and a register for the sum of two corners.
module array (
  input  wire        clk_i,
  input  wire        rst_ni,
  input  wire [ 1:0] en_i,
  input  wire        clear_i,
  input  wire [15:0] a_i,
  input  wire [15:0] b_i,
  output wire [79:0] sum_o,
  output wire [20:0] total_o
);
  reg [20:0] total_q;
  row r0 (.clk_i(clk_i), .rst_ni(rst_ni), .en_i(en_i[0]), .clear_i(clear_i), .a_i(a_i), .b_i(b_i[7:0]), .sum_o(sum_o[39:0]));
  row r1 (.clk_i(clk_i), .rst_ni(rst_ni), .en_i(en_i[1]), .clear_i(clear_i), .a_i(a_i), .b_i(b_i[15:8]), .sum_o(sum_o[79:40]));
  always @(posedge clk_i) begin
    if (!rst_ni) total_q <= 21'd0;
    else total_q <= {sum_o[19], sum_o[19:0]} + {sum_o[79], sum_o[79:60]};
  end
  assign total_o = total_q;
endmodule
