// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gen/config/config.hpp"
#include "sim/attention.hpp"
#include "sim/schedule.hpp"
#include "verif/harness/streams/payload.hpp"

// Simulation of cores on whole attention heads: what goes in, what must come out, and what it cost.
namespace winnow::verif::simulate {

// What a simulation has to know of a core. Every simulated core gives *connections* and counts its rounds and
// loads (docs/cores/scheduler.md).
struct CoreShape {
  streams::Shape streams;
  bool takes_scores = false;  // a detector comes first: scores go in, not candidates
};

// The core kinds that can be simulated.
const std::vector<std::string>& simulated_kinds();
// Nothing for a kind that cannot be simulated.
std::optional<CoreShape> shape_of(const config::Config& config);
// The values of a config of this kind that are the rows of a group, as `--set` names them.
std::vector<std::string> tokens_paths(const std::string& kind);

// The scores of one head, [queries][keys]; keys that a causal mask hides are ignored.
struct HeadScores {
  std::string case_name = {};
  int layer = 0;  // the model's number
  std::size_t head = 0;
  sim::Mask mask = sim::Mask::none;
  sim::Matrix scores = {};
};

enum class SelectionMode : std::uint8_t {
  topk,      // the k best keys of every query
  threshold  // every key at or above the score of the k-th best: ties are kept, too
};

// k = ceil(keep * keys) of the head; a query that sees fewer keys keeps them all.
struct SelectionRule {
  double keep = 0.1;
  SelectionMode mode = SelectionMode::topk;
};

// T consecutive queries of a head.
struct GroupPlan {
  std::size_t first_query = 0;
  unsigned rows = 0;                     // T, but for the last group
  std::vector<std::int64_t> thresholds;  // [row], of the mode `threshold` where scores go in
  sim::KeyMasks masks;                   // what is selected
};

// A head, cut into groups and selected in software.
struct Plan {
  sim::Mask mask = sim::Mask::none;
  SelectionMode mode = SelectionMode::topk;
  std::size_t queries = 0, keys = 0, limit = 0;  // limit: k
  sim::BasicMatrix<std::int32_t> codes;          // the scores as they go in; empty where candidates do
  std::vector<GroupPlan> groups;
  sim::ScheduleBounds bounds;  // sums over the groups
};

// Selects by the scores as the core sees them: narrowed to its score bits where it takes scores, else as they
// are. The head must have no more keys than the core (std::invalid_argument).
Plan make_plan(const HeadScores& head, const CoreShape& core, const SelectionRule& rule);

}  // namespace winnow::verif::simulate
