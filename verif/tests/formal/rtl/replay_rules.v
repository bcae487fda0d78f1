// SPDX-License-Identifier: Apache-2.0
// docs/cores/scheduler.md, replay: the transfers of one stream come again on another, in order. One transfer is followed,
// whichever track_i points at.

module replay_rules #(
  parameter WIDTH = 1,
  parameter ROUNDS = 1,  // replay_rounds
  parameter BITS = 4     // of the number of transfers between the two
) (
  input  wire clk,
  input  wire rst_n,
  input  wire track_i,  // free: the transfer of this cycle is the one
  input  wire in_transfer_i,
  input  wire [WIDTH-1:0] in_fields_i,
  input  wire out_valid_i,
  input  wire out_transfer_i,
  input  wire [WIDTH-1:0] out_fields_i,
  output wire altered_o,   // it comes with other fields
  output wire invented_o,  // something comes that has not been
  output wire overfull_o,  // more are stored than the store holds, and one at the output
  output wire late_o       // something is stored, and nothing at the output 2 cycles after it came
);
  reg [BITS-1:0] stored = 0, before = 0;
  reg is_followed = 0, is_stored = 0;
  reg is_new = 0;  // the newest came in the cycle before
  reg [WIDTH-1:0] fields;
  wire begins = rst_n & track_i & in_transfer_i & !is_followed;

  assign altered_o = rst_n & out_transfer_i & is_stored & before == 0 & out_fields_i != fields;
  assign invented_o = rst_n & out_valid_i & stored == 0;
  assign overfull_o = stored > ROUNDS + 1;
  assign late_o = rst_n & stored > is_new & !out_valid_i;

  always @(posedge clk) begin
    stored <= stored + {{BITS-1{1'b0}}, in_transfer_i} - {{BITS-1{1'b0}}, out_transfer_i};
    is_new <= in_transfer_i;
    is_followed <= is_followed | begins;
    is_stored <= begins | is_stored & !(out_transfer_i & before == 0);
    if (begins) begin
      fields <= in_fields_i;
      before <= stored - {{BITS-1{1'b0}}, out_transfer_i};
    end else if (out_transfer_i & before != 0) before <= before - 1'b1;
    if (!rst_n) begin
      stored <= 0;
      is_new <= 0;
      is_followed <= 0;
      is_stored <= 0;
    end
  end
endmodule
