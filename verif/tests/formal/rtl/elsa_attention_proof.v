// SPDX-License-Identifier: Apache-2.0
// An elsa_attention of one lane per element with any slots and any contents of its memories, and what
// docs/cores/elsa_attention.md says of reads, norms and sums. Every output is the failure of a property, but for reached_o.
//   ELSA_ATTENTION  the core's module; up to four elements, so that a dot product has one stage (D)
//   HAS_WIDE        defined: with wide sums, of a bank alone
//   FAULT           what is done wrong between the core and the properties; 0: nothing

module elsa_attention_proof #(
  parameter ELEMENT_BITS = 2,
  parameter DIMENSION = 1,
  parameter CHUNKS = 1,         // 1 or 2
  parameter CHUNK_BITS = 1,
  parameter ADDRESS_BITS = 1,
  parameter NORM_BITS = 3,      // u
  parameter SCALE_BITS = 1,
  parameter WEIGHT_BITS = 12,
  parameter VALUE_BITS = 12,    // of all lanes
  parameter ANY = 0,            // not used: every slot is looked at
  parameter GROUP = 0,
  parameter FAULT = 0,
  parameter BITS = 1
) (
  input  wire clk,
  input  wire valid_i,
  input  wire [ADDRESS_BITS-1:0] address_i,
  input  wire norm_i,
  input  wire begin_i,
  input  wire end_i,
  input  wire [SCALE_BITS-1:0] scale_i,
  input  wire [DIMENSION*ELEMENT_BITS-1:0] query_i,
  input  wire [DIMENSION*ELEMENT_BITS-1:0] key_data_i,
  input  wire [DIMENSION*ELEMENT_BITS-1:0] value_data_i,
  output wire unread_o,    // a slot's key is not read, or another is, or more often
  output wire queried_o,   // the query is not read exactly when one begins
  output wire unvalued_o,  // a candidate's value is not read, or another's, or more often
  output wire normed_o,    // norms do not come exactly for the slots that ask
  output wire square_o,    // a norm is not the sum of the key's squares
  output wire summed_o,    // sums do not come exactly once for each end, chunk after chunk
  output wire empty_o,     // the sum of the weights of a query without a candidate is not 0
  output wire reached_o    // two ends of queries with candidates
);
  localparam D = 1;
  reg rst_n = 0;
  always @(posedge clk) rst_n <= 1;
  wire core_query_read, core_key_read, core_value_read, core_normed, core_summed, core_last;
  wire [ADDRESS_BITS-1:0] core_key, core_value;
  wire [NORM_BITS-1:0] core_norm;
  wire [CHUNK_BITS-1:0] core_chunk;
  wire [WEIGHT_BITS-1:0] core_weight;
  wire [VALUE_BITS-1:0] core_sums;
`ifdef HAS_WIDE
  wire [9:0] exponent;
`endif
  `ELSA_ATTENTION core (
    .clk_i (clk), .rst_ni (rst_n), .candidate_valid_i (valid_i), .candidate_address_i (address_i), .norm_i (norm_i),
    .begin_i (begin_i), .end_i (end_i), .scale_i (scale_i), .query_read_o (core_query_read), .query_i (query_i),
    .key_read_o (core_key_read), .key_address_o (core_key), .key_data_i (key_data_i),
    .value_read_o (core_value_read), .value_address_o (core_value), .value_data_i (value_data_i),
    .norm_valid_o (core_normed), .norm_value_o (core_norm),
`ifdef HAS_WIDE
    .exponent_o (exponent), .shared_exponent_i (exponent),
`endif
    .sums_valid_o (core_summed), .sums_chunk_o (core_chunk), .sums_last_o (core_last), .sums_weight_o (core_weight),
    .sums_value_o (core_sums)
  );
  wire key_read = core_key_read & FAULT != 1;
  wire query_read = core_query_read | FAULT == 2 & core_key_read;
  wire [ADDRESS_BITS-1:0] value = FAULT == 3 ? ~core_value : core_value;
  wire normed = core_normed & FAULT != 4;
  wire [NORM_BITS-1:0] norm = FAULT == 5 ? core_norm + 1'b1 : core_norm;
  reg was_summed = 0;
  always @(posedge clk) was_summed <= rst_n & core_summed;
  wire summed = core_summed | FAULT == 6 & was_summed;
  wire [WEIGHT_BITS-1:0] weight = FAULT == 7 ? core_weight | 1'b1 : core_weight;

  // The slots, some cycles ago.
  wire is_slot = rst_n & valid_i;
  wire is_candidate = is_slot & !norm_i;
  wire begins = rst_n & begin_i;
  wire ends = rst_n & end_i;
  wire was_slot, was_candidate, was_normed, began, ended, ended_before, was_empty;
  wire [ADDRESS_BITS-1:0] key_address, value_address;
  delayed #(.WIDTH (2 + ADDRESS_BITS)) to_read (
    .clk (clk), .now_i ({begins, is_slot, address_i}), .then_o ({began, was_slot, key_address})
  );
  assign unread_o = rst_n & (key_read != was_slot | key_read & core_key != key_address);
  assign queried_o = rst_n & query_read != began;
  delayed #(.WIDTH (1 + ADDRESS_BITS), .CYCLES (5 + D)) to_value (
    .clk (clk), .now_i ({is_candidate, address_i}), .then_o ({was_candidate, value_address})
  );
  assign unvalued_o = rst_n & (core_value_read != was_candidate | core_value_read & value != value_address);

  wire [NORM_BITS-1:0] squared;
  reg [NORM_BITS-1:0] square;
  integer i;
  reg signed [ELEMENT_BITS-1:0] element;
  reg signed [2*ELEMENT_BITS-1:0] product;
  always @* begin
    square = 0;
    for (i = 0; i < DIMENSION; i = i + 1) begin
      element = key_data_i[i*ELEMENT_BITS +: ELEMENT_BITS];
      product = element * element;
      square = square + product;
    end
  end
  delayed #(.CYCLES (3 + D)) to_norm (.clk (clk), .now_i (is_slot & norm_i), .then_o (was_normed));
  delayed #(.WIDTH (NORM_BITS), .CYCLES (1 + D)) from_key (.clk (clk), .now_i (square), .then_o (squared));
  assign normed_o = rst_n & normed != was_normed;
  assign square_o = rst_n & normed & norm != squared;

  // Whether the query that a slot ends had a candidate; not known before the first begins.
  reg has_begun = 0, has_candidate = 0;
  always @(posedge clk) begin
    if (begins) has_begun <= 1;
    has_candidate <= rst_n & (is_candidate | has_candidate & !begins);
  end
  delayed #(.WIDTH (2), .CYCLES (10 + D)) to_sums (
    .clk (clk), .now_i ({ends, ends & has_begun & !has_candidate}), .then_o ({ended, was_empty})
  );
  delayed before (.clk (clk), .now_i (ended), .then_o (ended_before));
  wire is_second = CHUNKS == 2 & ended_before & !ended;
  assign summed_o = rst_n & (summed != (ended | is_second)
                            | summed & (core_chunk != is_second | core_last != (CHUNKS == 1 | is_second)));
  assign empty_o = rst_n & summed & was_empty & weight != 0;

  reg [1:0] full = 0;
  always @(posedge clk) if (ends & has_begun & has_candidate & full != 3) full <= full + 1'b1;
  assign reached_o = full == 2 & summed;
endmodule
