// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gen/hdl/netlist/module.hpp"
#include "verif/mutants/fault.hpp"

namespace winnow::verif::mutants {

// A copy of a design with one fault. Only the faulty module and those above it are copied, under names with
// `_mutant` added; the rest is shared with the original, which must stay and must not change.
class MutatedDesign {
 public:
  // `fault` belongs to `top`: module number in hierarchy(top), site from fault_sites().
  MutatedDesign(const hdl::Module& top, const Fault& fault);

  hdl::Module& top() const { return *copies_.back().copy; }
  // What takes the place of a module of the original: its copy, or the module itself.
  const hdl::Module& in_place_of(const hdl::Module& original) const;
  // The faulty module as Verilog, under its original name.
  std::string verilog() const;
  // The copied modules of the original, instantiated before instantiating: the faulty one is the first.
  std::vector<const hdl::Module*> changed() const;

 private:
  struct Copy {
    const hdl::Module* original;
    std::unique_ptr<hdl::Module> copy;
  };
  hdl::Module* copy_of(const hdl::Module* original) const;

  std::vector<Copy> copies_;
};

// Puts a fault into a module.
void apply(hdl::Module& module, const FaultSite& site, std::uint32_t variant);

// False when the mutated design is none that could be built by mistake: with a combinational loop, or without
// its clock or reset port.
bool is_buildable(const hdl::Module& original_top, const MutatedDesign& mutated);

// A copy that can be changed; instances refer to the modules that the original's refer to.
std::unique_ptr<hdl::Module> copy_module(const hdl::Module& module, const std::string& name);

}  // namespace winnow::verif::mutants
