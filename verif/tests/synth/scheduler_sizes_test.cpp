// SPDX-License-Identifier: Apache-2.0
// Area and critical path of the scheduler over rows and keys: the committed figures, measured again. All
// committed sizes, or those that WINNOW_SCHEDULER_SIZES names ("4x512,8x64"), which is also how a new one
// is added with WINNOW_UPDATE_BASELINES=1.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "gen/config/scheduler_parameters.hpp"
#include "verif/tests/synth/core_run.hpp"
#include "verif/tests/synth/scheduler_sizes.hpp"

using namespace winnow;
using namespace winnow::synth_test;

namespace {

std::filesystem::path folder() {
  return project_folder() / "synth/baselines/scheduler_sizes";
}

bool is_chosen(unsigned rows, unsigned keys) {
  const char* named = std::getenv("WINNOW_SCHEDULER_SIZES");
  if (named == nullptr) return std::filesystem::exists(scheduler_size_file(folder(), rows, keys));
  const std::string all = "," + std::string(named) + ",";
  return all.find(fmt::format(",{}x{},", rows, keys)) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(figures_are_the_committed_ones) {
  unsigned measured = 0;
  for (const unsigned rows : scheduler_rows) {
    for (const unsigned keys : scheduler_keys) {
      if (!is_chosen(rows, keys)) continue;
      const config::SchedulerParameters parameters{rows, keys, 16, 0};
      const CoreRun run(config::make_config(scheduler_size_name(rows, keys), parameters));
      for (const synth::Deviation& deviation :
           synth::check_baseline(run.result, run.config.name, config::config_hash(run.config), folder()))
        BOOST_ERROR(run.config.name << ": " << deviation.message);
      ++measured;
    }
  }
  BOOST_TEST(measured > 0U);
}
