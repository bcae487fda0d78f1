// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stdexcept>

#include "verif/harness/dut.hpp"
#include "verif/simulate/plan.hpp"

namespace winnow::verif::simulate {

// What a core did with one head.
struct RunFigures {
  std::uint64_t connections = 0;  // (query, key) pairs that were issued
  std::uint64_t rounds = 0;       // by the core's own counters
  std::uint64_t loads = 0;        // by the core's own counters
  std::uint64_t cycles = 0;       // from the first transfer offered to the last one given
  bool operator==(const RunFigures&) const = default;
};

// The core did something else than the plan says.
class SimulationError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Resets the device and puts the head through it at full speed: input is always offered, output always taken.
// Throws SimulationError when a connection comes that was not selected, comes twice, or does not come, or
// when nothing moves any more; std::out_of_range when the device lacks a port.
RunFigures run_head(Dut& device, const CoreShape& core, const Plan& plan);

}  // namespace winnow::verif::simulate
