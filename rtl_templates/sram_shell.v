// SPDX-License-Identifier: Apache-2.0 OR 0BSD
//
// Single-port SRAM shell: the place where a foundry's memory macro goes.
//
// The body below is a behavioural memory that simulates, and that FPGA tools map to block RAM. A chip team keeps the
// module's name, parameters and ports, and replaces the body by its macro.
//
// One access per cycle. With req_i:
//   we_i = 0  reads addr_i; the word is on rdata_o READ_LATENCY cycles later and stays until the next read's
//             word takes its place
//   we_i = 1  writes the bits of wdata_i whose group is set in wmask_i; group g covers the bits
//             g*MASK_GRANULARITY up to (g+1)*MASK_GRANULARITY-1, the last group may be shorter; rdata_o
//             is not disturbed
// An address of DEPTH or more (possible when DEPTH is not a power of two): the write is lost and never
// reaches another word; the word that is read is undefined.
// There is no reset: content and rdata_o are undefined until they are written and read.
`default_nettype none

module sram_shell #(
    parameter WIDTH = 32,             // bits per word, 1 or more
    parameter DEPTH = 64,             // words, 1 or more, any number
    parameter MASK_GRANULARITY = 8,   // bits per write-mask bit, 1 to WIDTH
    parameter READ_LATENCY = 1        // cycles from request to data: 1, or 2 for a registered output
) (
    input  wire                                                       clk_i,
    input  wire                                                       req_i,
    input  wire                                                       we_i,
    input  wire [((DEPTH > 1) ? $clog2(DEPTH) : 1)-1:0]               addr_i,
    input  wire [WIDTH-1:0]                                           wdata_i,
    input  wire [(WIDTH+MASK_GRANULARITY-1)/MASK_GRANULARITY-1:0]     wmask_i,
    output wire [WIDTH-1:0]                                           rdata_o
);
  localparam ADDRESS_WIDTH = (DEPTH > 1) ? $clog2(DEPTH) : 1;
  localparam GROUPS = (WIDTH + MASK_GRANULARITY - 1) / MASK_GRANULARITY;

  reg [WIDTH-1:0] memory [0:DEPTH-1];
  reg [WIDTH-1:0] read_q;

  // Bounding the address keeps an access beyond DEPTH away from the array.
  wire in_range;
  wire [ADDRESS_WIDTH-1:0] address;
  generate
    if (DEPTH == (1 << ADDRESS_WIDTH)) begin : g_full
      assign in_range = 1'b1;
    end else begin : g_partial
      localparam [31:0] LAST = DEPTH - 1;
      assign in_range = addr_i <= LAST[ADDRESS_WIDTH-1:0];
    end
  endgenerate
  assign address = in_range ? addr_i : {ADDRESS_WIDTH{1'b0}};

  genvar group;
  generate
    for (group = 0; group < GROUPS; group = group + 1) begin : g_write
      localparam LOW = group * MASK_GRANULARITY;
      localparam BITS = (LOW + MASK_GRANULARITY > WIDTH) ? WIDTH - LOW : MASK_GRANULARITY;
      always @(posedge clk_i) begin
        if (req_i && we_i && in_range && wmask_i[group]) memory[address][LOW +: BITS] <= wdata_i[LOW +: BITS];
      end
    end
  endgenerate

  always @(posedge clk_i) begin
    if (req_i && !we_i) read_q <= memory[address];
  end

  generate
    if (READ_LATENCY == 1) begin : g_direct
      assign rdata_o = read_q;
    end else begin : g_registered
      reg [WIDTH-1:0] output_q;
      always @(posedge clk_i) output_q <= read_q;
      assign rdata_o = output_q;
    end
  endgenerate
endmodule

`default_nettype wire
