// SPDX-License-Identifier: Apache-2.0
// ELSA's accelerator with any heads, any contents of its memories (free in every cycle), and what docs/cores/elsa.md says
// of heads and memories. Every output is the failure of a property, but for reached_o. One query is followed; its number
// is free.
//   ELSA           the core's module
//   HAS_HIDING     defined: with hide_preprocessing
//   FAULT          what is done wrong between the core and the properties; 0: nothing

module elsa_proof #(
  parameter TOKENS = 2,
  parameter BANKS = 1,
  parameter DIMENSION = 2,
  parameter CHUNKS = 1,
  parameter VECTOR_BITS = 4,     // of a whole vector
  parameter COUNT_BITS = 2,      // 0 to n
  parameter NUMBER_BITS = 1,
  parameter DIMENSION_BITS = 2,  // 0 to d
  parameter ADDRESS_BITS = 1,    // in a bank
  parameter GIVEN_BITS = 2,      // 0 to B
  parameter CHUNK_BITS = 1,
  parameter MOST = 1,            // heads inside
  parameter LATENCY = 60,        // of a head
  parameter ANY = 0,             // not used: every head is looked at
  parameter GROUP = 0,
  parameter FAULT = 0,
  parameter BITS = 1
) (
  input  wire clk,
  input  wire start_valid_i,
  input  wire [COUNT_BITS-1:0] start_queries_i,
  input  wire [COUNT_BITS-1:0] start_keys_i,
  input  wire [DIMENSION_BITS-1:0] start_dimension_i,
  input  wire start_causal_i,
  input  wire start_off_i,
  input  wire [2:0] start_threshold_i,
  input  wire start_scale_i,
  input  wire [VECTOR_BITS-1:0] query_data_i,
  input  wire [VECTOR_BITS-1:0] hash_key_data_i,
  input  wire [BANKS*VECTOR_BITS-1:0] key_data_i,
  input  wire [BANKS*VECTOR_BITS-1:0] value_data_i,
  input  wire [NUMBER_BITS-1:0] tracked_query_i,  // sampled in the first cycle
  output wire invented_o,   // done, or any touch of a memory, without a head inside that may do so
  output wire crowded_o,    // more heads are taken than may be inside
  output wire mistaken_o,   // error_o is not what the head deserves
  output wire misread_o,    // a key is read for its hash that is not the next one
  output wire unhashed_o,   // a query is selected for, or a head done, before each key was read once for its hash
  output wire requeried_o,  // a query is read that the head does not have, or not exactly twice
  output wire misplaced_o,  // a write that is not the next chunk of the next row
  output wire unwritten_o,  // done before all rows were written
  output wire counted_o,    // selection takes, or lets go, more queries than there are, or not all, or in the wrong order
  output wire selected_o,   // candidates that the query does not see, or without approximation not all that it sees
  output wire unvalued_o,   // not as many values are read as there were candidates
  output wire late_o,       // a head is not done in time
  output wire closed_o,     // no head is inside, and none is taken
  output wire reached_o     // a head with a candidate is done, and a key of another is read
);
  reg rst_n = 0;
  always @(posedge clk) rst_n <= 1;
  reg [NUMBER_BITS-1:0] tracked;
  always @(posedge clk) tracked <= rst_n ? tracked : tracked_query_i;

  wire core_ready, core_done, core_error, core_query_read, core_write, core_taken, core_selected;
  wire [NUMBER_BITS-1:0] core_query, core_row;
  wire [CHUNK_BITS-1:0] core_chunk;
  wire [BANKS-1:0] core_key_read, core_value_read;
  wire [BANKS*ADDRESS_BITS-1:0] core_key;
  wire [BANKS*GIVEN_BITS-1:0] core_candidates;
`ifdef HAS_HIDING
  wire core_begins, core_hash_read;
  wire [NUMBER_BITS-1:0] core_hash_key;
`endif
  wire offers;
  `ELSA core (
    .clk_i (clk), .rst_ni (rst_n),
    .start_valid_i (offers), .start_ready_o (core_ready), .start_queries_i (start_queries_i),
    .start_keys_i (start_keys_i), .start_dimension_i (start_dimension_i), .start_causal_i (start_causal_i),
    .start_approximation_off_i (start_off_i), .start_threshold_i (start_threshold_i), .start_scale_i (start_scale_i),
    .done_o (core_done), .error_o (core_error),
    .query_read_o (core_query_read), .query_address_o (core_query), .query_data_i (query_data_i),
`ifdef HAS_HIDING
    .execution_begins_o (core_begins), .hash_key_read_o (core_hash_read), .hash_key_address_o (core_hash_key),
    .hash_key_data_i (hash_key_data_i),
