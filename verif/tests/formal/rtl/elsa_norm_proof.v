// SPDX-License-Identifier: Apache-2.0
// An elsa_norm with any sums of squares, and what docs/cores/elsa_norm.md says of its norms. Every output is the failure of
// a property, but for reached_o.
//   ELSA_NORM    the core's module
//   FAULT        what is done wrong between the core and the properties; 0: nothing

module elsa_norm_proof #(
  parameter LATENCY = 3,
  parameter SQUARE_BITS = 3,
  parameter NORM_BITS = 2,
  parameter THRESHOLD_BITS = 3,
  parameter CUTOFF_BITS = 5,
  parameter ANY = 0,           // not used: every sum is looked at
  parameter GROUP = 0,
  parameter FAULT = 0,
  parameter BITS = 1
) (
  input  wire clk,
  input  wire valid_i,
  input  wire first_i,
  input  wire [SQUARE_BITS-1:0] square_i,
  input  wire signed [THRESHOLD_BITS-1:0] threshold_i,
  output wire lost_o,      // a sum's norm does not come out in its cycle
  output wire invented_o,  // a norm without a sum
  output wire nonzero_o,   // a norm that is not 0, of a sum that is
  output wire mistaken_o,  // the maximum is not that of the norms since the first key's
  output wire product_o,   // the cut-off is not threshold times maximum of the cycle before
  output wire reached_o    // a maximum of two keys and a cut-off that are not 0
);
  reg rst_n = 0, was_running = 0;
  always @(posedge clk) begin
    rst_n <= 1;
    was_running <= rst_n;
  end
  wire core_valid;
  wire [NORM_BITS-1:0] core_norm, core_maximum;
  wire signed [CUTOFF_BITS-1:0] core_cutoff;
  `ELSA_NORM core (
    .clk_i (clk), .rst_ni (rst_n), .square_valid_i (valid_i), .square_i (square_i), .first_i (first_i),
    .threshold_i (threshold_i), .norm_valid_o (core_valid), .norm_o (core_norm), .maximum_o (core_maximum),
    .cutoff_o (core_cutoff)
  );
  reg was_valid = 0;
  always @(posedge clk) was_valid <= rst_n & core_valid;
  wire valid = FAULT == 1 ? core_valid & !was_valid : FAULT == 2 ? core_valid | was_valid : core_valid;
  wire [NORM_BITS-1:0] norm = FAULT == 3 ? core_norm | 1'b1 : core_norm;
  wire [NORM_BITS-1:0] maximum = FAULT == 4 ? core_maximum ^ 1'b1 : core_maximum;
  wire signed [CUTOFF_BITS-1:0] cutoff = FAULT == 5 ? core_cutoff ^ 1'b1 : core_cutoff;

  wire due, due_first, was_zero;
  delayed #(.WIDTH (3), .CYCLES (LATENCY)) through (
    .clk (clk), .now_i ({rst_n & valid_i, first_i, square_i == 0}), .then_o ({due, due_first, was_zero})
  );
  assign lost_o = rst_n & due & !valid;
  assign invented_o = rst_n & valid & !due;
  assign nonzero_o = rst_n & due & valid & was_zero & norm != 0;

  reg [NORM_BITS-1:0] most = 0, most_before = 0;
  reg signed [THRESHOLD_BITS-1:0] threshold_before = 0;
  reg [1:0] keys = 0;
  always @(posedge clk) begin
    if (rst_n & due) begin
      most <= due_first | core_norm > most ? core_norm : most;
      keys <= due_first ? 1 : keys == 1 ? 2 : keys;
    end
    most_before <= core_maximum;
    threshold_before <= threshold_i;
  end
  wire signed [CUTOFF_BITS-1:0] product = threshold_before * $signed({1'b0, most_before});
  assign mistaken_o = rst_n & maximum != most;
  assign product_o = was_running & cutoff != product;
  assign reached_o = keys == 2 & maximum != 0 & cutoff != 0;
endmodule
