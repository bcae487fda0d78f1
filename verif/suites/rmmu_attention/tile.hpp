// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "verif/suites/rmmu_attention/real_input.hpp"
#include "verif/suites/rmmu_attention/result_check.hpp"

namespace winnow::verif {

// The part of a head that runs: its first queries and keys.
struct Tile {
  std::size_t queries = 0;
  std::size_t keys = 0;
};

// The largest tile within the head and the limits whose cost, in cycles, fits; at least 1 x 1. The larger
// side is halved first, keys four times as dear as queries (recall needs many keys).
Tile fit_tile(const RealInput& input, const RealInputLimits& limits,
              const std::function<std::uint64_t(const Tile&)>& cost);

// A report with what is known before the run.
RealInputReport describe_tile(const std::string& kind, const RealInput& input, const Tile& tile);

// Copies the comparison's figures into the report.
void take_results(RealInputReport& report, const ResultCheck& check);

}  // namespace winnow::verif
