// SPDX-License-Identifier: Apache-2.0
// One port, read before write, registered output.
module sram #(
  parameter DEPTH = 16,
  parameter WIDTH = 8,
  parameter ADDRESS = 4
) (
  input  wire               clk_i,
  input  wire               write_i,
  input  wire [ADDRESS-1:0] address_i,
  input  wire [  WIDTH-1:0] data_i,
  output wire [  WIDTH-1:0] data_o
);
  reg [WIDTH-1:0] words [0:DEPTH-1];
  reg [WIDTH-1:0] data_q;
  always @(posedge clk_i) begin
    if (write_i) words[address_i] <= data_i;
    data_q <= words[address_i];
  end
  assign data_o = data_q;
endmodule
