// SPDX-License-Identifier: Apache-2.0
// Stops the simulation when told to.
module stopper (
    input  wire clk_i,
    input  wire stop_i,
    output reg  seen_o
);
  always @(posedge clk_i) begin
    seen_o <= stop_i;
    if (stop_i) $stop;
  end
endmodule
