// SPDX-License-Identifier: Apache-2.0
// sram_shell against a model of its own: random accesses, partial masks, addresses beyond DEPTH, held data.
`timescale 1ns / 1ns

module sram_shell_tb;
  parameter WIDTH = 32;
  parameter DEPTH = 64;
  parameter MASK_GRANULARITY = 8;
  parameter READ_LATENCY = 1;
  parameter CYCLES = 4000;

  localparam ADDRESS_WIDTH = (DEPTH > 1) ? $clog2(DEPTH) : 1;
  localparam GROUPS = (WIDTH + MASK_GRANULARITY - 1) / MASK_GRANULARITY;

  reg clk = 0;
  reg req = 0, we = 0;
  reg [ADDRESS_WIDTH-1:0] addr = 0;
  reg [WIDTH-1:0] wdata = 0;
  reg [GROUPS-1:0] wmask = 0;
  wire [WIDTH-1:0] rdata;

  sram_shell #(
      .WIDTH(WIDTH), .DEPTH(DEPTH), .MASK_GRANULARITY(MASK_GRANULARITY), .READ_LATENCY(READ_LATENCY)
  ) dut (
      .clk_i(clk), .req_i(req), .we_i(we), .addr_i(addr), .wdata_i(wdata), .wmask_i(wmask), .rdata_o(rdata)
  );

  // The model: words, and a pipeline of expected read data with "defined" flags.
  reg [WIDTH-1:0] words[0:DEPTH-1];
  reg [WIDTH-1:0] first_stage, second_stage, expected;
  reg first_defined = 0, second_defined = 0, expected_defined;
  integer errors = 0, compared = 0, beyond = 0, partial = 0, held = 0;
  integer cycle, bit_index, word_index;

  task step;  // one cycle with the inputs as they are, then the comparison
    begin
      second_stage = first_stage;
      second_defined = first_defined;
      if (req && we && addr < DEPTH) begin
        for (bit_index = 0; bit_index < WIDTH; bit_index = bit_index + 1)
          if (wmask[bit_index/MASK_GRANULARITY]) words[addr][bit_index] = wdata[bit_index];
        if (|wmask && !(&wmask)) partial = partial + 1;
      end
      if (req && addr >= DEPTH) beyond = beyond + 1;
      if (req && !we) begin
        first_defined = addr < DEPTH;
        if (addr < DEPTH) first_stage = words[addr];
      end else if (first_defined) held = held + 1;
      #5 clk = 1;
      #1;
      expected = (READ_LATENCY == 1) ? first_stage : second_stage;
      expected_defined = (READ_LATENCY == 1) ? first_defined : second_defined;
      if (expected_defined) begin
        compared = compared + 1;
        if (rdata !== expected) begin
          errors = errors + 1;
          if (errors < 5) $display("cycle %0d: rdata_o is %h, expected %h", cycle, rdata, expected);
        end
      end
      #4 clk = 0;
    end
  endtask

  task randomise_data;
    for (bit_index = 0; bit_index < WIDTH; bit_index = bit_index + 1) wdata[bit_index] = $random;
  endtask

  initial begin
    cycle = -DEPTH;
    for (word_index = 0; word_index < DEPTH; word_index = word_index + 1) begin
      req = 1; we = 1; wmask = {GROUPS{1'b1}}; addr = word_index;
      randomise_data;
      step;
      cycle = cycle + 1;
    end
    for (cycle = 0; cycle < CYCLES; cycle = cycle + 1) begin
      req = ($random & 7) != 0;
      we = $random;
      addr = $random;
      for (bit_index = 0; bit_index < GROUPS; bit_index = bit_index + 1) wmask[bit_index] = $random;
      randomise_data;
      step;
    end
    req = 1; we = 0;
    for (word_index = 0; word_index < DEPTH; word_index = word_index + 1) begin
      addr = word_index;
      step;
      cycle = cycle + 1;
    end
    req = 0;
    step;
    // The run must have reached what it is for.
    if (compared < CYCLES / 4 || held == 0) errors = errors + 1;
    if (DEPTH != (1 << ADDRESS_WIDTH) && beyond == 0) errors = errors + 1;
    if (GROUPS > 1 && partial == 0) errors = errors + 1;
    $display("compared %0d, beyond DEPTH %0d, partial masks %0d, held %0d, errors %0d",
             compared, beyond, partial, held, errors);
    if (errors == 0) $display("PASS"); else $display("FAIL");
    $finish;
  end
endmodule
