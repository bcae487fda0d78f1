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

void add_worst_query(AcceleratorPool& pool, const CapturedReport& run) {
  const std::size_t number = run.worst_query();
  const verif::elsa::QueryReport& query = run.query_reports[number];
  if (pool.heads > 1 && pool.worst_query.report.excess() >= query.excess()) return;
  pool.worst_query = {run.layer, run.head, number, query};
}

void add(AcceleratorPool& pool, const CapturedReport& run) {
  ++pool.heads;
  pool.queries += run.queries;
  pool.keys = run.keys;
  pool.share += run.share;
  pool.preprocessing += run.preprocessing;
  pool.execution += run.execution;
  pool.ending += run.ending;
  pool.closed_form += run.closed_form();
  pool.lower_bound += run.lower_bound();
  pool.ideal += run.ideal;
  const double excess = excess_of(run.execution, run.closed_form());
  pool.worst_excess = pool.heads == 1 ? excess : std::max(pool.worst_excess, excess);
  add_worst_query(pool, run);
  for (std::size_t i = 0; i < pool.bounded.size(); ++i) pool.bounded[i] += run.bounded(verif::elsa::works[i]);
  pool.spent += run.spent().value();
  pool.error_of_input += run.error_of_input;
  pool.error_before_rounding += run.error_before_rounding.value();
  pool.error_of_rounding += run.error_of_rounding;
  pool.error_on_selected += run.error_on_selected;
  pool.error_on_all += run.error_on_all;
}

// Sums over the heads to means.
void average(AcceleratorPool& pool) {
  const auto heads = static_cast<double>(pool.heads);
  for (double* sum : {&pool.share, &pool.error_of_input, &pool.error_before_rounding, &pool.error_of_rounding,
                      &pool.error_on_selected, &pool.error_on_all})
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

double per_query(const AcceleratorPool& pool, std::uint64_t cycles) {
  return ratio(static_cast<double>(cycles), static_cast<double>(pool.queries));
}

std::string cycles_row(const AcceleratorPool& pool, const AcceleratorPool* base) {
  const auto cycles = static_cast<double>(pool.cycles());
  const std::string speedup =
      base == nullptr ? "" : fmt::format("{:.2f}", ratio(static_cast<double>(base->cycles()), cycles));
  return fmt::format("| {} | {:g} | {} | {:.1f} | {} | {} | {} | {:.1f} | {:.3f} | {:.3f} | {} |\n",
                     pool.case_name, pool.degree, pool.heads, 100 * pool.share, pool.preprocessing,
                     pool.execution, pool.ending, per_query(pool, pool.execution),
                     ratio(static_cast<double>(pool.execution), pool.ideal), ratio(cycles, pool.ideal),
                     speedup);
}

// "20 (layer 0 head 3 query 1: attention 2, way 5)": the parts that are not 0.
std::string in_words(const AcceleratorPool::Query& query) {
  std::string parts;
  const Json spent = verif::elsa::to_json(query.report.spent.value());
  for (const auto& [name, cycles] : spent.items()) {
    if (cycles == 0) continue;
    parts += fmt::format("{}{} {}", parts.empty() ? "" : ", ", name, cycles.dump());
  }
  return fmt::format("{} (layer {} head {} query {}, bound by {}: {})", query.report.excess(), query.layer,
                     query.head, query.number, verif::elsa::to_string(query.report.bound()), parts);
}

std::string excess_row(const AcceleratorPool& pool) {
  const verif::elsa::Spent& spent = pool.spent;
  return fmt::format(
      "| {} | {:g} | {} / {} / {} / {} | {:+.2f} | {:+.2f} | {:+.2f} | {:+.2f} | {:.2f} | {:.2f} | {:.2f} | "
      "{:.2f} | {:.2f} | {:.2f} | {} |\n",
      pool.case_name, pool.degree, pool.bounded[0], pool.bounded[1], pool.bounded[2], pool.bounded[3],
      100 * pool.excess(), 100 * pool.worst_excess, 100 * pool.excess_over_lower_bound(),
      pool.excess_per_query(), per_query(pool, spent.hash), per_query(pool, spent.attention),
      per_query(pool, spent.scan), per_query(pool, spent.way), per_query(pool, spent.division),
      per_query(pool, spent.late), in_words(pool.worst_query));
}

std::string error_row(const AcceleratorPool& pool) {
  return fmt::format("| {} | {:g} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.1f} |\n", pool.case_name,
                     pool.degree, 100 * pool.error_of_input, 100 * pool.error_before_rounding,
                     100 * pool.error_of_rounding, 100 * pool.error_on_selected, 100 * pool.error_on_all);
}

Json to_json(const AcceleratorPool::Query& query) {
  return {{"layer", query.layer},
          {"head", query.head},
          {"query", query.number},
          {"cycles", query.report.cycles},
          {"closed_form", query.report.closed_form()},
          {"excess", query.report.excess()},
          {"bound", verif::elsa::to_string(query.report.bound())},
          {"candidates", query.report.candidates},
          {"spent", verif::elsa::to_json(query.report.spent.value())}};
}

Json bounded_to_json(const AcceleratorPool& pool) {
  Json json;
  for (std::size_t i = 0; i < pool.bounded.size(); ++i)
    json[verif::elsa::to_string(verif::elsa::works[i])] = pool.bounded[i];
  return json;
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
                 {"lower_bound", pool.lower_bound},
                 {"ideal", pool.ideal}}},
               {"excess",
                {{"all", pool.excess()},
                 {"worst_head", pool.worst_excess},
                 {"over_lower_bound", pool.excess_over_lower_bound()},
                 {"cycles_per_query", pool.excess_per_query()},
                 {"worst_query", to_json(pool.worst_query)}}},
               {"execution_spent", verif::elsa::to_json(pool.spent)},
               {"bounded_queries", bounded_to_json(pool)},
               {"error",
                {{"of_input", pool.error_of_input},
                 {"before_rounding", pool.error_before_rounding},
                 {"of_rounding", pool.error_of_rounding},
                 {"on_selected", pool.error_on_selected},
                 {"on_all", pool.error_on_all}}}};
  if (base != nullptr)
    json["speedup"] = ratio(static_cast<double>(base->cycles()), static_cast<double>(pool.cycles()));
  return json;
}

