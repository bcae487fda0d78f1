// SPDX-License-Identifier: Apache-2.0
// docs/cores/detector.md, "What is selected", of one row and key of one group: a stream of scores with its settings goes
// in, the answer comes out. The key's score is guessed, so that the keys before it can be compared with it as they come;
// where the guess is wrong, nothing is said.

module selection_rules #(
  parameter TOKENS = 2,
  parameter KEYS = 4,       // maximum_keys
  parameter TILE = 2,       // keys_per_cycle
  parameter SCORE_BITS = 3,
  parameter SUM_BITS = 4,   // of shared_threshold
  parameter KEY_BITS = 2,
  parameter ROW_BITS = 1,
  parameter ROWS_BITS = 2,  // 0 to T
  parameter COUNT_BITS = 3  // 0 to n
) (
  input  wire clk,
  input  wire rst_n,
  input  wire transfer_i,  // of the group that is followed
  input  wire first_i,
  input  wire [TOKENS*TILE*SCORE_BITS-1:0] score_i,
  input  wire [1:0] mode_i,
  input  wire [COUNT_BITS-1:0] limit_i,
  input  wire [TOKENS*SCORE_BITS-1:0] threshold_i,
  input  wire [SUM_BITS-1:0] shared_threshold_i,
  input  wire shared_sum_i,
  input  wire [COUNT_BITS-1:0] length_i,
  input  wire causal_i,
  input  wire [KEY_BITS-1:0] query_i,
  input  wire [ROWS_BITS-1:0] rows_i,
  input  wire [ROW_BITS-1:0] row_i,
  input  wire [KEY_BITS:0] key_i,
  input  wire signed [SCORE_BITS-1:0] guess_i,
  output wire is_picked_o,  // when all tiles have come; in the modes without counting when the key's tile has
  output reg  is_void_o,    // the guess was wrong
  output wire is_topk_o,
  output wire [COUNT_BITS-1:0] due_o  // of topk: keys that the row selects; when all tiles have come
);
  localparam COUNTS = KEY_BITS + 4;  // of keys, and of a row's number and a key's together
  localparam EXACT = SUM_BITS + 1;   // of a sum of scores

  // Settings are those of the group's first tile.
  reg [1:0] mode_q;
  reg [COUNT_BITS-1:0] limit_q, length_q;
  reg [TOKENS*SCORE_BITS-1:0] threshold_q;
  reg [SUM_BITS-1:0] shared_threshold_q;
  reg shared_sum_q, causal_q;
  reg [KEY_BITS-1:0] query_q;
  reg [ROWS_BITS-1:0] rows_q;
  wire [1:0] mode = first_i ? mode_i : mode_q;
  wire [COUNT_BITS-1:0] limit = first_i ? limit_i : limit_q;
  wire [COUNT_BITS-1:0] length = first_i ? length_i : length_q;
  wire [TOKENS*SCORE_BITS-1:0] threshold = first_i ? threshold_i : threshold_q;
  wire signed [SUM_BITS-1:0] shared_threshold = first_i ? shared_threshold_i : shared_threshold_q;
  wire shared_sum = first_i ? shared_sum_i : shared_sum_q;
  wire causal = first_i ? causal_i : causal_q;
  wire [KEY_BITS-1:0] query = first_i ? query_i : query_q;
  wire [ROWS_BITS-1:0] rows = first_i ? rows_i : rows_q;
  always @(posedge clk) begin
    if (transfer_i) begin
      {mode_q, limit_q, length_q, threshold_q} <= {mode, limit, length, threshold};
      {shared_threshold_q, shared_sum_q, causal_q, query_q, rows_q} <= {shared_threshold, shared_sum, causal, query, rows};
    end
  end

  reg [COUNTS-1:0] base_q;
  wire [COUNTS-1:0] base = first_i ? 0 : base_q;
  always @(posedge clk) if (transfer_i) base_q <= base + TILE;

  // This tile: keys that the rows may see, and what the common score of a key is.
  wire [TOKENS*TILE-1:0] allowed;  // [key][row]
  genvar t, p;
  generate
    for (p = 0; p < TILE; p = p + 1) begin : key_of_tile
      wire [COUNTS-1:0] number = base + p;
      for (t = 0; t < TOKENS; t = t + 1) begin : row_of_key
        wire [COUNTS-1:0] newest = query + t;
        assign allowed[p*TOKENS + t] =
            number < length & number < KEYS & t < rows & (!causal | number <= newest);
      end
    end
  endgenerate

  wire signed [SCORE_BITS-1:0] row_threshold = threshold[row_i*SCORE_BITS +: SCORE_BITS];
  integer i, j;
  reg [COUNTS-1:0] number;
  reg is_allowed, is_here, shared_here, here_allowed, is_wrong;
  reg signed [SCORE_BITS-1:0] score, other;
  reg signed [EXACT-1:0] best, sum;
  reg [COUNTS-1:0] better, earlier, seen;  // of this tile
  always @* begin
    better = 0;
    earlier = 0;
    seen = 0;
    is_here = 0;
    shared_here = 0;
    here_allowed = 0;
    is_wrong = 0;
    number = 0;
    is_allowed = 0;
    score = 0;
    other = 0;
    best = 0;
    sum = 0;
    for (i = 0; i < TILE; i = i + 1) begin
      number = base + i;
      is_allowed = allowed[i*TOKENS + row_i];
      score = score_i[(row_i*TILE + i)*SCORE_BITS +: SCORE_BITS];
      seen = seen + is_allowed;
      better = better + (is_allowed & (number < key_i & score >= guess_i | number > key_i & score > guess_i));
      earlier = earlier + (is_allowed & number < key_i & score >= row_threshold);
      if (number == key_i) begin
        is_here = 1;
        here_allowed = is_allowed;
        is_wrong = score != guess_i;
        sum = 0;
        best = {1'b1, {EXACT-1{1'b0}}};  // below all scores
        for (j = 0; j < TOKENS; j = j + 1) begin
          other = score_i[(j*TILE + i)*SCORE_BITS +: SCORE_BITS];
          if (allowed[i*TOKENS + j]) begin
            sum = sum + other;
            if (other > best) best = other;
          end
        end
        shared_here = (shared_sum ? sum : best) >= shared_threshold;
      end
    end
  end

  reg [COUNTS-1:0] better_q = 0, earlier_q = 0, seen_q = 0;
  reg is_allowed_q = 0, shared_q = 0;
  initial is_void_o = 0;
  always @(posedge clk) begin
    if (transfer_i) begin
      better_q <= better_q + better;
      earlier_q <= earlier_q + earlier;
      seen_q <= seen_q + seen;
      if (is_here) begin
        is_allowed_q <= here_allowed;
        shared_q <= shared_here;
        is_void_o <= is_wrong;
      end
    end
    if (!rst_n) begin
      {better_q, earlier_q, seen_q} <= 0;
      {is_allowed_q, shared_q, is_void_o} <= 0;
    end
  end

  wire signed [SCORE_BITS-1:0] threshold_of_row = threshold_q[row_i*SCORE_BITS +: SCORE_BITS];
  wire reaches = guess_i >= threshold_of_row;
  assign is_picked_o = is_allowed_q & (mode_q == 0 ? reaches
                                     : mode_q == 1 ? reaches & earlier_q < limit_q
                                     : mode_q == 2 ? better_q < limit_q : shared_q);
  assign is_topk_o = mode_q == 2;
  assign due_o = seen_q < limit_q ? seen_q : limit_q;
endmodule
