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

// What a module costs: um2, ns, counts.
struct Price {
  double area = 0;
  double gates = 0;  // area / NAND2 area
  double path_ns = 0;
  std::uint64_t flip_flops = 0;
};

// Of the top module, with everything below it; its worst path, ports included.
Price price_of(const synth::Result& result);

// Generates the PE and maps it in `folder`, which is made if absent. `library` as in synth::Job; `templates`:
// the folder of the hand-written Verilog. Throws what the generator and synth::synthesize throw.
Price price_of_pe(const PeChoice& choice, const std::string& library, const std::filesystem::path& templates,
                  const std::filesystem::path& folder);

}  // namespace winnow::cli::prices
