// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "gen/hdl/netlist/module.hpp"

// Faults of a netlist, of any design: what designers get wrong, one at a time. A fault is put into the form
// that is printed (after the passes), so that it sits in a line of the emitted Verilog.
namespace winnow::verif::mutants {

enum class FaultKind : std::uint8_t {
  logic_operator,       // and, or, xor and the reductions: another one of them
  arithmetic_operator,  // subtract for add, a shift the other way
  comparison,           // equal for not equal, less for less or equal
  sign,                 // the other sign: extension, comparison, product, right shift
  operand_dropped,      // a term of and, or, xor, add, subtract is left out
  operands_swapped,     // of subtract, less, and neighbours in a concatenation
  inversion_dropped,    // a not
  arms_swapped,         // of a multiplexer
  select_stuck,         // of a multiplexer
  constant,             // one more or one less, in one use
  slice,                // one bit higher or lower
  bit_inverted,         // of a value, for all who read it
  bit_stuck,            //
  enable_dropped,       // a register that always loads
  enable_stuck,         // one that never does
  reset_value,          // one bit of it
  reset_dropped,        // a register that reset does not touch
  register_dropped,     // one cycle too early
  register_added,       // one cycle too late
  memory_address,       // one bit of a port's address inverted
  memory_enable,        // of a memory port, stuck
  memory_policy,        // read during write: the other policy
  pins_swapped,         // two inputs of an instance
  outputs_swapped,      // two outputs of an instance
  pin_stuck,            // one bit of one input of one instance
};
constexpr std::size_t fault_kinds = static_cast<std::size_t>(FaultKind::pin_stuck) + 1;

const char* name_of(FaultKind kind);  // "select_stuck"

// A place where a module can be wrong in `variants` ways of one kind. `subject` is a node, or the index of a
// register, memory or instance; `place` an operand or port of it.
struct FaultSite {
  FaultKind kind = FaultKind::bit_stuck;
  std::uint32_t subject = 0;
  std::uint32_t place = 0;
  std::uint32_t variants = 1;
};

struct Fault {
  std::uint32_t module = 0;  // in hierarchy(top)
  FaultSite site;
  std::uint32_t variant = 0;  // less than site.variants
};

// Every place of `module` where a fault can be, in order of kind. Left out is what no output, state or
// instance is computed from, and what cannot make a difference (arms that are the same net). None for an
// external module: its body is a model of hand-written Verilog, not what is printed.
std::vector<FaultSite> fault_sites(const hdl::Module& module);

// Operations that can stand in place of `op` by mistake, for logic_operator, arithmetic_operator, comparison.
std::vector<hdl::Op> replacements(FaultKind kind, hdl::Op op);
// Lowest bits that a slice could have by mistake.
std::vector<std::uint32_t> other_lows(const hdl::Module& module, const hdl::Node& slice);
// Ports that could be confused with port `place` of an instance, each pair once: of the same direction, width
// and sign, and with another net at them.
std::vector<std::uint32_t> confusable_ports(const hdl::Instance& instance, std::uint32_t place);

}  // namespace winnow::verif::mutants
