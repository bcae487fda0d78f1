// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/matrix.hpp"

namespace winnow::sim {

// How the scores of a synthetic head are drawn (docs/simulate.md).
enum class WorkloadKind : std::uint8_t {
  uniform,  // every score on its own: rows share keys by chance only
  local,    // keys near the query's place score higher
  popular   // keys differ in a score that all queries add to their own
};

struct Workload {
  std::string text;  // as given: names the workload in reports
  WorkloadKind kind = WorkloadKind::uniform;
  std::size_t keys = 512;
  std::size_t queries = 512;   // as many as keys, where the text does not say
  std::optional<double> keep;  // share of the keys, above 0 and at most 1
  double strength = 1.0;       // of what the queries have in common, beside a random part of width 1
  std::uint64_t seed = 1;
};

// "uniform", "local" and "popular".
const std::vector<std::string>& workload_names();

// Reads NAME or NAME:KEY=VALUE,KEY=VALUE with the keys n, queries, keep, strength and seed. Throws DataError
// with everything that is wrong.
Workload parse_workload(const std::string& text);

// Scores of one head, [queries][keys]; the same for the same workload on every machine.
Matrix workload_scores(const Workload& workload);

}  // namespace winnow::sim
