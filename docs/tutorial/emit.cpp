// SPDX-License-Identifier: Apache-2.0
// Writes the accumulator as Verilog-2005, one module per file, into the folder rtl.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "accumulator.hpp"
#include "gen/hdl/passes/passes.hpp"
#include "gen/hdl/verilog/writer.hpp"

using namespace winnow::hdl;

int main() {
  Design design;
  const Module& top = design.elaborate<Accumulator>({.value_bits = 8, .total_bits = 12});
  design.finish();
  run_passes(design);

  const verilog::PrintedDesign printed = verilog::print_design(top, {.generator = "tutorial"});
  std::filesystem::create_directories("rtl");
  for (const verilog::SourceFile& file : printed.files) {
    std::ofstream("rtl/" + file.name) << file.text;
    std::cout << "rtl/" << file.name << "\n";
  }
}
