// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <any>
#include <memory>
#include <string>
#include <typeindex>
#include <vector>

#include "gen/hdl/netlist/diagnostics.hpp"
#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl {

// Owns the modules of one elaboration and collects its diagnostics. A component is elaborated once for each
// distinct value of its parameters (compared with ==, so that no parameter can be forgotten); two different
// modules with one name are an error.
class Design {
 public:
  Design() = default;
  Design(const Design&) = delete;
  Design& operator=(const Design&) = delete;

  // Elaborates Component for `params` (or finds it) and returns its module. See builder.hpp for what a
  // component is.
  template <class Component>
  Module& elaborate(const typename Component::Params& params,
                    Location where = std::source_location::current());

  void error(const Location& where, std::string message) {
    diagnostics_.push_back({where, std::move(message)});
  }
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  // Runs the structural checks (undriven nets, missing pins, combinational loops) over all modules and throws
  // ElaborationError with everything found since the beginning, if anything was.
  void finish();

  // In order of completion: an instantiated module stands before the one that instantiates it.
  const std::vector<Module*>& modules() const { return order_; }
  Module* find(std::string_view name) const;

 private:
  struct Entry {
    std::type_index component;
    std::any params;
    Module* module;
  };
  Module& create(std::string name, const Location& where);

  std::vector<std::unique_ptr<Module>> owned_;
  std::vector<Module*> order_;
  std::vector<Entry> entries_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace winnow::hdl
