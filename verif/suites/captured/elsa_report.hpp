// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "gen/config/elsa_parameters.hpp"
#include "sim/attention.hpp"
#include "verif/suites/captured/elsa_insight.hpp"
#include "verif/suites/elsa/driver.hpp"

namespace winnow::verif::elsa {

// What a query has to wait for: the terms of the closed form max(H, r, c, C), in its order.
enum class Work : std::uint8_t { hash, selection, attention, division };
inline constexpr std::array works = {Work::hash, Work::selection, Work::attention, Work::division};
std::string to_string(Work work);

// One query of the execution.
struct QueryReport {
  std::vector<unsigned> candidates;   // by bank
  std::array<unsigned, 4> work = {};  // H, r, c, C: cycles that each part needs
  std::uint64_t cycles = 0;    // from the moving on of the query before; the first: from its acceptance
  std::optional<Spent> spent;  // what they went to

  Work bound() const;  // the largest of its work, the first of equal ones
  unsigned closed_form() const { return work[static_cast<std::size_t>(bound())]; }
  // Less than 0: part of the work was done while the queries before were at attention.
  std::int64_t excess() const;
};

// What the accelerator made of a captured head.
struct CapturedReport {
  std::string case_name;
  int layer = 0;
  std::size_t head = 0;
  std::size_t queries = 0, keys = 0, dimension = 0;  // that were used: the first ones
  double degree = 0;                                 // p of the paper; 0: no approximation
  double threshold = 0;                              // t of the head; 0 without approximation
  double share = 0;                                  // of the keys that the queries see, selected

  // Cycles from the transfer to the first acceptance, on to the last query's moving on, and to the end.
  std::uint64_t preprocessing = 0, execution = 0, ending = 0;
  std::vector<QueryReport> query_reports;  // their cycles add up to the execution
  // Of a machine that uses all of its 2 Pa d + mo multipliers in every cycle on all keys.
  double ideal = 0;

  // Relative L2 over all rows. In double precision: attention on the rounded inputs against that on the
  // original ones, all keys.
  double error_of_input = 0;
  // Against double precision on the same rounded inputs: the output, on the selected keys and on all keys;
  // what rounding the exact row to the output's format costs alone, and the output before it is rounded, both
  // on the selected keys.
  double error_on_selected = 0, error_on_all = 0, error_of_rounding = 0;
  std::optional<double> error_before_rounding;

  std::uint64_t cycles() const { return preprocessing + execution + ending; }
  // The closed form for the execution: the sum over the queries of max(H, r, c, C).
  std::uint64_t closed_form() const;
  // What a machine that overlaps its queries needs, ends left out: the largest of q H, the sum of r, the sum
  // of c and q C.
  std::uint64_t lower_bound() const;
  // What a part has to do for all queries, in cycles; and how many queries it bounds.
  std::uint64_t work(Work work) const;
  std::size_t bounded(Work work) const;
  // Over all queries.
  std::optional<Spent> spent() const;
  // The query whose excess is largest, the first of equal ones; query 0, which nothing overlaps, only when
  // there is no other.
  std::size_t worst_query() const;
};

// What is to be said of a run. `insight` has seen it; nullptr: nobody has, and what it tells is left out.
CapturedReport report_on(const config::ElsaParameters& parameters, const sim::Head& fitting, const Head& head,
                         const Passage& passage, const Insight* insight = nullptr);

// One line for people.
std::string describe(const CapturedReport& report);
// Without its queries.
nlohmann::ordered_json to_json(const CapturedReport& report);
nlohmann::ordered_json to_json(const Spent& spent);
// Lists, an entry for each query; candidates are by bank.
nlohmann::ordered_json queries_to_json(const CapturedReport& report);

}  // namespace winnow::verif::elsa