`endif
    .key_read_o (core_key_read), .key_address_o (core_key), .key_data_i (key_data_i),
    .value_read_o (core_value_read), .value_address_o (), .value_data_i (value_data_i),
    .output_write_o (core_write), .output_address_o (core_row), .output_chunk_o (core_chunk), .output_data_o (),
    .query_taken_o (core_taken), .query_selected_o (core_selected), .query_candidates_o (core_candidates)
  );

  reg [COUNT_BITS-1:0] taken_count = 0, selected_count = 0, row = 0;  // of the head at work

  // Faults.
  reg was_done = 0, was_written = 0, was_key_read = 0, is_second_head = 0;
  always @(posedge clk) begin
    was_done <= rst_n & core_done;
    was_written <= rst_n & core_write;
`ifdef HAS_HIDING
    was_key_read <= rst_n & core_hash_read;
`else
    was_key_read <= rst_n & |core_key_read;
`endif
    is_second_head <= rst_n & (is_second_head | core_done);
  end
  wire done = FAULT == 1 ? core_done | was_done : FAULT == 2 ? core_done & !is_second_head
            : core_done;
  wire error = FAULT == 3 ? done & !core_error : core_error;
  wire ready = FAULT == 4 ? rst_n : FAULT == 5 ? core_ready & !is_second_head : core_ready;
  assign offers = start_valid_i & !(FAULT == 5 & is_second_head);
  wire query_read = FAULT == 6 ? core_query_read & taken_count != 0 : core_query_read;
  wire write = FAULT == 7 ? core_write | was_written : FAULT == 8 ? core_write & is_second_head : core_write;
  wire [BANKS-1:0] value_read = FAULT == 9 ? core_value_read & {BANKS{is_second_head}} : core_value_read;
  wire taken = FAULT == 11 ? core_taken & is_second_head : core_taken;
  wire [BANKS*GIVEN_BITS-1:0] candidates = FAULT == 12 ? core_candidates + 1'b1 : core_candidates;

  // Heads inside: that which is at work (or is refused next), and, hidden, that which waits.
  wire in_transfer = rst_n & start_valid_i & ready;
  wire is_refused = start_queries_i > TOKENS | start_keys_i > TOKENS | start_dimension_i == 0 | start_dimension_i > DIMENSION;
  wire is_idle = is_refused | start_queries_i == 0;
  reg [2:0] inside = 0;
  reg refused, off, causal, waiting_refused, waiting_off, waiting_causal;  // refused, waiting_refused: as the error that is due
  reg [COUNT_BITS-1:0] queries, keys, waiting_queries, waiting_keys;       // 0 when there is nothing to do
  wire [1:0] stay = inside - (done & inside != 0);
  wire becomes_next = in_transfer & stay == 0;
  always @(posedge clk) begin
    inside <= rst_n ? stay + in_transfer : 0;
    if (in_transfer) begin
      {waiting_refused, waiting_off, waiting_causal} <= {is_refused, start_off_i, start_causal_i};
      waiting_queries <= is_idle ? 0 : start_queries_i;
      waiting_keys <= is_idle ? 0 : start_keys_i;
    end
    if (becomes_next) begin
      {refused, off, causal} <= {is_refused, start_off_i, start_causal_i};
      queries <= is_idle ? 0 : start_queries_i;
      keys <= is_idle ? 0 : start_keys_i;
    end else if (done) begin
      {refused, off, causal} <= {waiting_refused, waiting_off, waiting_causal};
      queries <= waiting_queries;
      keys <= waiting_keys;
    end
  end
  assign crowded_o = inside > MOST;
  assign mistaken_o = rst_n & (done & inside != 0 ? error != refused : error);

  // Of the head at work.
  reg [CHUNK_BITS:0] chunk = 0;
  reg [1:0] reads = 0;
  wire reads_tracked = query_read & core_query == tracked;
  always @(posedge clk) begin
    taken_count <= !rst_n | done ? 0 : taken_count + taken;
    selected_count <= !rst_n | done ? 0 : selected_count + core_selected;
    reads <= !rst_n | done ? 0 : reads + (reads_tracked & reads != 3);
    chunk <= !rst_n | done ? 0 : write ? (chunk == CHUNKS - 1 ? 0 : chunk + 1'b1) : chunk;
    row <= !rst_n | done ? 0 : row + (write & chunk == CHUNKS - 1);
  end
  assign counted_o = rst_n & (taken & taken_count == queries | core_selected & selected_count >= taken_count
                            | done & (taken_count != queries | selected_count != queries));
  assign requeried_o = rst_n & (query_read & core_query >= queries | reads == 3
                              | done & reads != (tracked < queries ? 2 : 0));
  assign misplaced_o = rst_n & write & (row >= queries | core_row != row | core_chunk != chunk);
  assign unwritten_o = rst_n & done & (row != queries | chunk != 0);

  // Keys for their hashes, of the head that came last.
  reg [COUNT_BITS-1:0] hashed = 0;
  wire [COUNT_BITS-1:0] bank = hashed % BANKS, place = hashed / BANKS;
  wire hash_read, is_next_key, has_hashed_all;
  wire [BANKS-1:0] reads_candidates;
`ifdef HAS_HIDING
  reg has_begun = 0;
  wire is_at_work = has_begun & !done;  // up to the cycle before done
  always @(posedge clk) has_begun <= rst_n & (core_begins | is_at_work);
  assign hash_read = core_hash_read & FAULT != 14 | FAULT == 13 & was_key_read;
  assign is_next_key = core_hash_key == hashed;
  assign has_hashed_all = !core_begins | hashed == waiting_keys;
  assign reads_candidates = core_key_read;
  assign invented_o = rst_n & (inside == 0 & (done | hash_read | core_begins)
    | !is_at_work & (query_read | |core_key_read | |value_read | write | taken | core_selected)
    | is_at_work & core_begins);
`else
  wire is_hashing = taken_count == 0 & !taken;
  assign hash_read = is_hashing & (core_key_read != 0 & FAULT != 14 | FAULT == 13 & was_key_read);
  assign is_next_key = core_key_read == 1 << bank & core_key[bank*ADDRESS_BITS +: ADDRESS_BITS] == place;
  assign has_hashed_all = !(taken | done) | hashed == keys;
  assign reads_candidates = is_hashing ? 0 : core_key_read;
  assign invented_o = rst_n & inside == 0 & (done | query_read | |core_key_read | |value_read | write | taken | core_selected);
`endif
  always @(posedge clk) hashed <= !rst_n | in_transfer ? 0 : hashed + (hash_read & hashed != {COUNT_BITS{1'b1}});
  assign misread_o = rst_n & hash_read & (hashed >= waiting_keys | !is_next_key);
  assign unhashed_o = rst_n & !has_hashed_all;

  // What the query that is let go sees in the first bank, and in all banks the candidates whose values are still to be read.
  wire [COUNT_BITS:0] limit = causal & selected_count < keys ? selected_count + 1'b1 : keys;
  wire [COUNT_BITS:0] seen = (limit + (BANKS - 1)) / BANKS;
  wire [GIVEN_BITS-1:0] of_first = candidates[GIVEN_BITS-1:0];
  assign selected_o = rst_n & core_selected & (of_first > seen | off & of_first != seen);
  reg [5:0] to_value = 0;
  integer i;
  reg [5:0] more, less;
  always @* begin
    more = 0;
    less = 0;
    for (i = 0; i < BANKS; i = i + 1) begin
      more = more + reads_candidates[i];
      less = less + value_read[i];
    end
  end
  reg [5:0] found = 0, valued = 0;  // candidates of all queries, values
  reg [5:0] gone;
  always @* begin
    gone = 0;
    for (i = 0; i < BANKS; i = i + 1) gone = gone + candidates[i*GIVEN_BITS +: GIVEN_BITS];
  end
  always @(posedge clk) begin
    to_value <= !rst_n | done ? 0 : to_value + more - less;
    found <= !rst_n | done ? 0 : found + (core_selected ? gone : 6'd0);
    valued <= !rst_n | done ? 0 : valued + less;
  end
  assign unvalued_o = rst_n & (less > to_value | done & (to_value != 0 | valued != found));

  patience #(.LIMIT (LATENCY)) progress (
    .clk (clk), .rst_n (rst_n), .waits_i (inside != 0), .happens_i (done), .late_o (late_o)
  );
  assign closed_o = rst_n & inside == 0 & !ready;

  reg has_valued = 0, was_worked_on = 0;
  always @(posedge clk) begin
    has_valued <= rst_n & !done & (has_valued | |value_read);
    was_worked_on <= rst_n & (was_worked_on | done & has_valued);
  end
  assign reached_o = was_worked_on & hash_read;
endmodule
