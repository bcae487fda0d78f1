// SPDX-License-Identifier: Apache-2.0
// The figures in docs/cores are those of the baselines, and every shipped config has a baseline.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "gen/config/config.hpp"
#include "gen/config/elsa_parameters.hpp"
#include "synth/baseline_table.hpp"
#include "synth/fpga/baseline.hpp"
#include "verif/tests/synth/elsa_shares.hpp"
#include "verif/tests/synth/marked_text.hpp"
#include "verif/tests/synth/scheduler_sizes.hpp"
#include "verif/tests/synth/scheduler_sizes_plot.hpp"

using namespace winnow;
using namespace winnow::synth;
using namespace winnow::synth_test;

namespace {

namespace fs = std::filesystem;

constexpr std::string_view area_begin_mark =
    "<!-- figures: from synth/baselines, see docs/synthesis.md -->\n";
constexpr std::string_view fpga_begin_mark =
    "<!-- FPGA figures: from synth/baselines, see docs/synthesis.md -->\n";
constexpr std::string_view sizes_begin_mark =
    "<!-- sizes: from synth/baselines/scheduler_sizes, see docs/synthesis.md -->\n";
constexpr std::string_view shares_begin_mark =
    "<!-- shares: from synth/baselines/elsa.osu018_stdcells.json -->\n";
constexpr std::string_view end_mark = "<!-- end of figures -->\n";

fs::path project() {
  const char* root = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE_MESSAGE(root != nullptr, "WINNOW_SOURCE_DIR is not set");
  return root;
}

std::vector<config::Config> shipped(const std::string& core) {
  std::vector<config::Config> configs;
  for (const auto& entry : fs::directory_iterator(project() / "configs")) {
    if (entry.path().extension() != ".json") continue;
    config::Config config = config::load_config(entry.path().string());
    if (config.core == core) configs.push_back(std::move(config));
  }
  return configs;
}

Baseline baseline_of(const config::Config& config) {
  return read_baseline(project() / "synth/baselines" / (config.name + ".osu018_stdcells.json"));
}

std::vector<Baseline> by_area(std::vector<Baseline> baselines) {
  std::ranges::sort(baselines, {}, [](const Baseline& baseline) { return baseline.area(); });
  return baselines;
}

void check_page(const std::string& core, std::string_view begin_mark, const std::string& table) {
  check_marked_text(project() / "docs/cores" / (core + ".md"), begin_mark, end_mark, "\n" + table + "\n");
}

}  // namespace

// Needs no synthesis, so it tells at once that a config moved away from its figures.
BOOST_AUTO_TEST_CASE(every_shipped_config_has_a_baseline) {
  BOOST_TEST(shipped("rmmu").size() >= 5U);
  BOOST_TEST(shipped("collector").size() >= 3U);
  BOOST_TEST(shipped("detector").size() >= 2U);
  BOOST_TEST(shipped("scheduler").size() >= 2U);
  BOOST_TEST(shipped("filter").size() >= 2U);
  std::vector<config::Config> configs;
  for (const char* core : {"rmmu", "collector", "detector", "scheduler", "filter", "elsa", "elsa_hash",
                           "elsa_norm", "elsa_select", "elsa_attention", "elsa_divide"}) {
    BOOST_TEST(shipped(core).size() >= 2U, core);
    std::ranges::copy(shipped(core), std::back_inserter(configs));
  }
  for (const config::Config& config : configs) {
    const Baseline baseline = baseline_of(config);
    BOOST_TEST(baseline.name == config.name);
    BOOST_TEST(baseline.top == config.name);
    BOOST_TEST(baseline.config_hash == config::config_hash(config),
               config.name + ": the config changed; run the synth tests with WINNOW_UPDATE_BASELINES=1");
  }
}

// `part`: the beginning of the name of the module whose gates have a column.
void check_areas(const std::string& core, const std::string& part, const std::string& title) {
  std::vector<Baseline> baselines;
  for (const config::Config& config : shipped(core)) baselines.push_back(baseline_of(config));
  check_page(core, area_begin_mark, markdown_table(by_area(std::move(baselines)), part, title));
}

BOOST_AUTO_TEST_CASE(the_rmmu_page_has_the_baselines_figures) {
  check_areas("rmmu", "rmmu_pe_", "one PE");
}

BOOST_AUTO_TEST_CASE(the_collector_page_has_the_baselines_figures) {
  check_areas("collector", "collector_bank_", "one bank");
}

BOOST_AUTO_TEST_CASE(the_scheduler_page_has_the_baselines_figures) {
  check_areas("scheduler", "scheduler_rule_", "the rule");
}

