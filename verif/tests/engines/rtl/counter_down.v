// SPDX-License-Identifier: Apache-2.0
// The same module and ports as counter.v, but it counts down.
module counter (
    input  wire        clk_i,
    input  wire        rst_ni,
    input  wire        enable_i,
    input  wire [16:0] step_i,
    output reg  [16:0] count_o,
    output wire [16:0] sum_o
);
  assign sum_o = count_o - step_i;

  always @(posedge clk_i) begin
    if (!rst_ni) count_o <= 17'd0;
    else if (enable_i) count_o <= sum_o;
  end
endmodule
