// SPDX-License-Identifier: Apache-2.0
// Multiplier, pipeline register, accumulator.
module mac (
  input  wire               clk_i,
  input  wire               rst_ni,
  input  wire               en_i,
  input  wire               clear_i,
  input  wire signed [ 7:0] a_i,
  input  wire signed [ 7:0] b_i,
  output wire signed [19:0] sum_o
);
  reg signed [15:0] product_q;
  reg signed [19:0] sum_q;
  reg en_q;
  reg clear_q;
  always @(posedge clk_i) begin
    product_q <= a_i * b_i;
    en_q      <= rst_ni & en_i;
    clear_q   <= clear_i;
    if (!rst_ni) sum_q <= 20'd0;
    else if (en_q) sum_q <= (clear_q ? 20'sd0 : sum_q) + {{4{product_q[15]}}, product_q};
  end
  assign sum_o = sum_q;
endmodule
