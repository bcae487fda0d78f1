// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/netlist/design.hpp"

#include <algorithm>

#include "gen/hdl/netlist/check.hpp"
#include "gen/hdl/netlist/names.hpp"

namespace winnow::hdl {
namespace {

std::string join(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!text.empty()) text += '\n';
    text += diagnostic.text();
  }
  return text;
}

}  // namespace

ElaborationError::ElaborationError(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(join(diagnostics)), diagnostics_(std::move(diagnostics)) {}

Module& Design::create(std::string name, const Location& where) {
  if (const std::string problem = identifier_problem(name); !problem.empty()) error(where, problem);
  if (const auto same =
          std::find_if(owned_.begin(), owned_.end(), [&](const auto& m) { return m->name() == name; });
      same != owned_.end()) {
    error(where, "two different modules are both named '" + name + "' (the other is elaborated at " +
                     (*same)->location.file_and_line() + "); make the name depend on every parameter");
  }
  owned_.push_back(std::make_unique<Module>(*this, std::move(name)));
  owned_.back()->location = where;
  return *owned_.back();
}

Module* Design::find(std::string_view name) const {
  const auto found = std::find_if(order_.begin(), order_.end(),
                                  [&](const Module* module) { return module->name() == name; });
  return found == order_.end() ? nullptr : *found;
}

void Design::finish() {
  check_structure(*this);
  if (!diagnostics_.empty()) throw ElaborationError(diagnostics_);
}

}  // namespace winnow::hdl
