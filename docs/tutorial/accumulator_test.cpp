// SPDX-License-Identifier: Apache-2.0
// The accumulator against plain integers, in the evaluator: no simulator, no compiler.
#include "accumulator.hpp"

#include <algorithm>
#include <iostream>
#include <random>

#include "gen/hdl/evaluator/evaluator.hpp"

using namespace winnow::hdl;

int main() {
  Design design;
  const Module& top = design.elaborate<Accumulator>({.value_bits = 8, .total_bits = 12});
  try {
    design.finish();
  } catch (const ElaborationError& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }

  Evaluator core(top);
  const auto poke = [&](std::size_t port, std::uint32_t word) { core.poke(port, {&word, 1}); };
  core.set_reset_n(false);
  core.tick();
  core.set_reset_n(true);

  std::mt19937 random(1);
  int expected = 0, at_a_limit = 0, cycle = 0;
  bool as_expected = true;
  for (; cycle < 10000 && as_expected; ++cycle) {
    const bool valid = random() % 4 != 0, clear = random() % 64 == 0;
    const int drift = cycle / 500 % 2 == 0 ? 40 : -40;  // or it would seldom come near a limit
    const int value = std::clamp(static_cast<int>(random() % 256) - 128 + drift, -128, 127);
    poke(0, valid);  // ports are numbered as Ports declares them
    poke(1, clear);
    poke(2, static_cast<std::uint32_t>(value));
    core.tick();
    if (valid) expected = std::clamp((clear ? 0 : expected) + value, -2048, 2047);
    if (expected == -2048 || expected == 2047) ++at_a_limit;
    as_expected = core.value(3) == Bits::from_signed(12, expected);
  }
  for (const Violation& violation : core.violations()) {
    std::cout << violation.location.file_and_line() << ": " << violation.name << " failed in cycle "
              << violation.cycle << ": " << violation.message << "\n";
  }
  if (!as_expected) {
    std::cout << "after " << cycle << " cycles total_o is 0x" << core.value(3).hexadecimal()
              << ", expected 0x" << Bits::from_signed(12, expected).hexadecimal() << "\n";
    return 1;
  }
  std::cout << cycle << " cycles as expected, " << at_a_limit << " of them at a limit\n";
}
