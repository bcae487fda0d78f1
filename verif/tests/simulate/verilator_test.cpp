// SPDX-License-Identifier: Apache-2.0
// The reference model and the Verilated Verilog give the same figures for a head of real activations.
#include "verif/tests/cli/temporary_folder.hpp"
#include "verif/tests/simulate/simulate_support.hpp"

using namespace winnow;
using namespace winnow::verif::simulate;

BOOST_AUTO_TEST_CASE(one_head) {
  const auto config = testing::shipped(
      "dota_filter_small", {"selector.parameters.maximum_keys=128", "scheduler.parameters.maximum_keys=128"});
  const cli::test::TemporaryFolder folder;
  SimulatorOptions options;
  Simulator model(config, options);
  options.engine = Engine::verilator;
  options.templates = testing::source_folder() / "rtl_templates";
  options.directory = folder.path();
  Simulator verilated(config, options);
  const HeadScores head = testing::project_head("moonshine_base_enc_d52/librivox_n128", 1, 3);
  for (const SelectionRule& rule : {SelectionRule{.keep = 0.1}, SelectionRule{.keep = 0.3}}) {
    const RunFigures expected = testing::run_on(model, head, rule),
                     got = testing::run_on(verilated, head, rule);
    BOOST_CHECK(got == expected);
    BOOST_TEST(got.connections > 0U);
  }
}
