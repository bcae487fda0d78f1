// SPDX-License-Identifier: Apache-2.0
// An elsa_select with any queries, any hashes and norms of its keys (free in every cycle, also for the same key), an
// attention module that moves on whenever it likes, and what docs/cores/elsa_select.md says of its candidates. Every output
// is the failure of a property, but for reached_o. One query and one address are followed; the address is free.
//   ELSA_SELECT  the core's module: cosine table 2, 1, -1, ... with one fraction bit, one fraction bit of the threshold
//   FAULT, BITS  what is done wrong between the core and the properties; 0: nothing

module elsa_select_proof #(
  parameter KEYS = 4,         // maximum_keys
  parameter BANKS = 1,
  parameter LANES = 2,        // selectors
  parameter BANK_BITS = 1,
  parameter HASH_BITS = 1,
  parameter NORM_BITS = 1,
  parameter COUNT_BITS = 3,   // 0 to n
  parameter NUMBER_BITS = 2,
  parameter ROW_BITS = 1,
  parameter ADDRESS_BITS = 2,
  parameter GIVEN_BITS = 3,   // 0 to B
  parameter TAG_BITS = 1,
  parameter LATENCY = 12,     // of a query at most, nothing in the way but the queues' depth
  parameter ANY = 0,          // follow any query (group_tracker.v), not number GROUP
  parameter GROUP = 0,
  parameter FAULT = 0,
  parameter BITS = 1
) (
  input  wire clk,
  input  wire [BANK_BITS-1:0] bank_i,
  input  wire query_valid_i,
  input  wire [HASH_BITS-1:0] query_hash_i,
  input  wire [COUNT_BITS-1:0] query_keys_i,
  input  wire [NUMBER_BITS-1:0] query_number_i,
  input  wire query_causal_i,
  input  wire query_off_i,
  input  wire signed [NORM_BITS+2:0] query_cutoff_i,
  input  wire [LANES*HASH_BITS-1:0] row_hash_i,
  input  wire [LANES*NORM_BITS-1:0] row_norm_i,
  input  wire willing_i,      // attention moves on as soon as it can
  input  wire track_i,
  input  wire [ADDRESS_BITS-1:0] tracked_address_i,  // sampled in the first cycle
  output wire lost_o,       // at its end the query has not given the key though it selects it, or it never looked
  output wire unpicked_o,   // the query gives the key again, or without selecting it
  output wire order_o,      // a selector's candidates of one query do not leave in order
  output wire counted_o,    // count_o is not the number of the current query's candidates
  output wire tagged_o,     // tag_o is not the next one after a move, or not the same without
  output wire misread_o,    // a row is not the next one of the query that came in last
  output wire invented_o,   // something of a query that has not come in
  output wire crowded_o,    // more queries inside than tags
  output wire withdrawn_o,  // finishing_o does not stay, or is there right after a reset
  output wire late_o,       // with attention willing the current query does not finish
  output wire closed_o,     // with attention willing the bank does not become ready
  output wire reached_o     // the query that is followed has given the key and moved on, and so has the one after it
);
  reg rst_n = 0;
  always @(posedge clk) rst_n <= 1;
  reg [ADDRESS_BITS-1:0] address;
  always @(posedge clk) address <= rst_n ? address : tracked_address_i;
  wire [ADDRESS_BITS-1:0] lane = address % LANES;
  wire [ADDRESS_BITS-1:0] row_of_address = address / LANES;

  wire core_ready, core_read, core_valid, core_finishing;
  wire [ROW_BITS-1:0] core_row;
  wire [ADDRESS_BITS-1:0] core_address;
  wire [TAG_BITS-1:0] core_tag;
  wire [GIVEN_BITS-1:0] core_count;
  wire advances;

  // Faults. `given` counts candidates, `moves` the queries that have left.
  reg [1:0] given = 0, moves = 0;
  reg was_finishing = 0, was_given = 0, was_read = 0;
  reg [ADDRESS_BITS-1:0] given_address;
  always @(posedge clk) begin
    if (rst_n & core_valid & given != 3) given <= given + 1'b1;
    if (rst_n & advances & moves != 3) moves <= moves + 1'b1;
    was_finishing <= rst_n & core_finishing & !advances;
    was_given <= rst_n & core_valid;
    was_read <= rst_n & core_read;
    given_address <= core_address;
  end
  wire [ADDRESS_BITS-1:0] bits = BITS;
  wire is_dead = FAULT == 10 & moves >= 1;
  wire ready = FAULT == 12 ? 1'b1 : core_ready & !is_dead;
  wire valid = FAULT == 3 ? core_valid & given != 1 : FAULT == 4 ? core_valid | was_given : core_valid;
  wire [ADDRESS_BITS-1:0] candidate = FAULT == 4 & !core_valid ? given_address
                                    : FAULT == 6 ? core_address ^ bits : core_address;
  wire finishing = FAULT == 1 ? core_finishing & !was_finishing
                 : FAULT == 5 ? core_finishing & moves == 0
                 : FAULT == 9 ? rst_n : core_finishing;
  wire [TAG_BITS-1:0] tag = FAULT == 7 ? {TAG_BITS{1'b0}} : core_tag;
  wire [GIVEN_BITS-1:0] count = FAULT == 2 & core_valid ? core_count - 1'b1 : core_count;
  wire read = FAULT == 8 ? core_read | was_read : core_read;

  `ELSA_SELECT core (
    .clk_i (clk), .rst_ni (rst_n), .bank_i (bank_i),
    .query_valid_i (query_valid_i & !is_dead), .query_ready_o (core_ready), .query_hash_i (query_hash_i),
    .query_keys_i (query_keys_i), .query_number_i (query_number_i), .query_causal_i (query_causal_i),
    .query_approximation_off_i (query_off_i), .query_cutoff_i (query_cutoff_i),
    .row_read_o (core_read), .row_address_o (core_row), .row_hash_i (row_hash_i), .row_norm_i (row_norm_i),
    .candidate_valid_o (core_valid), .candidate_address_o (core_address), .tag_o (core_tag), .count_o (core_count),
    .finishing_o (core_finishing), .advance_i (willing_i & (FAULT != 5 | moves == 0))
  );

  assign advances = rst_n & finishing & willing_i;
  wire in_transfer = rst_n & query_valid_i & ready;
  wire in_first, in_tracked, out_tracked;
  wire [3:0] inside;
  wire is_beyond_counting;
  group_tracker #(.ANY (ANY), .GROUP (GROUP), .BITS (4)) tracker (
    .clk (clk), .rst_n (rst_n), .track_i (track_i),
    .in_transfer_i (in_transfer), .in_last_i (1'b1),
    .out_transfer_i (rst_n & (valid | finishing)), .out_last_i (advances),
    .in_first_o (in_first), .in_tracked_o (in_tracked), .out_tracked_o (out_tracked), .complete_o (inside),
    .invented_o (invented_o), .crowded_o (is_beyond_counting)
  );
  assign crowded_o = rst_n & inside > (1 << TAG_BITS);

  // Keys of the bank that a query sees: those y = a BANKS + bank that are less than the limit.
  function [COUNT_BITS:0] least(input [COUNT_BITS:0] a, input [COUNT_BITS:0] b);
    least = a < b ? a : b;
  endfunction
  wire [COUNT_BITS:0] keys = least({1'b0, query_keys_i}, KEYS);
  wire [COUNT_BITS:0] limit = query_causal_i ? least(keys, query_number_i + 1'b1) : keys;
  wire [COUNT_BITS:0] seen = limit > bank_i ? (limit - bank_i + (BANKS - 1)) / BANKS : 0;
  wire [COUNT_BITS:0] rows = (seen + (LANES - 1)) / LANES;

  // Rows, of the query that came in last.
  reg [COUNT_BITS:0] rows_left = 0, next_row = 0;
  reg scans_tracked = 0;
  always @(posedge clk) begin
    if (!rst_n) rows_left <= 0;
    else if (in_transfer) rows_left <= rows;
    else if (read & rows_left != 0) rows_left <= rows_left - 1'b1;
    next_row <= in_transfer ? 0 : next_row + read;
    scans_tracked <= rst_n & (in_transfer ? in_tracked : scans_tracked);
  end
  assign misread_o = rst_n & (read & (rows_left == 0 | core_row != next_row) | in_transfer & rows_left != 0 & !(read & rows_left == 1));

  // The query and the key that are followed.
  function signed [2:0] cosine(input [HASH_BITS:0] distance);
    cosine = distance == 0 ? 2 : distance == 1 ? 1 : -1;
  endfunction
  function [HASH_BITS:0] ones(input [HASH_BITS-1:0] word);
    integer i;
    begin
      ones = 0;
      for (i = 0; i < HASH_BITS; i = i + 1) ones = ones + word[i];
    end
  endfunction
  reg is_seen = 0, is_off = 0, is_arriving = 0, is_picked = 0, is_given = 0;
  reg [HASH_BITS-1:0] hash;
  reg signed [NORM_BITS+2:0] cutoff;
  wire [HASH_BITS-1:0] key_hash = row_hash_i >> (lane * HASH_BITS);
  wire signed [NORM_BITS:0] key_norm = {1'b0, row_norm_i[lane * NORM_BITS +: NORM_BITS]};
  wire signed [NORM_BITS+3:0] product = key_norm * cosine(ones(key_hash ^ hash));
  wire gives_key = valid & out_tracked & candidate == address;
  reg was_looked_at = 0;
  always @(posedge clk) begin
    if (in_transfer & in_tracked) begin
      is_seen <= address < seen;
      is_off <= query_off_i;
      hash <= query_hash_i;
      cutoff <= query_cutoff_i;
    end
    is_arriving <= rst_n & scans_tracked & read & core_row == row_of_address;
    if (is_arriving & is_seen) was_looked_at <= 1;
    if (is_arriving & is_seen) is_picked <= is_off | product > cutoff;
    if (gives_key) is_given <= 1;
    if (!rst_n | in_transfer & in_tracked) begin
      was_looked_at <= 0;
      is_picked <= 0;
      is_given <= 0;
    end
  end
  assign lost_o = advances & out_tracked & (is_picked & !is_given & !gives_key | is_seen & !was_looked_at);
  assign unpicked_o = rst_n & gives_key & (!is_picked | is_given);

  // Of the current query.
  reg [ADDRESS_BITS:0] next_of_lane = 0;
  reg [GIVEN_BITS-1:0] so_far = 0;
  reg [TAG_BITS-1:0] last_tag = 0;
  reg has_moved = 0;
  wire is_of_lane = valid & candidate % LANES == lane;
  always @(posedge clk) begin
    next_of_lane <= !rst_n | advances ? 0 : is_of_lane ? candidate / LANES + 1 : next_of_lane;
    so_far <= !rst_n | advances ? 0 : so_far + valid;
    last_tag <= rst_n ? tag : {TAG_BITS{1'b0}};
    has_moved <= rst_n & advances;
  end
  assign order_o = rst_n & is_of_lane & candidate / LANES < next_of_lane;
  assign counted_o = rst_n & count != so_far + valid;
  wire [TAG_BITS-1:0] following = last_tag + 1'b1;
  assign tagged_o = rst_n & (has_moved ? tag == last_tag | tag != following & tag != 0 : tag != last_tag);

  reg is_held = 0, is_fresh = 0;
  always @(posedge clk) begin
    is_held <= rst_n & finishing & !advances;
    is_fresh <= !rst_n;
  end
  assign withdrawn_o = rst_n & (is_held & !finishing | is_fresh & finishing);
  patience #(.LIMIT (LATENCY)) progress (
    .clk (clk), .rst_n (rst_n), .waits_i (inside != 0 & willing_i), .happens_i (finishing), .late_o (late_o)
  );
  // The current query and the one behind it, which may wait for the first one's tag.
  patience #(.LIMIT (2 * LATENCY)) opening (
    .clk (clk), .rst_n (rst_n), .waits_i (willing_i), .happens_i (ready), .late_o (closed_o)
  );

  reg was_reached = 0;
  always @(posedge clk) was_reached <= rst_n & (was_reached | advances & out_tracked & (is_given | gives_key));
  assign reached_o = was_reached & advances;
endmodule
