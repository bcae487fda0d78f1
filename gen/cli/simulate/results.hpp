// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "sim/schedule.hpp"
#include "verif/simulate/run.hpp"

namespace winnow::cli::simulate {

// What a core did, beside what is possible; of one head or of several.
struct Figures {
  verif::simulate::RunFigures run;
  sim::ScheduleBounds bounds;
  std::uint64_t queries = 0;

  Figures& operator+=(const Figures& other);
  double per_connection(std::uint64_t loads) const;
  double loads_per_distinct_key() const;
  double utilisation() const;  // rounds per cycle
};

struct HeadResult {
  unsigned tokens = 0;
  double keep = 0;
  std::string case_name;
  int layer = 0;         // the model's number
  std::size_t head = 0;  // counted from 0
  std::size_t keys = 0;
  Figures figures;
};

// All heads of one number of tokens, kept share and number of keys.
struct PooledResult {
  unsigned tokens = 0;
  double keep = 0;
  std::size_t keys = 0, heads = 0;
  Figures figures;
  double least_loads = 0, most_loads = 0;  // per connection, of any one head
};

struct SkippedCase {
  std::string name;
  std::size_t keys = 0;
};

struct Results {
  std::string core, name;              // kind and name
  std::string engine, select, scores;  // as on the command line
  std::size_t maximum_keys = 0;        // of the core
  std::vector<HeadResult> heads;       // in the order of the runs
  std::vector<SkippedCase> skipped;    // more keys than the core has

  std::vector<PooledResult> pooled() const;  // sorted by keys, tokens, kept share
};

nlohmann::ordered_json to_json(const Results& results);
// The pooled table, and on wish one of all heads.
std::string to_markdown(const Results& results, bool with_heads);
// Loads per connection over tokens: a panel for each number of keys, a colour for each kept share.
std::string to_svg(const Results& results);

}  // namespace winnow::cli::simulate