Json run_to_json(const CapturedReport& run) {
  Json json = verif::elsa::to_json(run);
  json["by_query"] = verif::elsa::queries_to_json(run);
  return json;
}

// The tables' heads.
constexpr const char* cycles_head =
    "| case | p | heads | keys kept | preprocessing | execution | end | execution per query | execution / "
    "ideal "
    "| all / ideal | speed-up |\n|---|---|---|---|---|---|---|---|---|---|---|\n";
constexpr const char* excess_head =
    "| case | p | queries bound by hash / selection / attention / division | excess over the closed form | "
    "of "
    "the worst head | over the lower bound | cycles over the closed form | hash | attention | scan | way | "
    "division | of scan and way late | worst query |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
constexpr const char* error_head =
    "| case | p | of the input | before rounding | of rounding | on selected | on all |\n"
    "|---|---|---|---|---|---|---|\n";

}  // namespace

AcceleratorShape shape_of(const config::ElsaParameters& parameters) {
  return {parameters.maximum_tokens, config::hash_columns(parameters.hash_factors)};
}

double AcceleratorPool::excess() const {
  return excess_of(execution, closed_form);
}

double AcceleratorPool::excess_over_lower_bound() const {
  return excess_of(execution, lower_bound);
}

double AcceleratorPool::excess_per_query() const {
  return ratio(static_cast<double>(execution) - static_cast<double>(closed_form),
               static_cast<double>(queries));
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
  for (const CapturedReport& run : results.runs) json["heads"].push_back(run_to_json(run));
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
      "every multiplier busy in every cycle on all keys.\n\n{}",
      results.name, results.engine, cycles_head);
  const std::vector<AcceleratorPool> pools = results.pooled();
  for (const AcceleratorPool& pool : pools) text += cycles_row(pool, unapproximated(pools, pool.case_name));
  text += fmt::format("\nWhat the execution's cycles went to, per query:\n\n{}", excess_head);
  for (const AcceleratorPool& pool : pools) text += excess_row(pool);
  text += fmt::format("\nErrors:\n\n{}", error_head);
  for (const AcceleratorPool& pool : pools) text += error_row(pool);
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
