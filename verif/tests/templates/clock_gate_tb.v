// SPDX-License-Identifier: Apache-2.0
// clock_gate: a pulse exactly when the enable was high before the rising edge, and never a cut or extra pulse
// while the enables change in both phases of the clock.
`timescale 1ns / 1ns

module clock_gate_tb;
  parameter CYCLES = 4000;

  reg clk = 0, enable = 0, test_enable = 0;
  wire gated;

  clock_gate dut (.clk_i(clk), .enable_i(enable), .test_enable_i(test_enable), .clk_o(gated));

  integer errors = 0, pulses = 0, edges = 0, cycle;
  integer from_enable = 0, from_test = 0, blocked = 0;
  reg expected;

  always @(posedge gated) edges = edges + 1;

  task check(input value);
    if (gated !== value) begin
      errors = errors + 1;
      if (errors < 5) $display("cycle %0d: clk_o is %b, expected %b", cycle, gated, value);
    end
  endtask

  initial begin
    for (cycle = 0; cycle < CYCLES; cycle = cycle + 1) begin
      // Low phase: the enables may change several times; the last value counts.
      #2 {enable, test_enable} = $random;
      #1 check(1'b0);
      #2 {enable, test_enable} = $random;
      #1 check(1'b0);
      expected = enable | test_enable;
      if (enable && !test_enable) from_enable = from_enable + 1;
      if (test_enable && !enable) from_test = from_test + 1;
      if (!expected) blocked = blocked + 1;
      if (expected) pulses = pulses + 1;
      #1 clk = 1;
      #1 check(expected);
      // High phase: changes must have no effect.
      #1 {enable, test_enable} = $random;
      #1 check(expected);
      #1 {enable, test_enable} = ~{enable, test_enable};
      #1 check(expected);
      #1 clk = 0;
      #1 check(1'b0);
    end
    if (edges != pulses) begin
      errors = errors + 1;
      $display("%0d rising edges of clk_o, expected %0d", edges, pulses);
    end
    if (from_enable == 0 || from_test == 0 || blocked == 0) errors = errors + 1;
    $display("cycles %0d, pulses %0d, errors %0d", CYCLES, pulses, errors);
    if (errors == 0) $display("PASS"); else $display("FAIL");
    $finish;
  end
endmodule
