// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/elsa_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

#include "verif/suites/captured/elsa_errors.hpp"

namespace winnow::verif::elsa {
namespace {

using Json = nlohmann::ordered_json;

unsigned quotient_up(unsigned number, unsigned by) {
  return (number + by - 1) / by;
}

void add_queries(CapturedReport& report, const ElsaShape& shape, const Head& head, const Passage& passage,
                 const Insight* insight) {
  double selected = 0, seen = 0;
  std::uint64_t before = passage.taken.front();
  for (unsigned query = 0; query < head.queries; ++query) {
    const unsigned visible = head.causal ? std::min(head.keys, query + 1) : head.keys;
    QueryReport& one = report.query_reports.emplace_back();
    one.candidates = passage.candidates[query];
    one.work = {shape.hash_cycles, quotient_up(quotient_up(visible, shape.banks), shape.selectors),
                std::ranges::max(one.candidates), shape.chunks};
    one.cycles = passage.selected[query] - before;
    before = passage.selected[query];
    if (insight != nullptr) one.spent = insight->spent()[query];
    selected += std::accumulate(one.candidates.begin(), one.candidates.end(), 0.0);
    seen += visible;
    report.ideal += 2.0 * visible * shape.dimension / (2.0 * shape.banks * shape.dimension + shape.lanes);
  }
  report.share = seen == 0 ? 0 : selected / seen;
}

Json work_to_json(const CapturedReport& report, Work work) {
  return {{"cycles", report.work(work)}, {"bounds_queries", report.bounded(work)}};
}

double relative_excess(std::uint64_t cycles, std::uint64_t bound) {
  return bound == 0 ? 0 : static_cast<double>(cycles) / static_cast<double>(bound) - 1;
}

Json excess_to_json(const CapturedReport& r) {
  const std::size_t worst = r.worst_query();
  const double queries = static_cast<double>(std::max<std::size_t>(1, r.queries));
  return {{"over_closed_form", relative_excess(r.execution, r.closed_form())},
          {"over_lower_bound", relative_excess(r.execution, r.lower_bound())},
          {"cycles_per_query",
           (static_cast<double>(r.execution) - static_cast<double>(r.closed_form())) / queries},
          {"worst_query", {{"query", worst}, {"cycles", r.query_reports[worst].excess()}}}};
}

Json error_to_json(const CapturedReport& r) {
  Json json = {{"of_input", r.error_of_input}};
  if (r.error_before_rounding) json["before_rounding"] = *r.error_before_rounding;
  json["of_rounding"] = r.error_of_rounding;
  json["on_selected"] = r.error_on_selected;
  json["on_all"] = r.error_on_all;
  return json;
}

using Part = std::pair<const char*, std::uint64_t Spent::*>;
constexpr std::array parts_of_spent = {
    Part{"hash", &Spent::hash}, Part{"attention", &Spent::attention}, Part{"scan", &Spent::scan},
    Part{"way", &Spent::way},   Part{"division", &Spent::division},   Part{"late", &Spent::late}};

// A list of what `get` says of every query.
template <class Get>
Json listed(const CapturedReport& report, Get get) {
  Json list = Json::array();
  for (const QueryReport& query : report.query_reports) list.push_back(get(query));
  return list;
}

}  // namespace

std::string to_string(Work work) {
  constexpr std::array names = {"hash", "selection", "attention", "division"};
  return names[static_cast<std::size_t>(work)];
}

Work QueryReport::bound() const {
  return works[static_cast<std::size_t>(std::ranges::max_element(work) - work.begin())];
}

std::int64_t QueryReport::excess() const {
  return static_cast<std::int64_t>(cycles) - static_cast<std::int64_t>(closed_form());
}

std::uint64_t CapturedReport::closed_form() const {
  std::uint64_t sum = 0;
  for (const QueryReport& query : query_reports) sum += query.closed_form();
  return sum;
}

std::uint64_t CapturedReport::lower_bound() const {
  std::uint64_t most = 0;
  for (const Work each : works) most = std::max(most, work(each));
  return most;
}

std::uint64_t CapturedReport::work(Work work) const {
  std::uint64_t sum = 0;
  for (const QueryReport& query : query_reports) sum += query.work[static_cast<std::size_t>(work)];
  return sum;
}

std::size_t CapturedReport::bounded(Work work) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      query_reports, [work](const QueryReport& query) { return query.bound() == work; }));
}

