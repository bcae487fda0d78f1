// SPDX-License-Identifier: Apache-2.0
// Prints every output of `array` in every cycle, so that two versions of the module can be compared.
module array_tb;
  reg clk = 1'b0;
  reg rst_n = 1'b0;
  reg [1:0] en = 2'd0;
  reg clear = 1'b0;
  reg [15:0] a = 16'd0;
  reg [15:0] b = 16'd0;
  wire [79:0] sum;
  wire [20:0] total;
  integer seed = 7;
  integer cycle;
  array dut (.clk_i(clk), .rst_ni(rst_n), .en_i(en), .clear_i(clear), .a_i(a), .b_i(b), .sum_o(sum), .total_o(total));
  initial begin
    for (cycle = 0; cycle < 2000; cycle = cycle + 1) begin
      #5 clk = 1'b1;
      #5 clk = 1'b0;
      $display("%0d %h %h", cycle, sum, total);
      rst_n = (cycle > 3) && (cycle % 301 != 300);
      en = $random(seed);
      clear = ($random(seed) & 7) == 0;
      a = $random(seed);
      b = $random(seed);
    end
    $finish;
  end
endmodule
