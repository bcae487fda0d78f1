// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verif/tests/hdl/integers.hpp"

// A description of a random design that knows nothing of the netlist: a hierarchy of modules, each a list of
// terms over mathematical integers. One reader builds it with the public builder API (graph_component),
// another evaluates it with integers (graph_model); the triangle test compares the two.
namespace winnow::verif {

struct Type {
  enum class Kind : std::uint8_t { bit, unsigned_number, signed_number };
  Kind kind = Kind::bit;
  unsigned width = 1;

  bool is_signed() const { return kind == Kind::signed_number; }
  bool operator==(const Type&) const = default;
  std::string text() const;
};

inline Type bit_type() {
  return {Type::Kind::bit, 1};
}
inline Type unsigned_type(unsigned width) {
  return {Type::Kind::unsigned_number, width};
}
inline Type signed_type(unsigned width) {
  return {Type::Kind::signed_number, width};
}

// Numbers a and b are parameters of the term, as said.
enum class TermKind : std::uint8_t {
  input,     // a: input of the module
  constant,  // value
  add,
  subtract,
  multiply,
  negate,
  bit_and,
  bit_or,
  bit_xor,
  bit_not,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  equal_constant,      // value
  not_equal_constant,  // value
  mux,
  cat,
  bits,        // a: high, b: low
  single_bit,  // a: index
  sign,
  extend,
  trunc,
  saturate,
  as_signed,
  to_signed,
  as_unsigned,
  any,
  all,
  parity,
  shift_left_by,   // a: amount
  shift_right_by,  // a: amount
  shift_left,
  shift_right,
  wire,             // declared before, driven by operand 0
  state,            // a: register
  memory_read,      // a: memory; operand 0: address
  registered_read,  // a: memory, b: read port
  instance_output,  // a: instance, b: output
};
const char* name_of(TermKind kind);

constexpr unsigned no_term = ~0U;

struct Term {
  TermKind kind = TermKind::constant;
  Type type;
  std::vector<unsigned> operands;  // earlier terms of the module
  unsigned a = 0, b = 0;
  Integer value = 0;
  bool named = false;
};

struct RegisterDescription {
  unsigned term = no_term;
  bool has_reset = true;
  std::int64_t reset_value = 0;
  unsigned next = no_term;
  unsigned enable = no_term;  // no_term: always
};

struct MemoryDescription {
  struct Write {
    unsigned address = no_term, data = no_term, enable = no_term;
  };
  struct Read {
    unsigned term = no_term, address = no_term, enable = no_term;
    bool sees_new_data = false;
  };
  unsigned width = 1, depth = 1;
  std::vector<Write> writes;  // the later wins
  std::vector<Read> reads;    // registered ones
  unsigned address_width() const;
};

struct InstanceDescription {
  unsigned module = 0;
  std::vector<unsigned> inputs;  // terms
};

struct PropertyDescription {
  bool is_check = true;
  unsigned condition = no_term;
};

struct ModuleDescription {
  std::vector<Type> inputs;
  std::vector<Term> terms;
  std::vector<unsigned> outputs;  // terms
  std::vector<RegisterDescription> registers;
  std::vector<MemoryDescription> memories;
  std::vector<InstanceDescription> instances;
  std::vector<PropertyDescription> properties;
};

struct Graph {
  std::uint64_t seed = 0;
  std::string name;                        // prefix of module names
  std::vector<ModuleDescription> modules;  // instantiated before instantiating; the last is the top
  const ModuleDescription& top() const { return modules.back(); }
};

// One line per term, register, memory port, instance and output, to read.
std::string print(const Graph& graph);
std::string print(const ModuleDescription& module, unsigned term);

// A random graph; the same for the same seed everywhere.
Graph generate_graph(std::uint64_t seed, const std::string& name);

}  // namespace winnow::verif
