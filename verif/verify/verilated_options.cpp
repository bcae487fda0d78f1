// SPDX-License-Identifier: Apache-2.0
#include "verif/verify/verilated_options.hpp"

#include <functional>
#include <string>
#include <vector>

#include "verif/suites/registry/registry.hpp"

namespace winnow::verif {
namespace {

// What would tell the instances of a module apart if Verilator saw through it (OutOfLineModule).
std::vector<std::string> kept_signals(const hdl::Module& module,
                                      const std::function<bool(const hdl::Module&)>& is_out_of_line) {
  std::vector<std::string> names;
  for (const hdl::Port& port : module.ports) {
    if (port.is_input) names.push_back(port.name);
  }
  for (const hdl::Instance& instance : module.instances) {
    for (const hdl::NodeId output : instance.outputs) {
      if (output != hdl::no_node && is_out_of_line(*instance.module))
        names.push_back(module.node(output).name);
    }
  }
  return names;
}

}  // namespace

VerilatedModelOptions verilated_options(const config::Config& config, const cores::GeneratedCore& core,
                                        const std::filesystem::path& directory) {
  VerilatedModelOptions model;
  model.top = config.name;
  for (const std::string& source : core.sources) model.verilog_files.push_back(directory / source);
  model.directory = directory / "verilated";
  const auto hints_of = suite_entry(config.core).hints;
  if (hints_of == nullptr) return model;
  const auto is_out_of_line = [&](const hdl::Module& module) {
    return hints_of(config, module.name()).out_of_line;
  };
  for (const hdl::Module* module : core.design->modules()) {
    const ModuleHints hints = hints_of(config, module->name());
    if (hints.out_of_line)
      model.modules_out_of_line.push_back({module->name(), kept_signals(*module, is_out_of_line)});
    if (hints.untraced) model.files_untraced.push_back(module->name() + ".v");
  }
  return model;
}

}  // namespace winnow::verif
