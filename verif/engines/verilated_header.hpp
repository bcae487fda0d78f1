// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "verif/harness/dut.hpp"

namespace winnow::verif {

// A port as Verilator's generated class has it.
struct VerilatedPort {
  DutPort port;        // with the Verilog name
  std::string member;  // name of the class member (C++ keywords and odd letters are rewritten)
};

// Reads the ports out of the text of a generated class header, in its order. Throws std::runtime_error for
// inout ports, which a Dut does not have.
std::vector<VerilatedPort> read_verilated_ports(const std::string& header);

// Puts `found` into the order of `declared` and complains, with every difference in the text of the
// std::invalid_argument, when the two are not the same ports. An empty `declared` accepts all.
std::vector<VerilatedPort> match_ports(const std::vector<DutPort>& declared,
                                       const std::vector<VerilatedPort>& found, const std::string& top);

}  // namespace winnow::verif
