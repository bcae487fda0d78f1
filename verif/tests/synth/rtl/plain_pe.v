// SPDX-License-Identifier: Apache-2.0
// A processing element for one precision as one would write it by hand: the reference that the price of several
// precisions is measured against. STAGES registers behind the multiplier, 0 or 1.
module plain_pe #(
  parameter STAGES = 0
) (
  input                    clk_i,
  input                    rst_ni,
  input      signed [15:0] stream_i,
  input             [15:0] weight_data_i,
  input                    weight_write_i,
  input                    element_enable_i,
  input                    element_clear_i,
  output     signed [31:0] dot_0_o,
  output reg signed [47:0] element_result_o
);
  reg signed [15:0] weight;
  always @(posedge clk_i) if (weight_write_i) weight <= weight_data_i;

  wire signed [31:0] product = stream_i * weight;

  generate
    if (STAGES == 0) begin : direct
      assign dot_0_o = product;
    end else begin : registered
      reg signed [31:0] product_q;
      always @(posedge clk_i) product_q <= product;
      assign dot_0_o = product_q;
    end
  endgenerate

  wire signed [47:0] kept = element_clear_i ? 48'sd0 : element_result_o;

  always @(posedge clk_i) begin
    if (!rst_ni) element_result_o <= 48'sd0;
    else if (element_enable_i) element_result_o <= kept + dot_0_o;
  end
endmodule
