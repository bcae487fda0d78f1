// SPDX-License-Identifier: Apache-2.0
// Follows one group from the stream that goes into a core to the stream that comes out of it; the groups leave in the
// order in which they came. With ANY it is whichever track_i points at: what holds of it holds of all groups, for ever. Without,
// it is number GROUP since the reset: less to think about for a bounded proof, which sees no more than the first few.

module group_tracker #(
  parameter ANY = 1,
  parameter GROUP = 0,
  parameter BITS = 4  // of the number of complete groups inside
) (
  input  wire clk,
  input  wire rst_n,
  input  wire track_i,  // free: the group that begins now is the one
  input  wire in_transfer_i,
  input  wire in_last_i,
  input  wire out_transfer_i,
  input  wire out_last_i,
  output wire in_first_o,     // the next transfer in is the first of its group
  output wire in_tracked_o,   // the group of this transfer in is the one
  output wire out_tracked_o,  // the group that goes out is the one
  output reg  [BITS-1:0] complete_o,  // groups inside whose last transfer has come in, and not gone out
  output wire invented_o,  // something went out that had not come in: a transfer of no group, a last before the last
  output wire crowded_o    // more groups are inside than can be counted
);
  wire in_ends = in_transfer_i & in_last_i;
  wire out_ends = out_transfer_i & out_last_i;
  reg is_inside = 0;  // of a group that comes in, a part has
  initial complete_o = 0;
  always @(posedge clk) begin
    if (in_transfer_i) is_inside <= !in_last_i;
    complete_o <= complete_o + {{BITS-1{1'b0}}, in_ends} - {{BITS-1{1'b0}}, out_ends};
    if (!rst_n) begin
      is_inside <= 0;
      complete_o <= 0;
    end
  end
  assign in_first_o = !is_inside;
  assign invented_o = rst_n & out_transfer_i & complete_o == 0 & (out_last_i | !is_inside);
  assign crowded_o = &complete_o;

  generate
    if (ANY) begin : any
      reg was_tracked = 0, is_coming = 0, is_going = 0;
      reg [BITS-1:0] before = 0;  // groups to leave before the one
      wire begins = rst_n & track_i & in_transfer_i & !is_inside & !was_tracked;
      assign in_tracked_o = begins | is_coming;
      assign out_tracked_o = is_going & before == 0;
      always @(posedge clk) begin
        was_tracked <= rst_n & (was_tracked | begins);
        is_coming <= rst_n & in_tracked_o & !in_ends;
        is_going <= rst_n & (begins | is_going & !(out_ends & before == 0));
        if (begins) before <= complete_o - {{BITS-1{1'b0}}, out_ends};
        else if (out_ends & before != 0) before <= before - 1'b1;
      end
    end else begin : numbered
      reg [GROUP+1:0] in_group = 1, out_group = 1;  // one-hot; the highest for all behind the one
      assign in_tracked_o = in_group[GROUP];
      assign out_tracked_o = out_group[GROUP];
      always @(posedge clk) begin
        if (!rst_n) in_group <= 1;
        else if (in_ends & !in_group[GROUP+1]) in_group <= in_group << 1;
        if (!rst_n) out_group <= 1;
        else if (out_ends & !out_group[GROUP+1]) out_group <= out_group << 1;
      end
    end
  endgenerate
endmodule
