// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl::verilog {

// How the bits of a port are read, in one line: "[row 32][segment 2][lane 4] x 44 bits signed; accumulated
// dot products; 2 cycles after stream_i". Empty for an undocumented scalar.
std::string port_comment(const Port& port);

// The shape part alone: "[row 32][lane 4] x 44 bits signed", or "44 bits signed" for a scalar.
std::string port_shape(const Port& port);

}  // namespace winnow::hdl::verilog
