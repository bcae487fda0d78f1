// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "verif/tests/passes/netlist_sketch.hpp"

namespace winnow::hdl::test {

// Applies random inputs and a reset (in the beginning and once more) and collects every output on every
// cycle, and the violations. What an input gets depends on the seed and its name. Power-up contents are zero:
// state that is never reset must not differ for its name's or number's sake.
std::vector<std::string> trace(const Module& top, std::uint64_t seed);

using Transform = std::function<void(Design&)>;

// Whether the netlist's trace is another after `transform`. A netlist that the structural checks refuse, or
// that `transform` throws upon, has none.
bool differs(const NetlistSketch& netlist, std::uint64_t seed, const Transform& transform);

// A netlist that differs, reduced while it does, as C++ to paste into a test.
std::string reduced_code(const NetlistSketch& netlist, std::uint64_t seed, const Transform& transform);

}  // namespace winnow::hdl::test
