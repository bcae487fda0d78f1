// SPDX-License-Identifier: Apache-2.0
// docs/streams.md, "connections", and docs/cores/scheduler.md, "The rule": of the group that is followed one row and two
// keys. What is said of the key holds of all, for any may be.

module connections_rules #(
  parameter TOKENS = 2,
  parameter KEYS = 4,
  parameter KEY_BITS = 2,
  parameter ROW_BITS = 1,
  parameter COUNT_BITS = 3  // 0 to n
) (
  input  wire clk,
  input  wire rst_n,
  input  wire transfer_i,
  input  wire [TOKENS*KEY_BITS-1:0] key_i,
  input  wire [TOKENS-1:0] row_valid_i,
  input  wire [TOKENS-1:0] load_i,
  input  wire last_i,
  input  wire is_tracked_i,  // of the group that is followed
  input  wire [ROW_BITS-1:0] row_i,
  input  wire [KEY_BITS-1:0] followed_i,      // the key that is followed
  input  wire [KEY_BITS-1:0] other_i,         // and one to compare it with
  input  wire [TOKENS-1:0] followed_wanted_i,  // the rows that wanted them when the group came in
  input  wire [TOKENS-1:0] other_wanted_i,
  input  wire [COUNT_BITS-1:0] row_keys_i,    // keys that the row wanted
  input  wire is_empty_i,                     // no row wanted any
  output wire unwanted_o,  // issued, and not wanted, or once already
  output wire lost_o,      // wanted, and not issued when the group ends
  output wire starved_o,   // the row wants a key and gets none, or the other way
  output wire empty_o,     // a round without a key in a group that has some, or not its last; a key in a group without
  output wire unmarked_o,  // load is not the lowest row that uses the key; the key of a row without is not 0; a key beyond n
  output wire order_o      // the key is issued, and a higher one waits in the same buffer
);
  wire counts = rst_n & transfer_i & is_tracked_i;

  // Rows that get each key in this round.
  wire [TOKENS-1:0] followed_issued, other_issued;
  genvar r;
  generate
    for (r = 0; r < TOKENS; r = r + 1) begin : rows
      assign followed_issued[r] = row_valid_i[r] & key_i[r*KEY_BITS +: KEY_BITS] == followed_i;
      assign other_issued[r] = row_valid_i[r] & key_i[r*KEY_BITS +: KEY_BITS] == other_i;
    end
  endgenerate

  // Rows that have got them.
  reg [TOKENS-1:0] followed_done = 0, other_done = 0;
  reg [COUNT_BITS-1:0] got = 0;  // keys that the row has got
  always @(posedge clk) begin
    if (!rst_n) begin
      followed_done <= 0;
      other_done <= 0;
      got <= 0;
    end else if (counts) begin
      followed_done <= followed_done | followed_issued;
      other_done <= other_done | other_issued;
      got <= got + {{COUNT_BITS-1{1'b0}}, row_valid_i[row_i]};
    end
  end

  wire [TOKENS-1:0] followed_left = followed_wanted_i & ~followed_done;
  wire [TOKENS-1:0] other_left = other_wanted_i & ~other_done;
  assign unwanted_o = counts & |(followed_issued & ~followed_left);
  assign lost_o = counts & last_i & |(followed_left & ~followed_issued);
  assign starved_o = counts & row_valid_i[row_i] != (got < row_keys_i);
  assign empty_o = counts & (row_valid_i == 0 ? !is_empty_i | !last_i : is_empty_i);
  // Equal masks are one buffer, and of one buffer a round takes one key.
  assign order_o = counts & followed_i < other_i & followed_left == other_left & |followed_issued;

  // The row that is followed, in any group.
  wire [KEY_BITS-1:0] row_key = key_i[row_i*KEY_BITS +: KEY_BITS];
  wire [TOKENS-1:0] shares;  // lower rows with the same key
  generate
    for (r = 0; r < TOKENS; r = r + 1) begin : lower
      assign shares[r] = r < row_i & row_valid_i[r] & key_i[r*KEY_BITS +: KEY_BITS] == row_key;
    end
  endgenerate
  assign unmarked_o = rst_n & transfer_i & (row_valid_i[row_i]
      ? row_key >= KEYS | load_i[row_i] != (shares == 0) : load_i[row_i] | row_key != 0);
endmodule
