// SPDX-License-Identifier: Apache-2.0
// A stream on its way from a core to the properties, as it is (FAULT 0) or with a planted fault, which a property must
// notice.

module tampered #(
  parameter WIDTH = 1,
  parameter FAULT = 0,
  parameter BITS = 1  // those that FAULT 6, 7 and 8 touch; the lowest 32 at most
) (
  input  wire clk,
  input  wire rst_n,
  input  wire valid_i,
  output wire ready_o,
  input  wire [WIDTH-1:0] fields_i,
  input  wire last_i,
  output wire valid_o,
  input  wire ready_i,
  output wire [WIDTH-1:0] fields_o,
  output wire last_o
);
  reg is_stalled = 0;      // what is offered was offered, and not taken, in the cycle before
  reg is_second = 0;       // it has been given once
  reg [1:0] transfers = 0;
  wire is_third = transfers == 2;
  wire is_swallowed = FAULT == 3 & is_third;
  wire is_doubled = FAULT == 4 & is_third & !is_second;
  wire is_dead = FAULT == 5 & transfers == 3;
  wire [WIDTH-1:0] bits = BITS;

  assign valid_o = valid_i & !(FAULT == 1 & is_stalled) & !is_swallowed & !is_dead;
  assign ready_o = (ready_i | is_swallowed) & !is_doubled & !is_dead;
  assign fields_o = FAULT == 2 & is_stalled | FAULT == 6 ? fields_i ^ bits
                  : FAULT == 7 ? fields_i & ~bits
                  : FAULT == 8 ? fields_i | bits : fields_i;
  assign last_o = FAULT == 9 ? 1'b0 : FAULT == 10 ? 1'b1 : last_i;

  always @(posedge clk) begin
    is_stalled <= rst_n & valid_i & !ready_i;
    if (valid_i & (ready_i | is_swallowed)) begin
      is_second <= is_doubled;
      if (!is_doubled & transfers != 3) transfers <= transfers + 1'b1;
    end
    if (!rst_n) begin
      is_second <= 0;
      transfers <= 0;
    end
  end
endmodule
