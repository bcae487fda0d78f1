// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl {

// What an instruction does. Values live in an arena of 64-bit words, bits above a value's width are always
// zero. `narrow`: result and operands fit one word; `wide`: loops over words.
enum class Opcode : std::uint8_t {
  // narrow
  copy,             // w[a]
  add,              // (w[a] + w[b]) & mask
  subtract,         // (w[a] - w[b]) & mask
  multiply,         // (w[a] * w[b]) & mask
  multiply_signed,  // operands sign-extended by m and n bits first
  bit_and,
  bit_or,
  bit_xor,
  bit_not,
  equal,
  not_equal,
  less,
  less_signed,  // m: 64 - operand width
  less_equal,
  less_equal_signed,
  mux,             // w[a] ? w[b] : w[c]
  concatenate,     // (w[a] << m) | w[b]
  pack,            // several parts, all of the result in one word
  slice,           // (w[a] >> m) & mask
  slice_straddle,  // a slice out of two neighbouring words
  sign_extend,     // m: 64 - operand width
  reduce_and,      // w[a] == mask
  reduce_or,       // w[a] != 0
  reduce_xor,
  shift_left,          // by w[b]
  shift_right,         // by w[b]
  shift_right_signed,  // by w[b]; m: 64 - operand width
  memory_read,         // one-word entries
  // wide
  wide_copy,  // also zero extension: words above the operand are cleared
  wide_add,
  wide_subtract,
  wide_multiply,
  wide_multiply_signed,
  wide_and,
  wide_or,
  wide_xor,
  wide_not,
  wide_equal,
  wide_not_equal,
  wide_less,
  wide_less_signed,
  wide_less_equal,
  wide_less_equal_signed,
  wide_mux,
  wide_pack,
  wide_slice,
  wide_sign_extend,
  wide_reduce_and,
  wide_reduce_or,
  wide_reduce_xor,
  wide_shift_left,
  wide_shift_right,
  wide_shift_right_signed,
  wide_memory_read,
};

constexpr std::size_t opcode_count = static_cast<std::size_t>(Opcode::wide_memory_read) + 1;

// One operation on the arena. For wide instructions `n` is the result's width in bits, `m` the width of
// operand a, `c` the width of operand b (or operand c itself for a mux) and `mask` what the opcode says.
struct Instruction {
  std::uint32_t destination = 0, a = 0, b = 0, c = 0;
  std::uint64_t mask = 0;
  std::uint32_t n = 0, m = 0;
};

// Neighbouring instructions of one opcode: the executor decodes once for all of them.
struct Run {
  Opcode opcode = Opcode::copy;
  std::uint32_t first = 0, count = 0;
};

// A part of a concatenation, lowest first; instruction's a: first part, b: number of parts.
struct PackPart {
  std::uint32_t source = 0;
  std::uint32_t width = 0;
  std::uint32_t position = 0;  // lowest bit in the result
};

// Where a value lies in the arena.
struct Slot {
  std::uint32_t address = 0;
  std::uint32_t width = 0;
  std::uint32_t words() const { return (width + 63U) / 64U; }
};

struct RegisterUpdate {
  std::uint32_t state = 0, next = 0, enable = 0, words = 0, reset_value = 0;
};

struct MemoryBlock {
  std::size_t base = 0;  // into the memory arena
  std::uint32_t words_per_entry = 0, depth = 0, width = 0;
  std::string path;
};

struct MemoryWrite {
  std::uint32_t memory = 0, address = 0, address_words = 0, data = 0, enable = 0;
};

struct MemorySyncRead {
  std::uint32_t memory = 0, address = 0, address_words = 0, state = 0, enable = 0;
};

struct PropertyWatch {
  std::uint32_t condition = 0;
  bool is_check = true;
  std::string path;
  std::string message;
  Location location;
};

// A net that netlist coverage watches, in one instance.
struct CoverWatch {
  std::uint32_t address = 0;
  std::uint32_t net = 0;  // number of the watched net, the same in all instances of a module
};

struct NamedNet {
  std::string path;  // dots between levels
  Slot slot;
};

// A flattened design, ready to run. State that samples other state reads it through copies made by the
// combinational instructions, so that the updates below may be carried out in place, one after the other.
struct Program {
  std::vector<Instruction> instructions;
  std::vector<Run> runs;
  std::vector<PackPart> parts;
  std::vector<std::uint64_t> arena;  // initial content: constants, everything folded from them, zeros
  std::size_t memory_words = 0;
  std::vector<Slot> ports;                         // by port index of the top module
  std::uint32_t inputs_begin = 0, inputs_end = 0;  // the input ports' part of the arena
  std::vector<RegisterUpdate> reset_registers, plain_registers;
  std::vector<Slot> states;  // every register and registered read, for power-up
  std::vector<MemoryBlock> memories;
  std::vector<MemoryWrite> writes;
  std::vector<MemorySyncRead> old_reads, new_reads;
  std::vector<PropertyWatch> properties;
  std::vector<CoverWatch> covers;              // with coverage only
  std::vector<std::uint32_t> cover_points;     // net number of each point, in the order of NetlistCoverage
  std::vector<std::uint32_t> cover_instances;  // by net number: instances that have it
  std::vector<NamedNet> names;                 // sorted by path
};

}  // namespace winnow::hdl
