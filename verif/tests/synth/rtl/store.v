// SPDX-License-Identifier: Apache-2.0
// A large memory, two equal small ones, and a register behind them.
module store (
  input  wire        clk_i,
  input  wire        write_i,
  input  wire [ 8:0] address_i,
  input  wire [19:0] data_i,
  output wire [19:0] data_o
);
  wire [19:0] large;
  wire [ 7:0] small0;
  wire [ 7:0] small1;
  reg  [19:0] data_q;
  sram #(.DEPTH(512), .WIDTH(20), .ADDRESS(9)) u_large (.clk_i(clk_i), .write_i(write_i), .address_i(address_i), .data_i(data_i), .data_o(large));
  sram u_small0 (.clk_i(clk_i), .write_i(write_i), .address_i(address_i[3:0]), .data_i(data_i[7:0]), .data_o(small0));
  sram u_small1 (.clk_i(clk_i), .write_i(write_i), .address_i(address_i[7:4]), .data_i(data_i[7:0]), .data_o(small1));
  always @(posedge clk_i) data_q <= large ^ {4'd0, small0, small1};
  assign data_o = data_q;
endmodule
