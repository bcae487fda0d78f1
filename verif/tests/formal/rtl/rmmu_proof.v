// SPDX-License-Identifier: Apache-2.0
// An array of one PE, used as docs/cores/rmmu.md ("Protocol and latency", "Stationary weights") says, beside the
// reference: the weight sets are written one per cycle, then one operand word is accumulated after a clear. All
// operands are free, and so is the row's precision in every other cycle. `wrong_o` has a bit that is 1 when the array
// and the reference differ in the cycle of the result; in every other cycle it is 0.
//   RMMU             the array's module
//   HAS_PRECISIONS   its set has more than one precision
//   HAS_SETS         it has more than one weight set
//   PLANTED          the reference is wrong on purpose, for one pair of operands in all: the proof must fail

module rmmu_proof #(
  parameter HIGHEST = 8,
  parameter PRECISION = 4,
  parameter CODE = 0,       // the precision's index in the set, CODE_BITS wide
  parameter CODE_BITS = 1,
  parameter WORD = 16,
  parameter LANES = 1,
  parameter RESULT = 16,    // bits of one element of row_result_o
  parameter LATENCY = 2     // from stream_i to row_result_o
) (
  input  wire clk,
  input  wire [(LANES+1)*WORD-1:0] operands_i,  // sampled in the first cycle: the stream word, above it the weight sets
  input  wire [CODE_BITS-1:0] other_precision_i,  // of the cycles before and after; unused when there is one
  output wire [LANES*RESULT:0] wrong_o
);
  localparam RATIO = HIGHEST / PRECISION;
  localparam SETS = RATIO <= 2 ? 1 : RATIO / 2;

  reg [3:0] cycle = 0;
  always @(posedge clk) cycle <= cycle + (cycle != 15);
  wire is_writing = cycle < SETS;
  wire is_sampled = cycle == SETS;
  wire is_result = cycle == SETS + LATENCY;

  reg [(LANES+1)*WORD-1:0] operands_q;
  wire [(LANES+1)*WORD-1:0] operands = cycle == 0 ? operands_i : operands_q;
  always @(posedge clk) operands_q <= operands;

  wire [WORD-1:0] stream = operands[WORD-1:0];
  wire [LANES*WORD-1:0] weights = operands[(LANES+1)*WORD-1:WORD];

  wire valid;
  wire [LANES*RESULT-1:0] result;
  wire [LANES*WORD-1:0] weights_left = weights >> (cycle * WORD);
  `RMMU array (
    .clk_i (clk),
    .rst_ni (cycle != 0),  // weights are written during reset, too
    .stream_i (stream),
    .row_enable_i (is_sampled),
    .row_clear_i (is_sampled),
`ifdef HAS_PRECISIONS
    .row_precision_i (is_sampled ? CODE[CODE_BITS-1:0] : other_precision_i),
    .weight_precision_i (CODE[CODE_BITS-1:0]),
`endif
`ifdef HAS_SETS
    .weight_set_i (is_writing ? {{LANES-1{1'b0}}, 1'b1} << cycle : {LANES{1'b0}}),
`endif
    .weight_data_i (weights_left[WORD-1:0]),
    .weight_row_i (is_writing),
    .row_valid_o (valid),
    .row_result_o (result)
  );

  wire [LANES*RESULT-1:0] expected;
  rmmu_dot_product #(
    .HIGHEST (HIGHEST),
    .PRECISION (PRECISION),
    .WORD (WORD),
    .LANES (LANES),
    .RESULT (RESULT)
  ) reference (
    .stream (stream),
    .weights (weights),
    .results (expected)
  );

`ifdef PLANTED
  wire planted = &(stream[HIGHEST-1:0] & weights[HIGHEST-1:0]);
`else
  wire planted = 1'b0;
`endif
  assign wrong_o = {(LANES*RESULT+1){is_result}} & {!valid, result ^ expected ^ {{LANES*RESULT-1{1'b0}}, planted}};
endmodule
