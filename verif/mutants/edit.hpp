// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/hdl/netlist/module.hpp"
#include "verif/mutants/fault.hpp"

// How a fault changes a module: used by apply() alone.
namespace winnow::verif::mutants {

// Appends nodes to a module and makes others read them.
class Edit {
 public:
  explicit Edit(hdl::Module& module)
      : module_(module), first_new_(static_cast<hdl::NodeId>(module.nodes.size())) {}

  hdl::Module& module() const { return module_; }
  // A node that looks like it was made where `like` was.
  hdl::NodeId add(hdl::Op op, unsigned width, bool is_signed, std::vector<hdl::NodeId> operands,
                  hdl::NodeId like) const;
  // `value` with the width of `like`, and its sign.
  hdl::NodeId constant(const hdl::Bits& value, hdl::NodeId like) const;
  hdl::NodeId bit(bool value, hdl::NodeId like) const {
    return constant(hdl::Bits::from_unsigned(1, value ? 1 : 0), like, false);
  }
  hdl::NodeId reinterpreted(hdl::NodeId id, bool is_signed) const;
  hdl::NodeId with_bit_inverted(hdl::NodeId id, unsigned bit) const;
  hdl::NodeId with_bit_stuck(hdl::NodeId id, unsigned bit, bool value) const;
  // Everything of the original module that read `old` reads `replacement`.
  void replace_uses(hdl::NodeId old, hdl::NodeId replacement) const;

 private:
  hdl::NodeId constant(const hdl::Bits& value, hdl::NodeId like, bool is_signed) const;

  hdl::Module& module_;
  hdl::NodeId first_new_;
};

// Faults of registers, memories and instances.
void apply_to_state(Edit& edit, const FaultSite& site, std::uint32_t variant);
void apply_to_instance(Edit& edit, const FaultSite& site, std::uint32_t variant);

}  // namespace winnow::verif::mutants
