// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gen/hdl/netlist/module.hpp"

namespace winnow::verif::mutants {

// A copy of a module and everything below it without state: what a register or a registered read holds became
// an input, what it would hold after the next clock edge an output, through all levels of the hierarchy. Of a
// memory the read data became inputs, addresses, data and enables of its ports outputs. Two designs behave
// alike, from equal states on, when their opened copies are the same function. An external module takes part
// with its body.
class OpenedDesign {
 public:
  // Names of the copied modules end in `suffix`.
  OpenedDesign(const hdl::Module& top, const std::string& suffix);

  const hdl::Module& top() const { return *modules_.back().copy; }
  // All of it as Verilog.
  std::string verilog() const;

 private:
  struct Entry {
    const hdl::Module* original;
    std::unique_ptr<hdl::Module> copy;
  };
  hdl::Module* copy_of(const hdl::Module* original) const;

  std::vector<Entry> modules_;  // instantiated before instantiating
};

}  // namespace winnow::verif::mutants
