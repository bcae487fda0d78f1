// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/simulate/accelerator_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace winnow::cli::simulate {
namespace {

using Json = nlohmann::ordered_json;
using verif::elsa::CapturedReport;

double excess_of(std::uint64_t execution, std::uint64_t closed_form) {
  return closed_form == 0 ? 0 : static_cast<double>(execution) / static_cast<double>(closed_form) - 1;
}

void add(AcceleratorPool& pool, const CapturedReport& run) {
  ++pool.heads;
  pool.queries += run.queries;
  pool.keys = run.keys;
  pool.share += run.share;
  pool.preprocessing += run.preprocessing;
  pool.execution += run.execution;
  pool.ending += run.ending;
  pool.closed_form += run.closed_form;
  pool.ideal += run.ideal;
  const double excess = excess_of(run.execution, run.closed_form);
  pool.worst_excess = pool.heads == 1 ? excess : std::max(pool.worst_excess, excess);
  pool.hash += run.hash.queries;
  pool.selection += run.scan.queries;
  pool.attention += run.candidates.queries;
  pool.division += run.division.queries;
  pool.error_on_selected += run.error_on_selected;
  pool.error_on_all += run.error_on_all;
  pool.error_of_rounding += run.error_of_rounding;
}

// Sums over the heads to means.
void average(AcceleratorPool& pool) {
  const auto heads = static_cast<double>(pool.heads);
  for (double* sum : {&pool.share, &pool.error_on_selected, &pool.error_on_all, &pool.error_of_rounding})
    *sum /= heads;
}

// The same case without approximation; nullptr when it was not run.
const AcceleratorPool* unapproximated(const std::vector<AcceleratorPool>& pools, const std::string& name) {
  const auto found = std::ranges::find_if(
      pools, [&](const AcceleratorPool& pool) { return pool.case_name == name && pool.degree == 0; });
  return found == pools.end() ? nullptr : &*found;
}

double ratio(double part, double whole) {
  return whole == 0 ? 0 : part / whole;
}

std::string pooled_row(const AcceleratorPool& pool, const AcceleratorPool* base) {
  const auto cycles = static_cast<double>(pool.cycles());
  const std::string speedup =
      base == nullptr ? "" : fmt::format("{:.2f}", ratio(static_cast<double>(base->cycles()), cycles));
  return fmt::format(
      "| {} | {:g} | {} | {:.1f} | {} | {} | {} | {:.3f} | {:.3f} | {} | {:+.2f} | {:+.2f} | {} / {} / {} / "
      "{} | "
      "{:.2f} | {:.2f} | {:.2f} |\n",
      pool.case_name, pool.degree, pool.heads, 100 * pool.share, pool.preprocessing, pool.execution,
      pool.ending, ratio(static_cast<double>(pool.execution), pool.ideal), ratio(cycles, pool.ideal), speedup,
      100 * pool.excess(), 100 * pool.worst_excess, pool.hash, pool.selection, pool.attention, pool.division,
      100 * pool.error_on_selected, 100 * pool.error_on_all, 100 * pool.error_of_rounding);
}

Json to_json(const AcceleratorPool& pool, const AcceleratorPool* base) {
  Json json = {{"case", pool.case_name},
               {"degree", pool.degree},
               {"heads", pool.heads},
               {"queries", pool.queries},
               {"keys", pool.keys},
               {"share", pool.share},
               {"cycles",
                {{"preprocessing", pool.preprocessing},
                 {"execution", pool.execution},
                 {"ending", pool.ending},
                 {"closed_form", pool.closed_form},
                 {"ideal", pool.ideal}}},
               {"excess", {{"all", pool.excess()}, {"worst_head", pool.worst_excess}}},
               {"bounded_queries",
                {{"hash", pool.hash},
                 {"selection", pool.selection},
                 {"attention", pool.attention},
                 {"division", pool.division}}},
               {"error",
                {{"on_selected", pool.error_on_selected},
                 {"on_all", pool.error_on_all},
                 {"of_rounding", pool.error_of_rounding}}}};
  if (base != nullptr)
    json["speedup"] = ratio(static_cast<double>(base->cycles()), static_cast<double>(pool.cycles()));
  return json;
}

}  // namespace

AcceleratorShape shape_of(const config::ElsaParameters& parameters) {
  return {parameters.maximum_tokens, config::hash_columns(parameters.hash_factors)};
}

double AcceleratorPool::excess() const {
  return excess_of(execution, closed_form);
}

std::vector<AcceleratorPool> AcceleratorResults::pooled() const {
  std::vector<AcceleratorPool> pools;
  for (const CapturedReport& run : runs) {
    auto pool = std::ranges::find_if(pools, [&](const AcceleratorPool& each) {
      return each.case_name == run.case_name && each.degree == run.degree;
    });
    if (pool == pools.end()) {
      AcceleratorPool fresh;
      fresh.case_name = run.case_name;
      fresh.degree = run.degree;
      pool = pools.insert(pools.end(), fresh);
    }
    add(*pool, run);
  }
  for (AcceleratorPool& pool : pools) average(pool);
  return pools;
}

Json to_json(const AcceleratorResults& results) {
  Json json = {{"core", "elsa"}, {"name", results.name}, {"engine", results.engine}};
  const std::vector<AcceleratorPool> pools = results.pooled();
  json["pooled"] = Json::array();
  for (const AcceleratorPool& pool : pools)
    json["pooled"].push_back(to_json(pool, unapproximated(pools, pool.case_name)));
  json["heads"] = Json::array();
  for (const CapturedReport& run : results.runs) json["heads"].push_back(verif::elsa::to_json(run));
  json["skipped"] = Json::array();
  for (const SkippedHead& skipped : results.skipped) {
    json["skipped"].push_back(
        {{"case", skipped.case_name}, {"tokens", skipped.tokens}, {"dimension", skipped.dimension}});
  }
  return json;
}

std::string to_markdown(const AcceleratorResults& results, bool with_runs) {
  std::string text = fmt::format(
      "`{}` (elsa), engine {}. Shares, excesses and errors in percent; p = 0 is without approximation; "
      "ideal: "
      "every multiplier busy in every cycle on all keys.\n\n"
      "| case | p | heads | keys kept | preprocessing | execution | end | execution / ideal | all / ideal | "
      "speed-up | excess | of the worst head | queries bound by hash / selection / attention / division | "
      "error on selected | on all | of rounding |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
      results.name, results.engine);
  const std::vector<AcceleratorPool> pools = results.pooled();
  for (const AcceleratorPool& pool : pools) text += pooled_row(pool, unapproximated(pools, pool.case_name));
  for (const SkippedHead& skipped : results.skipped) {
    text += fmt::format("\nSkipped: {} has {} tokens of {} elements; the core takes {} of {}.\n",
                        skipped.case_name, skipped.tokens, skipped.dimension, results.shape.tokens,
                        results.shape.dimension);
  }
  if (!with_runs) return text;
  text += "\n## Heads\n\n";
  for (const CapturedReport& run : results.runs) text += "- " + verif::elsa::describe(run) + "\n";
  return text;
}

}  // namespace winnow::cli::simulate
