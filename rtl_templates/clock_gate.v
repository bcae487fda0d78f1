// SPDX-License-Identifier: Apache-2.0 OR 0BSD
//
// Clock gate: the place where a library's integrated clock-gating cell goes.
//
// clk_o pulses with clk_i when, just before the rising edge of clk_i, enable_i or test_enable_i was high. The latch is
// transparent while clk_i is low, so a change of the enable while clk_i is high cannot cut or make a pulse.
// On an FPGA replace the body by a clock buffer with enable, or by `assign clk_o = clk_i` and use register enables.
`default_nettype none

module clock_gate (
    input  wire clk_i,
    input  wire enable_i,
    input  wire test_enable_i,  // scan: lets every pulse through
    output wire clk_o
);
  reg enable_q;

  // A level-sensitive latch is what this cell is.
  // verilator lint_off LATCH
  always @* begin
    if (!clk_i) enable_q = enable_i | test_enable_i;
  end
  // verilator lint_on LATCH

  assign clk_o = clk_i & enable_q;
endmodule

`default_nettype wire
