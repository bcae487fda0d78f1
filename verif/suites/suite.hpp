// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "verif/harness/bench.hpp"

namespace winnow::verif {

// One test of a core's suite: directed, corner or constrained random. `run` drives the bench from
// reset; every cycle goes through Bench::cycle, which compares every output with the model. The only random
// source is bench.random().
struct SuiteTest {
  std::string name;         // stable, snake_case, e.g. "most_negative_squared_int4"
  std::string description;  // one line for reports
  std::function<void(Bench&, std::uint64_t cycles)>
      run;              // cycles: budget for random tests, 0 for the default
  bool random = false;  // takes its share of the run's budget of random cycles
};

using Suite = std::vector<SuiteTest>;

}  // namespace winnow::verif