std::optional<Spent> CapturedReport::spent() const {
  Spent sum;
  for (const QueryReport& query : query_reports) {
    if (!query.spent) return std::nullopt;
    sum += *query.spent;
  }
  return sum;
}

std::size_t CapturedReport::worst_query() const {
  const auto first = query_reports.begin() + (query_reports.size() > 1 ? 1 : 0);
  const auto worst = std::ranges::max_element(first, query_reports.end(), {}, &QueryReport::excess);
  return static_cast<std::size_t>(worst - query_reports.begin());
}

CapturedReport report_on(const config::ElsaParameters& parameters, const sim::Head& fitting, const Head& head,
                         const Passage& passage, const Insight* insight) {
  CapturedReport report;
  report.queries = head.queries;
  report.keys = head.keys;
  report.dimension = head.dimension;
  report.threshold =
      std::ldexp(static_cast<double>(head.threshold), -static_cast<int>(parameters.threshold_fraction_bits));
  report.preprocessing = passage.taken.front() - passage.transferred;
  report.execution = passage.selected.back() - passage.taken.front();
  report.ending = passage.done - passage.selected.back();
  add_queries(report, ElsaShape(parameters), head, passage, insight);
  add_errors(report, parameters, fitting, head, passage, insight);
  return report;
}

std::string describe(const CapturedReport& r) {
  const std::string selected = r.degree == 0 ? "all keys"
                                             : fmt::format("p = {:g}, t = {:.3f}: {:.1f} % of the keys",
                                                           r.degree, r.threshold, 100 * r.share);
  return fmt::format(
      "{} layer {} head {}: {} queries, {} keys of {} elements, {}; {} + {} + {} cycles (closed form {}, "
      "lower bound {}, ideal {:.0f}; query {} has the largest excess, {} cycles); off by {:.2f} % on the "
      "selected keys ({:.2f} % rounding), {:.2f} % on all; {:.2f} % by the inputs' rounding",
      r.case_name, r.layer, r.head, r.queries, r.keys, r.dimension, selected, r.preprocessing, r.execution,
      r.ending, r.closed_form(), r.lower_bound(), r.ideal, r.worst_query(),
      r.query_reports[r.worst_query()].excess(), 100 * r.error_on_selected, 100 * r.error_of_rounding,
      100 * r.error_on_all, 100 * r.error_of_input);
}

Json to_json(const Spent& spent) {
  Json json;
  for (const auto& [name, part] : parts_of_spent) json[name] = spent.*part;
  return json;
}

Json to_json(const CapturedReport& r) {
  Json json = {{"kind", "head"},
               {"case", r.case_name},
               {"layer", r.layer},
               {"head", r.head},
               {"queries", r.queries},
               {"keys", r.keys},
               {"dimension", r.dimension},
               {"degree", r.degree},
               {"threshold", r.threshold},
               {"share", r.share},
               {"cycles",
                {{"preprocessing", r.preprocessing},
                 {"execution", r.execution},
                 {"ending", r.ending},
                 {"closed_form", r.closed_form()},
                 {"lower_bound", r.lower_bound()},
                 {"ideal", r.ideal}}},
               {"hash", work_to_json(r, Work::hash)},
               {"scan", work_to_json(r, Work::selection)},
               {"candidates", work_to_json(r, Work::attention)},
               {"division", work_to_json(r, Work::division)},
               {"excess", excess_to_json(r)},
               {"error", error_to_json(r)}};
  if (const auto spent = r.spent()) json["execution_spent"] = to_json(*spent);
  return json;
}

Json queries_to_json(const CapturedReport& report) {
  Json json = {{"cycles", listed(report, [](const QueryReport& query) { return query.cycles; })},
               {"bound", listed(report, [](const QueryReport& query) { return to_string(query.bound()); })},
               {"closed_form", listed(report, [](const QueryReport& query) { return query.closed_form(); })},
               {"excess", listed(report, [](const QueryReport& query) { return query.excess(); })},
               {"candidates", Json::array()}};
  const std::size_t banks = report.query_reports.empty() ? 0 : report.query_reports.front().candidates.size();
  for (std::size_t bank = 0; bank < banks; ++bank)
    json["candidates"].push_back(
        listed(report, [bank](const QueryReport& query) { return query.candidates[bank]; }));
  if (!report.spent()) return json;
  Json& spent = json["spent"];
  for (const auto& [name, part] : parts_of_spent)
    spent[name] = listed(report, [part = part](const QueryReport& query) { return (*query.spent).*part; });
  return json;
}

}  // namespace winnow::verif::elsa
