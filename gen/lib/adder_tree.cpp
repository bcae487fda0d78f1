// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/adder_tree.hpp"

#include "gen/lib/bits.hpp"

namespace winnow::lib {
namespace {

// One level: pairs added, an odd last term passed on.
std::vector<hdl::SInt> add_pairs(const std::vector<hdl::SInt>& terms) {
  std::vector<hdl::SInt> sums;
  for (std::size_t i = 0; i + 1 < terms.size(); i += 2) sums.push_back(terms[i] + terms[i + 1]);
  if (terms.size() % 2 == 1) sums.push_back(terms.back());
  return sums;
}

// Number of the `stages` registers that stand after level `level` (0 = the inputs) of `levels`.
unsigned registers_after(unsigned level, unsigned levels, unsigned stages) {
  unsigned count = 0;
  for (unsigned stage = 1; stage <= stages; ++stage) {
    if ((stage * levels + stages / 2) / stages == level) ++count;
  }
  return count;
}

}  // namespace

hdl::SInt sum(const std::vector<hdl::SInt>& terms) {
  std::vector<hdl::SInt> level = terms;
  while (level.size() > 1) level = add_pairs(level);
  return level.front();
}

AdderTree::Ports::Ports(hdl::Io& io, const Params& p)
    : terms(io.in<hdl::UInt>("terms_i", p.terms * p.width, {{{"term", p.terms}}, p.width, true, "", ""})),
      sum(io.out<hdl::SInt>("sum_o", sum_width(p),
                            {{}, 0, true, "sum of the terms", std::to_string(p.stages) + " cycles later"})) {}

unsigned AdderTree::sum_width(const Params& p) {
  return p.width + ceil_log2(p.terms);
}

std::string AdderTree::name(const Params& p) {
  return "adder_tree_" + std::to_string(p.terms) + "x" + std::to_string(p.width) + "_s" +
         std::to_string(p.stages);
}

void AdderTree::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("terms", p.terms);
  b.parameter("width", p.width);
  b.parameter("stages", p.stages);
  b.document("Balanced adder tree: " + std::to_string(p.terms) + " signed terms of " +
             std::to_string(p.width) + " bits, " + std::to_string(p.stages) + " pipeline registers.");
  std::vector<hdl::SInt> level;
  for (unsigned i = 0; i < p.terms; ++i) {
    level.push_back(io.terms.bits((i + 1) * p.width - 1, i * p.width).as_sint());
  }
  const unsigned levels = ceil_log2(p.terms);
  for (unsigned depth = 0; depth <= levels; ++depth) {
    if (depth > 0) level = add_pairs(level);
    const unsigned registers = registers_after(depth, levels, p.stages);
    for (std::size_t i = 0; i < level.size(); ++i) {
      const std::string name = "sum_" + std::to_string(depth) + "_" + std::to_string(i);
      if (depth > 0 && depth < levels && level.size() > 1) level[i] = level[i].named(name);
      for (unsigned r = 0; r < registers; ++r) {
        const auto stage =
            b.reg<hdl::SInt>(name + "_q" + std::to_string(r), level[i].width(), hdl::Reset::none);
        stage.next(level[i]);
        level[i] = stage;
      }
    }
  }
  io.sum.drive(level.front());
}

}  // namespace winnow::lib
