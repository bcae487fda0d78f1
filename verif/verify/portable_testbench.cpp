// SPDX-License-Identifier: Apache-2.0
#include "verif/verify/portable_testbench.hpp"

#include "verif/verify/verify.hpp"
#include "winnow/version.hpp"

namespace winnow::verif {

std::vector<DutPort> ports_of(const hdl::Module& top) {
  std::vector<DutPort> ports;
  if (top.is_clocked()) ports.push_back({"clk_i", 1, true});
  if (top.has_reset()) ports.push_back({"rst_ni", 1, true});
  for (const hdl::Port& port : top.ports) ports.push_back({port.name, port.width, port.is_input});
  return ports;
}

Testbench portable_testbench(const config::Config& config, const cores::GeneratedCore& core,
                             const StimulusOptions& options) {
  TestbenchRequest request;
  request.top = config.name;
  request.generator = std::string("winnow ") + version;
  request.configuration = "config " + config.name + " (" + config::config_hash(config) + ")";
  request.stimulus = options;
  return make_testbench(suite_of(config), model_of(config), ports_of(*core.top), request);
}

}  // namespace winnow::verif
