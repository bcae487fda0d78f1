// SPDX-License-Identifier: Apache-2.0
// docs/streams.md, "Handshake": what is offered stays offered, and as it is, until the transfer; after a reset
// nothing is.

module stream_rules #(
  parameter WIDTH = 1
) (
  input  wire clk,
  input  wire rst_n,
  input  wire valid_i,
  input  wire ready_i,
  input  wire [WIDTH-1:0] fields_i,
  output wire withdrawn_o,  // an offer went away, or was there before anything could be
  output wire changed_o     // the fields of an offer changed
);
  reg is_stalled = 0;
  reg is_fresh = 0;  // first cycle after reset
  reg [WIDTH-1:0] held;
  always @(posedge clk) begin
    is_stalled <= rst_n & valid_i & !ready_i;
    is_fresh <= !rst_n;
    held <= fields_i;
  end
  assign withdrawn_o = rst_n & (is_stalled & !valid_i | is_fresh & valid_i);
  assign changed_o = rst_n & is_stalled & valid_i & (fields_i != held);
endmodule
