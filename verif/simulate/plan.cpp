// SPDX-License-Identifier: Apache-2.0
#include "verif/simulate/plan.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>

#include "gen/config/filter_parameters.hpp"
#include "sim/selection.hpp"

namespace winnow::verif::simulate {
namespace {

// The keys of one query. `threshold` gets the least score that is kept, if any is.
template <typename Value>
std::vector<std::size_t> select(std::span<const Value> scores, std::size_t visible, const Plan& plan,
                                Value& threshold) {
  std::vector<std::size_t> keys = sim::top_keys(scores, visible, plan.limit);
  for (const std::size_t key : keys) threshold = std::min(threshold, scores[key]);
  return plan.mode == SelectionMode::topk ? keys : sim::passing_keys(scores, visible, threshold);
}

template <typename Value>
GroupPlan plan_group(const sim::BasicMatrix<Value>& scores, const Plan& plan, std::size_t first,
                     unsigned tokens) {
  GroupPlan group;
  group.first_query = first;
  group.rows = static_cast<unsigned>(std::min<std::size_t>(tokens, plan.queries - first));
  group.masks.assign(plan.keys, 0);
  for (unsigned row = 0; row < group.rows; ++row) {
    const std::size_t query = first + row;
    Value threshold = std::numeric_limits<Value>::max();
    const std::size_t visible = sim::visible_keys(plan.mask, query, plan.keys);
    for (const std::size_t key : select(scores.row(query), visible, plan, threshold))
      group.masks[key] |= 1U << row;
    // Only integers go into a core.
    if constexpr (std::is_integral_v<Value>) group.thresholds.push_back(threshold);
  }
  return group;
}

template <typename Value>
void plan_groups(const sim::BasicMatrix<Value>& scores, unsigned tokens, Plan& plan) {
  for (std::size_t first = 0; first < plan.queries; first += tokens) {
    plan.groups.push_back(plan_group(scores, plan, first, tokens));
    plan.bounds += sim::schedule_bounds(plan.groups.back().masks);
  }
}

CoreShape with_scheduler(const config::SchedulerParameters& parameters) {
  CoreShape core;
  core.streams.tokens = parameters.tokens;
  core.streams.keys_per_cycle = parameters.keys_per_cycle;
  core.streams.maximum_keys = parameters.maximum_keys;
  return core;
}

}  // namespace

const std::vector<std::string>& simulated_kinds() {
  static const std::vector<std::string> kinds = {"filter", "scheduler"};
  return kinds;
}

std::optional<CoreShape> shape_of(const config::Config& config) {
  if (config.core == "scheduler") return with_scheduler(config.as<config::SchedulerParameters>());
  if (config.core != "filter") return {};
  const auto& parts = config.as<config::FilterParameters>();
  if (parts.selector.core != "detector" || parts.scheduler.core != "scheduler") return {};
  CoreShape core = with_scheduler(parts.scheduler.as<config::SchedulerParameters>());
  core.takes_scores = true;
  core.streams.score_bits = parts.selector.as<config::DetectorParameters>().score_bits;
  return core;
}

std::vector<std::string> tokens_paths(const std::string& kind) {
  if (kind == "filter") return {"selector.parameters.tokens", "scheduler.parameters.tokens"};
  return {"tokens"};
}

Plan make_plan(const HeadScores& head, const CoreShape& core, const SelectionRule& rule) {
  if (head.scores.columns > core.streams.maximum_keys)
    throw std::invalid_argument("make_plan: the head has more keys than the core");
  Plan plan;
  plan.mask = head.mask;
  plan.mode = rule.mode;
  plan.queries = head.scores.rows;
  plan.keys = head.scores.columns;
  plan.limit = sim::kept_keys(rule.keep, plan.keys);
  if (core.takes_scores) {
    plan.codes = sim::narrowed_scores(head.scores, core.streams.score_bits);
    plan_groups(plan.codes, core.streams.tokens, plan);
  } else {
    plan_groups(head.scores, core.streams.tokens, plan);
  }
  return plan;
}

}  // namespace winnow::verif::simulate
