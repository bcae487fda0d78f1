// SPDX-License-Identifier: Apache-2.0
#include "verif/mutants/mutated_design.hpp"

#include <algorithm>

#include "gen/hdl/evaluator/evaluator.hpp"
#include "gen/hdl/netlist/diagnostics.hpp"
#include "gen/hdl/passes/legalise.hpp"
#include "gen/hdl/verilog/writer.hpp"

namespace winnow::verif::mutants {

using hdl::Module;

std::unique_ptr<Module> copy_module(const Module& module, const std::string& name) {
  auto copy = std::make_unique<Module>(module.design(), name);
  copy->nodes = module.nodes;
  copy->ports = module.ports;
  copy->registers = module.registers;
  copy->memories = module.memories;
  copy->instances = module.instances;
  copy->properties = module.properties;
  copy->documentation = module.documentation;
  copy->parameters = module.parameters;
  copy->is_external = module.is_external;
  copy->external = module.external;
  copy->names = module.names;
  copy->location = module.location;
  return copy;
}

MutatedDesign::MutatedDesign(const Module& top, const Fault& fault) {
  const std::vector<const Module*> order = hdl::verilog::hierarchy(top);
  const Module* faulty = order.at(fault.module);
  copies_.push_back({faulty, copy_module(*faulty, faulty->name() + "_mutant")});
  apply(*copies_.front().copy, fault.site, fault.variant);
  for (const Module* module : order) {
    const bool is_above = std::any_of(module->instances.begin(), module->instances.end(),
                                      [&](const auto& instance) { return copy_of(instance.module); });
    if (!is_above) continue;
    std::unique_ptr<Module> copy = copy_module(*module, module->name() + "_mutant");
    for (hdl::Instance& instance : copy->instances) {
      if (Module* replacement = copy_of(instance.module)) instance.module = replacement;
    }
    copies_.push_back({module, std::move(copy)});
  }
}

Module* MutatedDesign::copy_of(const Module* original) const {
  for (const Copy& entry : copies_) {
    if (entry.original == original) return entry.copy.get();
  }
  return nullptr;
}

const Module& MutatedDesign::in_place_of(const Module& original) const {
  const Module* copy = copy_of(&original);
  return copy != nullptr ? *copy : original;
}

std::string MutatedDesign::verilog() const {
  const Copy& faulty = copies_.front();
  const auto printable = copy_module(*faulty.copy, faulty.original->name());
  hdl::passes::legalise(*printable);  // the fault left the form that can be printed
  return hdl::verilog::print_module(*printable, {});
}

std::vector<const Module*> MutatedDesign::changed() const {
  std::vector<const Module*> originals;
  for (const Copy& entry : copies_) originals.push_back(entry.original);
  return originals;
}

bool is_buildable(const Module& original_top, const MutatedDesign& mutated) {
  if (original_top.is_clocked() != mutated.top().is_clocked()) return false;
  if (original_top.has_reset() != mutated.top().has_reset()) return false;
  try {
    const hdl::Evaluator probe(mutated.top());
    return true;
  } catch (const hdl::ElaborationError&) {
    return false;
  }
}

}  // namespace winnow::verif::mutants
