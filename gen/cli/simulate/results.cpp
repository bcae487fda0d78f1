// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/simulate/results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

namespace winnow::cli::simulate {
namespace {

using Json = nlohmann::ordered_json;

// 1 of nothing: a core that has nothing to load loads no more than it must.
double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
}

void append(Json& json, const Figures& f) {
  json.update({{"queries", f.queries},
               {"connections", f.run.connections},
               {"distinct_keys", f.bounds.distinct_keys},
               {"loads", f.run.loads},
               {"left_to_right_loads", f.bounds.left_to_right},
               {"rounds", f.run.rounds},
               {"longest_rows", f.bounds.longest_row},
               {"cycles", f.run.cycles},
               {"loads_per_connection", f.per_connection(f.run.loads)},
               {"loads_per_distinct_key", f.loads_per_distinct_key()},
               {"utilisation", f.utilisation()}});
}

Json to_json(const HeadResult& result) {
  Json json = {{"tokens", result.tokens}, {"keep", result.keep}, {"case", result.case_name},
               {"layer", result.layer},   {"head", result.head}, {"keys", result.keys}};
  append(json, result.figures);
  return json;
}

Json to_json(const PooledResult& result) {
  Json json = {
      {"tokens", result.tokens}, {"keep", result.keep}, {"keys", result.keys}, {"heads", result.heads}};
  append(json, result.figures);
  json["least_loads_per_connection"] = result.least_loads;
  json["most_loads_per_connection"] = result.most_loads;
  return json;
}

// The columns that both tables end with.
constexpr const char* figure_columns =
    " distinct keys | loads | left to right | loads / distinct keys | rounds | cycles | utilisation |\n";
constexpr const char* figure_rule = "---|---|---|---|---|---|---|\n";

std::string figure_cells(const Figures& f) {
  return fmt::format(" {:.3f} | {:.3f} | {:.3f} | {:.3f} | {} | {} | {:.3f} |\n",
                     f.per_connection(f.bounds.distinct_keys), f.per_connection(f.run.loads),
                     f.per_connection(f.bounds.left_to_right), f.loads_per_distinct_key(), f.run.rounds,
                     f.run.cycles, f.utilisation());
}

std::string pooled_table(const Results& results) {
  std::string text = "| n | T | kept | heads | queries | connections |";
  text += figure_columns;
  text += "|---|---|---|---|---|---|";
  text += figure_rule;
  for (const PooledResult& r : results.pooled()) {
    text += fmt::format("| {} | {} | {:g} | {} | {} | {} |", r.keys, r.tokens, r.keep, r.heads,
                        r.figures.queries, r.figures.run.connections);
    text += figure_cells(r.figures);
  }
  return text;
}

std::string head_table(const Results& results) {
  std::string text = "| case | layer | head | n | T | kept | connections |";
  text += figure_columns;
  text += "|---|---|---|---|---|---|---|";
  text += figure_rule;
  for (const HeadResult& r : results.heads) {
    text += fmt::format("| {} | {} | {} | {} | {} | {:g} | {} |", r.case_name, r.layer, r.head, r.keys,
                        r.tokens, r.keep, r.figures.run.connections);
    text += figure_cells(r.figures);
  }
  return text;
}

}  // namespace

Figures& Figures::operator+=(const Figures& other) {
  run.connections += other.run.connections;
  run.rounds += other.run.rounds;
  run.loads += other.run.loads;
  run.cycles += other.run.cycles;
  bounds += other.bounds;
  queries += other.queries;
  return *this;
}

double Figures::per_connection(std::uint64_t loads) const {
  return ratio(loads, run.connections);
}

double Figures::loads_per_distinct_key() const {
  return ratio(run.loads, bounds.distinct_keys);
}

double Figures::utilisation() const {
  return ratio(run.rounds, run.cycles);
}

std::vector<PooledResult> Results::pooled() const {
  std::map<std::tuple<std::size_t, unsigned, double>, PooledResult> pools;
  for (const HeadResult& result : heads) {
    PooledResult& pool = pools[{result.keys, result.tokens, result.keep}];
    const double loads = result.figures.per_connection(result.figures.run.loads);
    pool.least_loads = pool.heads == 0 ? loads : std::min(pool.least_loads, loads);
    pool.most_loads = std::max(pool.most_loads, loads);
    pool.tokens = result.tokens;
    pool.keep = result.keep;
    pool.keys = result.keys;
    ++pool.heads;
    pool.figures += result.figures;
  }
  std::vector<PooledResult> sorted;
  for (auto& [key, pool] : pools) sorted.push_back(pool);
  return sorted;
}

Json to_json(const Results& results) {
  Json json = {{"core", results.core},     {"name", results.name},
               {"engine", results.engine}, {"select", results.select},
               {"scores", results.scores}, {"maximum_keys", results.maximum_keys}};
  json["pooled"] = Json::array();
  for (const PooledResult& result : results.pooled()) json["pooled"].push_back(to_json(result));
  json["heads"] = Json::array();
  for (const HeadResult& result : results.heads) json["heads"].push_back(to_json(result));
  json["skipped"] = Json::array();
  for (const SkippedCase& skipped : results.skipped)
    json["skipped"].push_back({{"case", skipped.name}, {"keys", skipped.keys}});
  return json;
}

std::string to_markdown(const Results& results, bool with_heads) {
  std::string text = fmt::format(
      "`{}` ({}), engine {}, {} on {} scores. Loads are per connection; no token parallelism is 1.\n\n",
      results.name, results.core, results.engine, results.select, results.scores);
  text += pooled_table(results);
  for (const SkippedCase& skipped : results.skipped) {
    text += fmt::format("\nSkipped: {} has {} keys; the core takes {}.\n", skipped.name, skipped.keys,
                        results.maximum_keys);
  }
  if (with_heads) text += "\n## Heads\n\n" + head_table(results);
  return text;
}

}  // namespace winnow::cli::simulate
