// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/filter/passed_ports.hpp"

#include <tuple>

namespace winnow::cores::filter {

using hdl::SInt;
using hdl::UInt;

PassedPorts::PassedPorts(hdl::Io& io, const hdl::Module& inner,
                         const std::function<bool(const std::string& name)>& passes) {
  for (const hdl::Port& port : inner.ports) {
    if (!passes(port.name)) continue;
    const auto& [name, width, layout, where] = std::tie(port.name, port.width, port.layout, port.location);
    if (port.is_input && port.is_signed) {
      signed_inputs_.emplace_back(name, io.in<SInt>(name, width, layout, where));
    } else if (port.is_input) {
      inputs_.emplace_back(name, io.in<UInt>(name, width, layout, where));
    } else if (port.is_signed) {
      signed_outputs_.emplace_back(name, io.out<SInt>(name, width, layout, where));
    } else {
      outputs_.emplace_back(name, io.out<UInt>(name, width, layout, where));
    }
  }
}

void PassedPorts::connect(const hdl::Pins& inner) const {
  for (const auto& [name, port] : inputs_) inner.drive(name, port);
  for (const auto& [name, port] : signed_inputs_) inner.drive(name, port);
  for (const auto& [name, port] : outputs_) port.drive(inner.output(name));
  for (const auto& [name, port] : signed_outputs_) port.drive(inner.output_signed(name));
}

}  // namespace winnow::cores::filter
