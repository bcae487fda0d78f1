// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "gen/config/config.hpp"
#include "sim/activations.hpp"
#include "sim/selection.hpp"
#include "sim/workload.hpp"
#include "verif/simulate/simulator.hpp"

namespace winnow::verif::simulate::testing {

inline std::filesystem::path source_folder() {
  const char* root = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE_MESSAGE(root != nullptr, "WINNOW_SOURCE_DIR is not set; run this test by ctest");
  return root;
}

// A config of the project with overrides, as on the command line.
inline config::Config shipped(const std::string& name, const std::vector<std::string>& overrides = {}) {
  return config::load_config((source_folder() / "configs" / (name + ".json")).string(), overrides);
}

inline sim::ActivationCase project_case(const std::string& name) {
  return sim::load_case(sim::find_cases(source_folder() / "verif/data/attention" / name).at(0));
}

// A head of the project's activations, INT4 estimates.
inline HeadScores project_head(const std::string& name, std::size_t layer_index, std::size_t head) {
  const sim::ActivationCase activations = project_case(name);
  const sim::Head data = sim::head_of(activations, layer_index, head);
  return {activations.name, activations.layers.at(layer_index), head, activations.mask,
          sim::estimated_scores(data, sim::Estimate::int4)};
}

inline HeadScores synthetic_head(const std::string& workload) {
  return {workload, 0, 0, sim::Mask::none, sim::workload_scores(sim::parse_workload(workload))};
}

inline RunFigures run_on(Simulator& core, const HeadScores& head, const SelectionRule& rule) {
  return core.run(make_plan(head, core.core(), rule));
}

}  // namespace winnow::verif::simulate::testing
