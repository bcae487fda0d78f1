// SPDX-License-Identifier: Apache-2.0
module port_parity (
    input  wire        clk_i,
    input  wire        a0_i,
    input  wire        a1_i,
    input  wire        a2_i,
    input  wire        a3_i,
    input  wire        a4_i,
    input  wire        a5_i,
    input  wire        a6_i,
    input  wire        a7_i,
    input  wire        a8_i,
    input  wire        a9_i,
    input  wire        a10_i,
    input  wire        a11_i,
    input  wire        a12_i,
    input  wire        a13_i,
    input  wire        a14_i,
    input  wire        a15_i,
    input  wire        a16_i,
    input  wire        a17_i,
    input  wire        a18_i,
    input  wire        a19_i,
    input  wire        a20_i,
    input  wire        a21_i,
    input  wire        a22_i,
    input  wire        a23_i,
    output reg         odd_o
);
  always @(posedge clk_i) odd_o <= ^{a0_i, a1_i, a2_i, a3_i, a4_i, a5_i, a6_i, a7_i, a8_i, a9_i, a10_i, a11_i, a12_i, a13_i, a14_i, a15_i, a16_i, a17_i, a18_i, a19_i, a20_i, a21_i, a22_i, a23_i};
endmodule
