// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/prices/price_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace winnow::cli::prices {
namespace {

using Json = nlohmann::ordered_json;

// "What a PE computes" in docs/cores/rmmu.md: a PE of highest precision B does in precision m what this many
// PEs for m alone do, in rows (its outputs) of columns (its operands).
unsigned operands(unsigned highest, unsigned precision) {
  return highest == precision ? 1 : 2 * highest / precision;
}

unsigned outputs(unsigned highest, unsigned precision) {
  return std::max(highest / precision / 2, 1U);
}

std::string text_of(const std::vector<unsigned>& precisions) {
  return fmt::format("[{}]", fmt::join(precisions, ", "));
}

class Measurement {
 public:
  Measurement(const Bench& bench, const std::function<void(const std::string&)>& progress)
      : bench_(bench), progress_(progress) {}

  PriceList list(const std::vector<std::vector<unsigned>>& sets) {
    for (const auto& precisions : sets) list_.entries.push_back(entry(precisions));
    for (const auto& precisions : sets) {
      for (const unsigned precision : precisions) add_fixed(precisions.front(), precision);
    }
    return std::move(list_);
  }

 private:
  PriceList::Entry entry(const std::vector<unsigned>& precisions) {
    PriceList::Entry entry{precisions, {}, {}};
    for (unsigned stages = 0; stages < stage_counts; ++stages) {
      progress_(fmt::format("{}: PE of {}, {} stages", bench_.library, text_of(precisions), stages));
      entry.pe.push_back(price(synthesize_pe({precisions, stages}, next())));
    }
    progress_(fmt::format("{}: row of {}", bench_.library, text_of(precisions)));
    entry.row = price(synthesize_row({precisions, row_columns, true}, next()));
    return entry;
  }

  void add_fixed(unsigned highest, unsigned precision) {
    if (list_.fixed_area.contains({highest, precision})) return;
    const unsigned columns = row_columns * operands(highest, precision);
    progress_(fmt::format("{}: row of {} columns for {} bits alone", bench_.library, columns, precision));
    // Only the highest precision has an element reduction.
    const Price row = price(synthesize_row({{precision}, columns, highest == precision}, next()));
    list_.fixed_area[{highest, precision}] = row.area * outputs(highest, precision);
  }

  Price price(const synth::Result& result) {
    list_.library = result.library;
    list_.tools = result.tools;
    return price_of(result);
  }

  // For the next module, in a folder of its own.
  Bench next() {
    Bench bench = bench_;
    bench.folder /= std::to_string(count_++);
    return bench;
  }

  const Bench& bench_;
  const std::function<void(const std::string&)>& progress_;
  unsigned count_ = 0;
  PriceList list_;
};

Json json_of(const Price& price) {
  return {{"area", price.area},
          {"gates", price.gates},
          {"critical_path_ns", price.path_ns},
          {"flip_flops", price.flip_flops}};
}

Price price_from(const Json& json) {
  return {json.at("area"), json.at("gates"), json.at("critical_path_ns"), json.at("flip_flops")};
}

Json json_of(const PriceList& list) {
  Json json{{"library", list.library}, {"tools", list.tools}, {"row_columns", row_columns}};
  for (const PriceList::Entry& entry : list.entries) {
    Json pe = Json::array();
    for (const Price& price : entry.pe) pe.push_back(json_of(price));
    json["sets"].push_back(
        {{"precisions", entry.precisions}, {"pe_by_stages", pe}, {"row", json_of(entry.row)}});
  }
  for (const auto& [key, area] : list.fixed_area)
    json["separate"].push_back({{"highest", key.first}, {"precision", key.second}, {"area", area}});
  return json;
}

PriceList list_from(const Json& json) {
  PriceList list;
  json.at("library").get_to(list.library);
  json.at("tools").get_to(list.tools);
  for (const Json& set : json.at("sets")) {
    PriceList::Entry entry{set.at("precisions").get<std::vector<unsigned>>(), {}, price_from(set.at("row"))};
    for (const Json& price : set.at("pe_by_stages")) entry.pe.push_back(price_from(price));
    list.entries.push_back(std::move(entry));
  }
  for (const Json& fixed : json.at("separate"))
    list.fixed_area[{fixed.at("highest"), fixed.at("precision")}] = fixed.at("area");
  return list;
}

std::string table_row(const PriceList& list, const PriceList::Entry& entry) {
  std::string text = fmt::format("| {} |", text_of(entry.precisions));
  for (const Price& price : entry.pe) text += fmt::format(" {:.0f} | {:.2f} |", price.gates, price.path_ns);
  for (const unsigned precision : {16U, 8U, 4U, 2U}) {
    const bool has = std::ranges::find(entry.precisions, precision) != entry.precisions.end();
    text += has ? fmt::format(" {:.2f} |", list.throughput_per_area(entry, precision)) : " |";
  }
  return text + fmt::format(" {:.2f} |\n", list.separate_arrays(entry));
}

}  // namespace

std::vector<std::vector<unsigned>> all_precision_sets() {
  return {{16},   {8},    {4},        {2},        {16, 8},    {16, 4},   {16, 2},      {8, 4},
          {8, 2}, {4, 2}, {16, 8, 4}, {16, 8, 2}, {16, 4, 2}, {8, 4, 2}, {16, 8, 4, 2}};
}

const PriceList::Entry& PriceList::entry(const std::vector<unsigned>& precisions) const {
  const auto found = std::ranges::find(entries, precisions, &Entry::precisions);
  if (found == entries.end()) throw std::out_of_range("no price of " + text_of(precisions));
  return *found;
}

double PriceList::throughput_per_area(const Entry& entry, unsigned precision) const {
  return fixed_area.at({entry.precisions.front(), precision}) / entry.row.area;
}

double PriceList::separate_arrays(const Entry& entry) const {
  double area = 0;
  for (const unsigned precision : entry.precisions)
    area += fixed_area.at({entry.precisions.front(), precision});
  return area / entry.row.area;
}

PriceList measure(const std::vector<std::vector<unsigned>>& sets, const Bench& bench,
                  const std::function<void(const std::string&)>& progress) {
  return Measurement(bench, progress).list(sets);
}

Json to_json(const std::vector<PriceList>& lists) {
  Json json = Json::array();
  for (const PriceList& list : lists) json.push_back(json_of(list));
  return json;
}

std::vector<PriceList> from_json(const Json& json) {
  std::vector<PriceList> lists;
  for (const Json& list : json) lists.push_back(list_from(list));
  return lists;
}

std::string to_markdown(const std::vector<PriceList>& lists) {
  std::string text;
  for (const PriceList& list : lists) {
    text += fmt::format("Library {}", list.library);
    for (const auto& [tool, version] : list.tools) text += fmt::format(", {} {}", tool, version);
    text +=
        ":\n\n| precisions | PE, gates | ns | 1 stage | ns | 2 stages | ns | in 16 | in 8 | in 4 | in 2 "
        "| separate |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n";
    for (const PriceList::Entry& entry : list.entries) text += table_row(list, entry);
    text += "\n";
  }
  return text;
}

}  // namespace winnow::cli::prices
