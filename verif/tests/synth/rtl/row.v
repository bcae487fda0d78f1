// SPDX-License-Identifier: Apache-2.0
// Two multiply-accumulate units that share one operand.
module row (
  input  wire        clk_i,
  input  wire        rst_ni,
  input  wire        en_i,
  input  wire        clear_i,
  input  wire [15:0] a_i,
  input  wire [ 7:0] b_i,
  output wire [39:0] sum_o
);
  mac u0 (.clk_i(clk_i), .rst_ni(rst_ni), .en_i(en_i), .clear_i(clear_i), .a_i(a_i[7:0]), .b_i(b_i), .sum_o(sum_o[19:0]));
  mac u1 (.clk_i(clk_i), .rst_ni(rst_ni), .en_i(en_i), .clear_i(clear_i), .a_i(a_i[15:8]), .b_i(b_i), .sum_o(sum_o[39:20]));
endmodule
