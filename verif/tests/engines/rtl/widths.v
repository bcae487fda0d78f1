// SPDX-License-Identifier: Apache-2.0
// A register of every kind of width, a memory, and names that C++ does not take as they are.
module widths (
    input  wire         clk_i,
    input  wire         rst_ni,
    input  wire         a1_i,
    input  wire [  7:0] a8_i,
    input  wire [ 16:0] a17_i,
    input  wire [ 31:0] a__32_i,
    input  wire [ 32:0] a33_i,
    input  wire [ 63:0] a64_i,
    input  wire [ 64:0] a65_i,
    input  wire [127:0] a128_i,
    input  wire         write_i,
    input  wire [  3:0] address_i,
    output reg          a1_o,
    output reg  [  7:0] a8_o,
    output reg  [ 16:0] a17_o,
    output reg  [ 31:0] a__32_o,
    output reg  [ 32:0] a33_o,
    output reg  [ 63:0] a64_o,
    output reg  [ 64:0] a65_o,
    output reg  [127:0] a128_o,
    output wire [ 39:0] delete,
    output wire         parity_o
);
  reg [39:0] memory[0:15];

  assign delete   = memory[address_i];
  assign parity_o = ^a128_i;

  always @(posedge clk_i) begin
    if (write_i) memory[address_i] <= {a8_i, a__32_i};
    if (!rst_ni) begin
      a1_o    <= 1'b0;
      a8_o    <= 8'd0;
      a17_o   <= 17'd0;
      a__32_o <= 32'd0;
      a33_o   <= 33'd0;
      a64_o   <= 64'd0;
      a65_o   <= 65'd0;
      a128_o  <= 128'd0;
    end else begin
      a1_o    <= a1_i;
      a8_o    <= a8_i;
      a17_o   <= a17_i;
      a__32_o <= a__32_i;
      a33_o   <= a33_i;
      a64_o   <= a64_i;
      a65_o   <= a65_i;
      a128_o  <= a128_i;
    end
  end
endmodule
