// SPDX-License-Identifier: Apache-2.0
// What a processing element computes in one precision, from docs/cores/rmmu.md ("What a PE computes") and nothing
// else: output(o) = sum over k of x[k] * w[o][k], all values two's complement. Operand k is bits
// [k*PRECISION +: PRECISION] of a word. A lane that the precision does not use is zero.

module rmmu_dot_product #(
  parameter HIGHEST = 8,    // B, the highest precision of the set
  parameter PRECISION = 4,  // m, the one that runs
  parameter WORD = 16,      // P, bits of an operand word
  parameter LANES = 1,      // L
  parameter RESULT = 32     // bits of one output
) (
  input  wire [WORD-1:0] stream,
  input  wire [LANES*WORD-1:0] weights,  // weight set o at [o*WORD +: WORD]
  output wire [LANES*RESULT-1:0] results
);
  localparam RATIO = HIGHEST / PRECISION;
  localparam OPERANDS = RATIO == 1 ? 1 : 2 * RATIO;
  localparam OUTPUTS = RATIO <= 2 ? 1 : RATIO / 2;

  genvar o, k;
  generate
    for (o = 0; o < LANES; o = o + 1) begin : lane
      if (o < OUTPUTS) begin : used
        wire signed [RESULT-1:0] sums [0:OPERANDS];
        assign sums[0] = 0;
        for (k = 0; k < OPERANDS; k = k + 1) begin : operand
          wire signed [PRECISION-1:0] x = stream[k*PRECISION +: PRECISION];
          wire signed [PRECISION-1:0] w = weights[o*WORD + k*PRECISION +: PRECISION];
          wire signed [2*PRECISION-1:0] product = x * w;
          assign sums[k+1] = sums[k] + product;
        end
        assign results[o*RESULT +: RESULT] = sums[OPERANDS];
      end else begin : unused
        assign results[o*RESULT +: RESULT] = 0;
      end
    end
  endgenerate
endmodule
