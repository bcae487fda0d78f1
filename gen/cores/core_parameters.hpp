// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/config/registry.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores {

// Every parameter of a core, as its config states it, into the header of the module under construction.
template <class Parameters>
void document_parameters(hdl::Builder& b, const Parameters& parameters) {
  const config::ParameterTable& table = config::core_table_of(typeid(Parameters));
  for (const config::Parameter& parameter : table.parameters())
    b.parameter(parameter.name, config::in_words(parameter.load(parameters)));
}

}  // namespace winnow::cores
