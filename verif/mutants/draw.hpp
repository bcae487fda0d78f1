// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "verif/mutants/fault.hpp"

namespace winnow::verif::mutants {

// `count` different faults of a design, or all that there are. The same seed draws the same ones on every
// machine, and fault K is the same for every count.
//
// Every draw takes a module, a kind of fault, a place and a variant. Modules are taken in proportion to the
// square root of their places: by places alone nearly all faults would sit in the large arithmetic leaves,
// where any of them spoils most results, and few in the control logic; evenly, a module of three adders would
// count as much as a multiplier. Kinds, places and variants are taken evenly, or stuck bits, of which a wide
// value has many, would drown all other faults.
std::vector<Fault> draw_faults(const hdl::Module& top, std::size_t count, std::uint64_t seed);

}  // namespace winnow::verif::mutants
