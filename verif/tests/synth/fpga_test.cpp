// SPDX-License-Identifier: Apache-2.0
// Cores on FPGAs: committed figures, what nextpnr makes of them, and what does not fit.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "gen/config/config.hpp"
#include "gen/cores/generate.hpp"
#include "gen/process/process.hpp"
#include "synth/fpga/baseline.hpp"
#include "synth/fpga/route.hpp"
#include "synth/synthesize.hpp"
#include "verif/tests/synth/designs.hpp"
#include "verif/tests/synth/scratch.hpp"

using namespace winnow;
using namespace winnow::synth;
using namespace winnow::synth_test;

namespace {

namespace fs = std::filesystem;

fs::path project() {
  return rtl_folder().parent_path().parent_path().parent_path().parent_path();
}

// A core generated from a config and mapped to an FPGA.
struct FpgaRun {
  config::Config config;
  Scratch scratch;
  fpga::Result result{};

  FpgaRun(const fs::path& file, const FpgaTarget& target, const std::vector<std::string>& overrides = {},
          std::optional<double> period = {})
      : config(config::load_config((project() / file).string(), overrides)), scratch("fpga_" + config.name) {
    const cores::GeneratedCore core = cores::generate(config, {project() / "rtl_templates"});
    Job job{.top = config.name, .fpga = target, .period_ns = period, .directory = out()};
    for (const cores::OutputFile& output : core.files) {
      fs::create_directories((scratch.path() / "source" / output.path).parent_path());
      write(scratch.path() / "source" / output.path, output.text);
    }
    for (const std::string& source : core.sources) job.files.push_back(scratch.path() / "source" / source);
    result = synthesize_for_fpga(job);
  }
  fs::path out() const { return scratch.path() / "out"; }
};

const std::string tiny = "verif/tests/synth/configs/fpga_tiny.json";
const std::string small = "verif/tests/synth/configs/fpga_small.json";

void has_committed_figures(const FpgaRun& run) {
  const auto now = fpga::make_baseline(run.result, run.config.name, config::config_hash(run.config));
  for (const Deviation& deviation : fpga::check_baseline(now, project() / "synth/baselines")) {
    BOOST_ERROR(run.result.family << ": " << deviation.message);
  }
  // The comparison is worth something only when it fails.
  for (const auto& [kind, count] : now.totals) {
    if (count == 0) continue;
    auto moved = now;
    moved.totals[kind] = count + (count + 32) / 33;
    BOOST_TEST(fpga::compare_with_baseline(now, moved).size() == 1U, run.result.family << " " << kind);
  }
}

void has_committed_figures(const std::string& file) {
  for (const char* family : {"ice40", "ecp5", "xilinx"})
    has_committed_figures(FpgaRun(file, {.family = family}));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(small_cores)

BOOST_AUTO_TEST_CASE(figures_are_the_committed_ones) {
  has_committed_figures(tiny);
}

BOOST_AUTO_TEST_CASE(counts_are_own_inclusive_and_total) {
  const FpgaRun run(small, {.family = "xilinx"});
  has_committed_figures(run);
  fpga::Resources sum;
  for (const auto& module : run.result.modules) sum.add(module.own, module.instances);
  BOOST_TEST((sum == run.result.totals()));
  BOOST_TEST(sum.others == 0U);
  BOOST_TEST(sum.flip_flops > 100U);
  std::uint64_t cells = 0;
  for (const auto& [type, count] : run.result.cell_counts) cells += count;
  std::uint64_t named = 0;
  for (const auto& [name, count] : sum.named()) named += count;
  for (const char* constant : {"VCC", "GND"}) {
    if (run.result.cell_counts.contains(constant)) cells -= run.result.cell_counts.at(constant);
  }
  BOOST_TEST(cells == named);
}

// Of 8 x 8 bits: Yosys leaves smaller ones in lookup tables, but for ecp5.
BOOST_AUTO_TEST_CASE(multiplier_blocks_are_used_for_products_and_can_be_forbidden) {
  const std::vector<std::string> behavioural = {"multiplier=behavioural", "precisions=[8]"};
  for (const FpgaTarget& target :
       {FpgaTarget{"ecp5", "", true}, {"xilinx", "", true}, {"ice40", "up5k", true}}) {
    BOOST_TEST_CONTEXT(target.family) {
      BOOST_TEST(FpgaRun(tiny, target, behavioural).result.totals().dsps > 0U);
      const FpgaRun without(tiny, {target.family, target.device, false}, behavioural);
      BOOST_TEST(without.result.totals().dsps == 0U);
    }
  }
  // The shared form has no products; an hx8k has no blocks.
  BOOST_TEST(FpgaRun(tiny, {.family = "ecp5"}).result.totals().dsps == 0U);
  BOOST_TEST(FpgaRun(tiny, {.family = "ice40"}, behavioural).result.totals().dsps == 0U);
}

BOOST_AUTO_TEST_CASE(memories_become_block_rams) {
  for (const char* family : {"ice40", "ecp5", "xilinx"}) {
    const Scratch scratch("fpga_store");
    Job job = store_job(scratch.path());
    job.fpga.family = family;
    const fpga::Result result = synthesize_for_fpga(job);
    BOOST_TEST(result.totals().block_rams > 0U, family);
    BOOST_TEST(result.totals().others == 0U, family);
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(place_and_route)

BOOST_AUTO_TEST_CASE(the_maximum_frequency_is_that_of_a_routed_core) {
  const FpgaRun run(tiny, {});
  BOOST_REQUIRE(run.result.route.has_value());
  const fpga::RouteResult& route = *run.result.route;
  BOOST_TEST(route.fits);
  BOOST_TEST(route.device == "hx8k");
  BOOST_TEST(*route.maximum_mhz > 20);
  BOOST_TEST(*route.maximum_mhz < 400);
  // Every lookup table has its logic cell.
  BOOST_TEST(route.used.at("ICESTORM_LC").first >= run.result.totals().luts);
  BOOST_TEST(!route.start_point.empty());
  BOOST_TEST(run.result.meets_period());
  const nlohmann::json json = nlohmann::json::parse(slurp(run.out() / "synth.json"));
  BOOST_TEST(json["place_and_route"]["maximum_mhz"].get<double>() == *route.maximum_mhz,
             boost::test_tools::tolerance(1e-4));
  BOOST_TEST(slurp(run.out() / "synth.txt").find("maximum frequency") != std::string::npos);
}

// The folder has moved and winnow is not there; the same tools give the same bytes.
BOOST_AUTO_TEST_CASE(the_scripts_rerun) {
  const FpgaRun run(tiny, {});
  const fs::path moved = run.scratch.path() / "moved";
  fs::rename(run.out(), moved);
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"yosys", "-l", "synth.log", "-s", "synth.ys"}, {"sh", "route.sh"}}) {
    const std::string result = command.front() == "sh" ? "route.json" : run.config.name + ".netlist.v";
    const std::string before = slurp(moved / result);
    fs::remove(moved / result);
    const auto outcome = process::run({.arguments = command, .directory = moved, .capture = true});
    BOOST_TEST(outcome.ok(), outcome.output);
    BOOST_TEST((slurp(moved / result) == before), result);
  }
}

BOOST_AUTO_TEST_CASE(a_missed_period_is_said) {
  const FpgaRun missed(tiny, {}, {}, 1.0);
  BOOST_TEST(!missed.result.meets_period());
  BOOST_TEST(missed.result.route->target_mhz == 1000);
  BOOST_TEST(slurp(missed.out() / "synth.txt").find("slack -") != std::string::npos);
  BOOST_TEST(FpgaRun(tiny, {}, {}, 500.0).result.meets_period());
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_a_result) {
  const FpgaRun run(small, {"ice40", "hx1k", true});
  BOOST_REQUIRE(run.result.route.has_value());
  BOOST_TEST(!run.result.route->fits);
  BOOST_TEST(!run.result.route->maximum_mhz.has_value());
  BOOST_TEST(run.result.route->used.at("ICESTORM_LC").second == 1280U);
  BOOST_TEST(run.result.totals().luts > 1000U);
  BOOST_TEST(slurp(run.out() / "synth.txt").find("of 1280 ICESTORM_LC") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(refusals)

BOOST_AUTO_TEST_CASE(unknown_targets) {
  const auto refused = [](const FpgaTarget& target, const std::string& words) {
    const Scratch scratch("fpga_refused");
    Job job = array_job(scratch.path());
    job.fpga = target;
    BOOST_CHECK_EXCEPTION(synthesize_for_fpga(job), InputError, [&words](const InputError& error) {
      BOOST_TEST_MESSAGE(error.what());
      return std::string(error.what()).find(words) != std::string::npos;
    });
  };
  refused({"ice", "", true}, "use ice40, ecp5 or xilinx");
  refused({"ice40", "hx9k", true}, "use hx1k");
  refused({"ecp5", "hx8k", true}, "leave the device out for ecp5");
}

BOOST_AUTO_TEST_CASE(other_reports) {
  fpga::RouteResult route;
  BOOST_CHECK_THROW(fpga::read_route_report("{}", route), InputError);
  BOOST_CHECK_THROW(fpga::read_route_report("", route), InputError);
}

BOOST_AUTO_TEST_SUITE_END()

// Shipped configs: what the page of the core shows.
BOOST_AUTO_TEST_SUITE(shipped, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(figures_are_the_committed_ones) {
  has_committed_figures(small);
  for (const char* name : {"rmmu_odd", "rmmu_fx16"})
    has_committed_figures("configs/" + std::string(name) + ".json");
}

BOOST_AUTO_TEST_SUITE_END()
