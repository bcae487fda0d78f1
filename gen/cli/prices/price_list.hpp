// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "gen/cli/prices/module_price.hpp"

namespace winnow::cli::prices {

// What the precision sets of the RMMU cost in one library.
struct PriceList {
  struct Entry {
    std::vector<unsigned> precisions;
    std::vector<Price> pe;  // by number of pipeline stages
    Price row;              // of row_columns columns, one stage
  };
  std::string library;
  std::map<std::string, std::string> tools;
  std::vector<Entry> entries;
  // What computes as much as one row, in one of its precisions alone: rows (outputs) of more columns
  // (operands). By the highest precision and the one in question; area in um2.
  std::map<std::pair<unsigned, unsigned>, double> fixed_area;

  const Entry& entry(const std::vector<unsigned>& precisions) const;  // throws std::out_of_range
  // Products per cycle and area of the set's row in `precision`, relative to an array of that precision
  // alone.
  double throughput_per_area(const Entry& entry, unsigned precision) const;
  // Area of one array for each precision of the set, each as fast as the set's row, relative to that row.
  double separate_arrays(const Entry& entry) const;
};

constexpr unsigned row_columns = 4, stage_counts = 3;

// All non-empty subsets of {16, 8, 4, 2}, highest precision first, in the order of the documentation.
std::vector<std::vector<unsigned>> all_precision_sets();

// Measures the sets in bench.library; `progress` hears of each module before it is mapped.
PriceList measure(const std::vector<std::vector<unsigned>>& sets, const Bench& bench,
                  const std::function<void(const std::string&)>& progress);

nlohmann::ordered_json to_json(const std::vector<PriceList>& lists);
std::vector<PriceList> from_json(const nlohmann::ordered_json& json);

// A table for each library.
std::string to_markdown(const std::vector<PriceList>& lists);
// Gates and critical path of every PE, a panel for each library.
std::string to_svg(const std::vector<PriceList>& lists);

}  // namespace winnow::cli::prices
