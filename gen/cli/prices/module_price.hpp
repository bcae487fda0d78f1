// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "synth/result.hpp"

namespace winnow::cli::prices {

// A processing element on its own: stationary registers, multiplier, and the accumulator of the element
// reduction for 65,536 products (48 bits where the highest precision is 16).
struct PeChoice {
  std::vector<unsigned> precisions;  // highest first
  unsigned stages = 0;               // pipeline registers
  std::string multiplier = "shared";
};

// One row of an array, with its PEs, adder trees and accumulators; row reduction, and the element reduction
// too where asked for.
struct RowChoice {
  std::vector<unsigned> precisions;
  unsigned columns = 1;
  bool element_reduction = false;
};

// What a module costs: um2, ns, counts.
struct Price {
  double area = 0;
  double gates = 0;  // area / NAND2 area
  double path_ns = 0;
  std::uint64_t flip_flops = 0;
};

// Of the top module, with everything below it; its worst path, ports included.
Price price_of(const synth::Result& result);

// Where the modules are mapped, and with what.
struct Bench {
  std::string library = "osu018";   // as in synth::Job
  std::filesystem::path templates;  // the folder of the hand-written Verilog
  std::filesystem::path folder;     // made if absent
};

// Generate the module and map it. Throw what the generator and synth::synthesize throw.
synth::Result synthesize_pe(const PeChoice& choice, const Bench& bench);
synth::Result synthesize_row(const RowChoice& choice, const Bench& bench);

}  // namespace winnow::cli::prices