BOOST_AUTO_TEST_CASE(the_scheduler_page_has_the_figures_over_rows_and_keys) {
  check_marked_text(project() / "docs/cores/scheduler.md", sizes_begin_mark, end_mark,
                    scheduler_sizes_table(project() / "synth/baselines/scheduler_sizes"));
}

BOOST_AUTO_TEST_CASE(the_picture_over_rows_and_keys_has_the_same_figures) {
  check_file(project() / "docs/images/scheduler_area.svg",
             scheduler_sizes_plot(project() / "synth/baselines/scheduler_sizes"));
}

BOOST_AUTO_TEST_CASE(the_detector_page_has_the_baselines_figures) {
  check_areas("detector", "detector_rank_tree_", "one counting tree");
}

BOOST_AUTO_TEST_CASE(the_filter_page_has_the_baselines_figures) {
  check_areas("filter", "_scheduler", "the scheduler");
}

BOOST_AUTO_TEST_CASE(the_elsa_page_has_the_baselines_figures) {
  check_areas("elsa", "_attention", "one attention module");
}

BOOST_AUTO_TEST_CASE(the_pages_of_elsas_parts_have_the_baselines_figures) {
  check_areas("elsa_hash", "_dots_0", "the first group of multipliers");
  check_areas("elsa_norm", "elsa_norm", "its one module");
  check_areas("elsa_select", "_selector", "one selector");
  check_areas("elsa_attention", "elsa_attention_value_sum_", "the sum of one element");
  check_areas("elsa_divide", "elsa_divide_lane_", "one lane");
}

BOOST_AUTO_TEST_CASE(the_elsa_page_has_its_shares_of_area) {
  const config::Config config = config::load_config((project() / "configs/elsa.json").string());
  const std::string table = elsa_shares_table(baseline_of(config), config.as<config::ElsaParameters>().banks);
  check_page("elsa", shares_begin_mark, table);
}

void check_fpga(const std::string& core, const std::vector<std::string>& names) {
  std::vector<fpga::FpgaBaseline> baselines;
  for (const std::string& name : names) {
    const config::Config config = config::load_config((project() / "configs" / (name + ".json")).string());
    for (const char* family : {".ice40", ".ecp5", ".xilinx"}) {
      baselines.push_back(fpga::read_baseline(project() / "synth/baselines" / (name + family + ".json")));
      BOOST_TEST(baselines.back().config_hash == config::config_hash(config));
    }
  }
  check_page(core, fpga_begin_mark, fpga::markdown_table(baselines));
}

BOOST_AUTO_TEST_CASE(the_rmmu_page_has_the_fpga_baselines_figures) {
  check_fpga("rmmu", {"rmmu_odd", "rmmu_fx16"});
}

// "has 6.4 % of the gates of `dota_rmmu`"
BOOST_AUTO_TEST_CASE(the_filter_page_has_its_share_of_the_matrix_unit) {
  const auto gates = [](const char* name) {
    const Baseline baseline =
        read_baseline(project() / "synth/baselines" / (std::string(name) + ".osu018_stdcells.json"));
    return baseline.gates(baseline.area());
  };
  const std::string share = fmt::format("has {:.1f} % of the gates of `dota_rmmu`",
                                        100 * gates("dota_filter") / gates("dota_rmmu"));
  BOOST_TEST((slurp(project() / "docs/cores/filter.md").find(share) != std::string::npos),
             "docs/cores/filter.md: no longer the committed figure: " + share);
}

// n log n bits at most, for each number of rows; and from four rows to eight not as the number of buffers.
BOOST_AUTO_TEST_CASE(the_storage_of_the_scheduler_grows_as_n_log_n) {
  const auto flip_flops = [](unsigned rows, unsigned keys) {
    const auto file = scheduler_size_file(project() / "synth/baselines/scheduler_sizes", rows, keys);
    return static_cast<double>(read_baseline(file).flip_flops);
  };
  const double from_64 = 512.0 * 9 / (64 * 6), from_512 = 4096.0 * 12 / (512 * 9);
  for (const unsigned rows : {2U, 4U, 8U})
    BOOST_TEST(flip_flops(rows, 512) <= flip_flops(rows, 64) * from_64);
  for (const unsigned rows : {2U, 4U}) BOOST_TEST(flip_flops(rows, 4096) <= flip_flops(rows, 512) * from_512);
  BOOST_TEST(flip_flops(8, 512) <= flip_flops(4, 512) * 4);
}
