// SPDX-License-Identifier: Apache-2.0
// synchroniser: every bit arrives exactly STAGES edges later, and reset sets every stage.
`timescale 1ns / 1ns

module synchroniser_tb;
  parameter WIDTH = 1;
  parameter STAGES = 2;
  parameter RESET_VALUE = 0;
  parameter CYCLES = 4000;

  reg clk = 0, rst_n = 0;
  reg [WIDTH-1:0] data = 0;
  wire [WIDTH-1:0] out;

  synchroniser #(
      .WIDTH(WIDTH), .STAGES(STAGES), .RESET_VALUE(RESET_VALUE)
  ) dut (
      .clk_i(clk), .rst_ni(rst_n), .data_i(data), .data_o(out)
  );

  // history[k]: data sampled k+1 edges ago.
  reg [WIDTH-1:0] history[0:STAGES-1];
  integer errors = 0, changes = 0, resets = 0, cycle, index;

  initial begin
    for (cycle = 0; cycle < CYCLES; cycle = cycle + 1) begin
      rst_n = cycle >= 3 && ($random & 31) != 0;
      for (index = 0; index < WIDTH; index = index + 1) data[index] = $random;
      if (!rst_n) begin
        for (index = 0; index < STAGES; index = index + 1) history[index] = {WIDTH{RESET_VALUE != 0}};
        resets = resets + 1;
      end else begin
        for (index = STAGES - 1; index > 0; index = index - 1) history[index] = history[index-1];
        history[0] = data;
      end
      #5 clk = 1;
      #1;
      if (out !== history[STAGES-1]) begin
        errors = errors + 1;
        if (errors < 5) $display("cycle %0d: data_o is %h, expected %h", cycle, out, history[STAGES-1]);
      end
      if (STAGES > 1 && history[STAGES-1] !== history[STAGES-2]) changes = changes + 1;
      // The output is registered: it must not follow the input between edges.
      data = ~data;
      #1;
      if (out !== history[STAGES-1]) errors = errors + 1;
      #3 clk = 0;
    end
    if (changes == 0 || resets < 4) errors = errors + 1;
    $display("cycles %0d, changes %0d, resets %0d, errors %0d", CYCLES, changes, resets, errors);
    if (errors == 0) $display("PASS"); else $display("FAIL");
    $finish;
  end
endmodule
