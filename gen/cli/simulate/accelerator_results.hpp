// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "gen/config/elsa_parameters.hpp"
#include "verif/suites/captured/elsa_input.hpp"

namespace winnow::cli::simulate {

// What a head must fit into.
struct AcceleratorShape {
  std::size_t tokens = 0, dimension = 0;
};
AcceleratorShape shape_of(const config::ElsaParameters& parameters);

struct SkippedHead {
  std::string case_name;
  std::size_t tokens = 0, dimension = 0;
};

// All heads of one case with one degree of approximation.
struct AcceleratorPool {
  std::string case_name;
  double degree = 0;
  std::size_t heads = 0, queries = 0, keys = 0;
  double share = 0;  // selected of the keys seen, mean over the heads
  std::uint64_t preprocessing = 0, execution = 0, ending = 0, closed_form = 0, lower_bound = 0;
  double ideal = 0;
  double worst_excess = 0;  // of one head's execution over its closed form
  // The query whose excess is largest (CapturedReport::worst_query), and where it is.
  struct Query {
    int layer = 0;
    std::size_t head = 0, number = 0;
    verif::elsa::QueryReport report;
  };
  Query worst_query;
  std::array<std::size_t, 4> bounded = {};  // how many queries each of verif::elsa::works bounds
  verif::elsa::Spent spent;                 // what the execution's cycles went to
  // Relative L2, mean over the heads.
  double error_of_input = 0, error_before_rounding = 0, error_of_rounding = 0, error_on_selected = 0,
         error_on_all = 0;

  std::uint64_t cycles() const { return preprocessing + execution + ending; }
  double excess() const;                   // execution over the closed form, less 1
  double excess_over_lower_bound() const;  // over the heads' lower bounds, less 1
  double excess_per_query() const;         // cycles over the closed form
};

struct AcceleratorResults {
  std::string name, engine;
  AcceleratorShape shape;
  std::vector<verif::elsa::CapturedReport> runs;  // in their order
  std::vector<SkippedHead> skipped;

  std::vector<AcceleratorPool> pooled() const;  // by case and degree, in the order of the runs
};

nlohmann::ordered_json to_json(const AcceleratorResults& results);
// The pooled tables, and on wish one line per run.
std::string to_markdown(const AcceleratorResults& results, bool with_runs);
// Keys kept, and cycles against the ideal machine, over the degrees: a colour for each case.
std::string to_svg(const AcceleratorResults& results);

}  // namespace winnow::cli::simulate
