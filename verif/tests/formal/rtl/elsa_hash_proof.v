// SPDX-License-Identifier: Apache-2.0
// An elsa_hash of two elements with any vectors and any receiver, and what docs/cores/elsa_hash.md says of its hashes. Every
// output is the failure of a property, but for reached_o. One vector is followed.
//   ELSA_HASH    the core's module: rows (1 1) and (1 -1), and with three bits (-1 0) in a batch of its own
//   FAULT, BITS  what is done wrong between the core and the properties (tampered.v); 0: nothing

module elsa_hash_proof #(
  parameter ELEMENT_BITS = 2,
  parameter HASH_BITS = 2,  // 2 or 3
  parameter STEPS = 2,      // H
  parameter ANY = 0,        // follow any vector (group_tracker.v), not number GROUP
  parameter GROUP = 0,
  parameter FAULT = 0,
  parameter BITS = 1
) (
  input  wire clk,
  input  wire offers_i,
  input  wire [2*ELEMENT_BITS-1:0] vector_i,
  input  wire ready_i,
  input  wire track_i,
  output wire withdrawn_o,
  output wire changed_o,
  output wire lost_o,      // the hash that leaves in the vector's place is not its hash
  output wire invented_o,  // a hash of no vector
  output wire crowded_o,   // more vectors inside than one at work and two hashes
  output wire late_o,      // a vector inside, a willing receiver, and no hash
  output wire closed_o,    // a willing receiver, and no vector is taken
  output wire reached_o    // the vector's hash has left, and one after it
);
  reg rst_n = 0;
  always @(posedge clk) rst_n <= 1;
  wire valid, ready, given, taken, out_valid, out_last;
  wire [2*ELEMENT_BITS-1:0] vector;
  wire [HASH_BITS-1:0] given_bits, bits;
  stream_source #(.WIDTH (2 * ELEMENT_BITS)) source (
    .clk (clk), .rst_n (rst_n), .offers_i (offers_i), .fields_i (vector_i), .ready_i (ready),
    .valid_o (valid), .fields_o (vector)
  );
  `ELSA_HASH core (
    .clk_i (clk), .rst_ni (rst_n), .vector_valid_i (valid), .vector_ready_o (ready), .vector_element_i (vector),
    .hash_valid_o (given), .hash_ready_i (taken), .hash_bits_o (given_bits)
  );
  tampered #(.WIDTH (HASH_BITS), .FAULT (FAULT), .BITS (BITS)) tampering (
    .clk (clk), .rst_n (rst_n), .valid_i (given), .ready_o (taken), .fields_i (given_bits), .last_i (1'b1),
    .valid_o (out_valid), .ready_i (ready_i), .fields_o (bits), .last_o (out_last)
  );
  stream_rules #(.WIDTH (HASH_BITS)) rules (
    .clk (clk), .rst_n (rst_n), .valid_i (out_valid), .ready_i (ready_i), .fields_i (bits),
    .withdrawn_o (withdrawn_o), .changed_o (changed_o)
  );

  wire in_transfer = rst_n & valid & ready;
  wire out_transfer = rst_n & out_valid & ready_i;
  wire in_first, in_tracked, out_tracked, is_beyond_counting;
  wire [3:0] inside;
  group_tracker #(.ANY (ANY), .GROUP (GROUP), .BITS (4)) tracker (
    .clk (clk), .rst_n (rst_n), .track_i (track_i), .in_transfer_i (in_transfer), .in_last_i (1'b1),
    .out_transfer_i (out_transfer), .out_last_i (1'b1), .in_first_o (in_first), .in_tracked_o (in_tracked),
    .out_tracked_o (out_tracked), .complete_o (inside), .invented_o (invented_o), .crowded_o (is_beyond_counting)
  );
  assign crowded_o = rst_n & inside > 3;

  wire signed [ELEMENT_BITS-1:0] x_0 = vector[ELEMENT_BITS-1:0];
  wire signed [ELEMENT_BITS-1:0] x_1 = vector[2*ELEMENT_BITS-1:ELEMENT_BITS];
  wire signed [ELEMENT_BITS:0] sum = x_0 + x_1;
  wire signed [ELEMENT_BITS:0] difference = x_0 - x_1;
  wire [2:0] hash = {x_0 <= 0, difference >= 0, sum >= 0};
  reg [HASH_BITS-1:0] expected;
  always @(posedge clk) if (in_transfer & in_tracked) expected <= hash[HASH_BITS-1:0];
  assign lost_o = out_transfer & out_tracked & bits != expected;

  patience #(.LIMIT (STEPS + 1)) progress (
    .clk (clk), .rst_n (rst_n), .waits_i (inside != 0 & ready_i), .happens_i (out_transfer), .late_o (late_o)
  );
  patience #(.LIMIT (STEPS)) opening (
    .clk (clk), .rst_n (rst_n), .waits_i (ready_i), .happens_i (ready), .late_o (closed_o)
  );
  reg was_reached = 0;
  always @(posedge clk) was_reached <= rst_n & (was_reached | out_transfer & out_tracked);
  assign reached_o = was_reached & out_transfer;
endmodule
