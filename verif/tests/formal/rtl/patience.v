// SPDX-License-Identifier: Apache-2.0
// Bounded liveness: while `waits_i` is high and nothing but the core hinders it, `happens_i` comes within LIMIT cycles.

module patience #(
  parameter LIMIT = 8
) (
  input  wire clk,
  input  wire rst_n,
  input  wire waits_i,
  input  wire happens_i,
  output wire late_o
);
  reg [7:0] waited = 0;  // cycles in a row
  always @(posedge clk) begin
    if (!rst_n | !waits_i | happens_i) waited <= 0;
    else if (waited != 255) waited <= waited + 1'b1;
  end
  assign late_o = rst_n & waits_i & !happens_i & waited >= LIMIT;
endmodule
