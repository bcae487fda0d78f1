// SPDX-License-Identifier: Apache-2.0
// An elsa_divide with any sums, and what docs/cores/elsa_divide.md says of its results. Every output is the failure of a
// property, but for reached_o.
//   ELSA_DIVIDE  the core's module
//   FAULT        what is done wrong between the core and the properties; 0: nothing

module elsa_divide_proof #(
  parameter LATENCY = 4,
  parameter CHUNK_BITS = 1,
  parameter WEIGHT_BITS = 12,  // of all banks
  parameter VALUE_BITS = 12,   // of all banks and lanes
  parameter RESULT_BITS = 2,   // of all lanes
  parameter ANY = 0,           // not used: every chunk is looked at
  parameter GROUP = 0,
  parameter FAULT = 0,
  parameter BITS = 1
) (
  input  wire clk,
  input  wire valid_i,
  input  wire [CHUNK_BITS-1:0] chunk_i,
  input  wire last_i,
  input  wire [WEIGHT_BITS-1:0] weight_i,
  input  wire [VALUE_BITS-1:0] value_i,
  output wire lost_o,      // a chunk does not come out in its cycle
  output wire invented_o,  // a result without a chunk
  output wire changed_o,   // it is another chunk, or not as last as it was
  output wire nonzero_o,   // a result that is not 0, though the sum of the weights is
  output wire reached_o    // two results that are not 0
);
  reg rst_n = 0;
  always @(posedge clk) rst_n <= 1;
  wire core_valid, core_last;
  wire [CHUNK_BITS-1:0] core_chunk;
  wire [RESULT_BITS-1:0] core_result;
  `ELSA_DIVIDE core (
    .clk_i (clk), .rst_ni (rst_n), .sums_valid_i (valid_i), .sums_chunk_i (chunk_i), .sums_last_i (last_i),
    .sums_weight_i (weight_i), .sums_value_i (value_i), .result_valid_o (core_valid), .result_chunk_o (core_chunk),
    .result_last_o (core_last), .result_o (core_result)
  );
  reg was_valid = 0;
  always @(posedge clk) was_valid <= rst_n & core_valid;
  wire valid = FAULT == 1 ? core_valid & !was_valid : FAULT == 2 ? core_valid | was_valid : core_valid;
  wire last = core_last ^ (FAULT == 3);
  wire [RESULT_BITS-1:0] result = FAULT == 4 ? core_result | 1'b1 : core_result;

  wire due, due_last, was_zero;
  wire [CHUNK_BITS-1:0] due_chunk;
  delayed #(.WIDTH (CHUNK_BITS + 3), .CYCLES (LATENCY)) through (
    .clk (clk), .now_i ({rst_n & valid_i, chunk_i, last_i, weight_i == 0}), .then_o ({due, due_chunk, due_last, was_zero})
  );
  assign lost_o = rst_n & due & !valid;
  assign invented_o = rst_n & valid & !due;
  assign changed_o = rst_n & valid & due & (core_chunk != due_chunk | last != due_last);
  assign nonzero_o = rst_n & valid & due & was_zero & result != 0;
  reg [1:0] full = 0;
  always @(posedge clk) if (rst_n & valid & result != 0 & full != 3) full <= full + 1'b1;
  assign reached_o = full == 2;
endmodule
