// SPDX-License-Identifier: Apache-2.0
#pragma once

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
  std::uint64_t preprocessing = 0, execution = 0, ending = 0, closed_form = 0;
  double ideal = 0;
  double worst_excess = 0;  // of one head's execution over its closed form
  // How many queries each bounds.
  std::size_t hash = 0, selection = 0, attention = 0, division = 0;
  // Relative L2, mean over the heads.
  double error_on_selected = 0, error_on_all = 0, error_of_rounding = 0;

  std::uint64_t cycles() const { return preprocessing + execution + ending; }
  double excess() const;  // execution over the closed form, less 1
};

struct AcceleratorResults {
  std::string name, engine;
  AcceleratorShape shape;
  std::vector<verif::elsa::CapturedReport> runs;  // in their order
  std::vector<SkippedHead> skipped;

  std::vector<AcceleratorPool> pooled() const;  // by case and degree, in the order of the runs
};

nlohmann::ordered_json to_json(const AcceleratorResults& results);
// The pooled table, and on wish one line per run.
std::string to_markdown(const AcceleratorResults& results, bool with_runs);
// Keys kept, and cycles against the ideal machine, over the degrees: a colour for each case.
std::string to_svg(const AcceleratorResults& results);

}  // namespace winnow::cli::simulate
