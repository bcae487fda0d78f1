// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "verif/engines/verilated_header.hpp"

namespace winnow::verif {

// Name of the C++ class that Verilator is told to generate, the same for all models: only the shim's C
// functions leave the library.
inline constexpr const char* verilated_class = "Vdut";

struct ShimOptions {
  bool trace = false;
  bool coverage = false;
};

// C++ text between the generated class and VerilatedDut. Its functions are those of
// VerilatedLibrary::Functions in verilated_dut.cpp.
std::string shim_source(const std::vector<VerilatedPort>& ports, const ShimOptions& options);

// Linker version script that hides everything but the shim's functions, so that several models, each with its
// own copy of Verilator's run-time library, live in one process.
std::string shim_version_script();

}  // namespace winnow::verif
