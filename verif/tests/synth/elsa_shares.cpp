// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/synth/elsa_shares.hpp"

#include <fmt/format.h>

#include <vector>

namespace winnow::synth_test {
namespace {

struct Block {
  std::string title, module;
  unsigned copies = 1;
  double paper_mm2 = 0;  // table I: area of all copies
};

}  // namespace

std::string elsa_shares_table(const synth::Baseline& baseline, unsigned banks) {
  const std::vector<Block> blocks = {
      {"hash computation", "hash", 1, 0.202},
      {"norm computation", "norm", 1, 0.006},
      {"candidate selection, with queues and arbiters", "select", banks, 0.180},
      {"attention computation", "attention", banks, 0.666},
      {"output division", "divide", 1, 0.022},
  };
  const auto area_of = [&](const std::string& module) {
    return baseline.module_areas.at(baseline.top + "_" + module);
  };
  const double logic = baseline.area() - banks * area_of("key_memory");
  double paper = 0, rest = logic;
  for (const Block& block : blocks) paper += block.paper_mm2;
  std::string text =
      "| block | copies | gates in all | share | the paper's share | ours / the paper's "
      "|\n|---|---|---|---|---|---|\n";
  for (const Block& block : blocks) {
    const double area = block.copies * area_of(block.module);
    const double share = area / logic, published = block.paper_mm2 / paper;
    text += fmt::format("| {} | {} | {:.0f} | {:.1f} % | {:.1f} % | {:.2f} |\n", block.title, block.copies,
                        baseline.gates(area), 100 * share, 100 * published, share / published);
    rest -= area;
  }
  return text + fmt::format("| control, masks, query hashes | 1 | {:.0f} | {:.1f} % | | |\n",
                            baseline.gates(rest), 100 * rest / logic);
}

}  // namespace winnow::synth_test
