// SPDX-License-Identifier: Apache-2.0
// The giving side of a stream, free in all that docs/streams.md ("Handshake") leaves free: it may offer in any cycle,
// and what it has offered stays until the transfer. Only what the inputs say is offered, so no assumption is needed.

module stream_source #(
  parameter WIDTH = 1
) (
  input  wire clk,
  input  wire rst_n,
  input  wire offers_i,             // free
  input  wire [WIDTH-1:0] fields_i,  // of a transfer offered in this cycle
  input  wire ready_i,
  output wire valid_o,
  output wire [WIDTH-1:0] fields_o
);
  reg is_waiting = 0;
  reg [WIDTH-1:0] held;
  assign valid_o = is_waiting | offers_i;
  assign fields_o = is_waiting ? held : fields_i;
  always @(posedge clk) begin
    is_waiting <= rst_n & valid_o & !ready_i;
    held <= fields_o;
  end
endmodule
