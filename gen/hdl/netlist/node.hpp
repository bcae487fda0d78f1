// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gen/hdl/netlist/bits.hpp"
#include "gen/hdl/netlist/location.hpp"

namespace winnow::hdl {

using NodeId = std::uint32_t;
constexpr NodeId no_node = ~NodeId{0};

// What a node computes. Operands are listed in order; W is the node's own width. Unless said otherwise all
// operands have width W and the node's sign: the handles insert the extensions.
enum class Op : std::uint8_t {
  poison,           // result of an operation that was reported as an error; suppresses follow-up errors
  constant,         // value
  input,            // module input port, index = port
  instance_output,  // index = instance, aux = port of the instance's module
  wire,  // declared before it is driven; operand 0 is the driver (no_node until driven). Also an alias.
  reg,   // state; index = entry in Module::registers
  memory_read,      // combinational read; operand 0 = address; index = memory
  memory_read_reg,  // state: registered read data; index = memory, aux = entry in Memory::sync_reads
  add,              // modulo 2^W
  subtract,         // modulo 2^W
  multiply,         // operands keep their own widths a and b; both signed or both unsigned; W = a + b
  bit_and,
  bit_or,
  bit_xor,
  bit_not,
  equal,        // W = 1; operands of equal width and sign, as for the next three
  not_equal,    //
  less,         // signed comparison when the operands are signed
  less_equal,   //
  mux,          // operand 0: one-bit select; operand 1 when it is 1, operand 2 when it is 0
  concatenate,  // operand 0 is the most significant part; any widths and signs; result unsigned
  slice,        // bits [index + W - 1 : index] of operand 0; result unsigned
  zero_extend,  // operand narrower than W
  sign_extend,  // operand narrower than W
  reinterpret,  // same width, other sign
  reduce_and,   // W = 1
  reduce_or,    // W = 1
  reduce_xor,   // W = 1
  shift_left,   // operand 0 of width W shifted by operand 1 (unsigned, any width); zeros come in
  shift_right,  // likewise; sign bits come in when the node is signed
};

const char* name_of(Op op);

struct Node {
  Op op = Op::poison;
  bool is_signed = false;
  bool user_named = false;  // the name was given by the user; else derived by the printer's preparation
  unsigned width = 0;
  std::uint32_t index = 0;
  std::uint32_t aux = 0;
  std::vector<NodeId> operands;
  Bits value;  // Op::constant only
  std::string name;
  Location location;
};

}  // namespace winnow::hdl
