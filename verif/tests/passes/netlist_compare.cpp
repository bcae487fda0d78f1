// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/passes/netlist_compare.hpp"

#include <random>

#include "gen/hdl/evaluator/evaluator.hpp"
#include "verif/tests/passes/netlist_shrink.hpp"

namespace winnow::hdl::test {
namespace {

constexpr unsigned cycles = 40;

std::uint64_t seed_of(const std::string& port, std::uint64_t seed) {
  std::uint64_t hash = 0xCBF29CE484222325ULL ^ seed;
  for (const char character : port) hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001B3ULL;
  return hash;
}

}  // namespace

std::vector<std::string> trace(const Module& top, std::uint64_t seed) {
  Evaluator evaluator(top, 0);
  std::vector<std::mt19937_64> random;
  for (const Port& port : top.ports) random.emplace_back(seed_of(port.name, seed));
  std::vector<std::string> result;
  for (unsigned cycle = 0; cycle < cycles; ++cycle) {
    evaluator.set_reset_n(cycle > 1 && cycle != cycles / 2);
    for (std::size_t port = 0; port < top.ports.size(); ++port) {
      if (!top.ports[port].is_input) continue;
      std::vector<std::uint32_t> words((top.ports[port].width + 31) / 32);
      for (std::uint32_t& word : words) {
        const std::uint64_t choice = random[port]();
        word = static_cast<std::uint32_t>(choice % 4 == 0 ? (choice % 8 == 0 ? 0 : ~0U) : random[port]());
      }
      evaluator.poke(port, words);
    }
    evaluator.settle();
    if (cycle == 0) {  // before the first edge of the reset nothing is defined
      evaluator.tick();
      continue;
    }
    for (std::size_t port = 0; port < top.ports.size(); ++port) {
      if (!top.ports[port].is_input) result.push_back(evaluator.value(port).hexadecimal());
    }
    evaluator.tick();
  }
  for (const Violation& violation : evaluator.violations()) {
    result.push_back(violation.name + " " + std::to_string(violation.cycle));
  }
  return result;
}

bool differs(const NetlistSketch& netlist, std::uint64_t seed, const Transform& transform) {
  try {
    Design plain;
    Design changed;
    const Module& before = build(plain, netlist);
    const Module& after = build(changed, netlist);
    plain.finish();
    changed.finish();
    transform(changed);
    return trace(before, seed) != trace(after, seed);
  } catch (const std::exception&) {
    return false;
  }
}

std::string reduced_code(const NetlistSketch& netlist, std::uint64_t seed, const Transform& transform) {
  const NetlistFails fails = [&](const NetlistSketch& each) { return differs(each, seed, transform); };
  if (!fails(netlist)) return "but not when it is built from a copy of the netlist\n";
  const NetlistSketch small = shrink(netlist, fails);
  return "reduced from " + std::to_string(cost(netlist)) + " to " + std::to_string(cost(small)) +
         " (nodes that compute count 1000 each), seed " + std::to_string(seed) + ", to paste into a test:\n" +
         print_as_code(small);
}

}  // namespace winnow::hdl::test
