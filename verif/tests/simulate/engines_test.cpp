// SPDX-License-Identifier: Apache-2.0
// The reference model and the netlist give the same figures for whole heads of real activations.
#include "verif/tests/simulate/simulate_support.hpp"

using namespace winnow;
using namespace winnow::verif::simulate;

namespace {

void check_equal(const config::Config& config, const std::vector<HeadScores>& heads,
                 const std::vector<SelectionRule>& rules) {
  SimulatorOptions options;
  Simulator model(config, options);
  options.engine = Engine::evaluator;
  Simulator evaluator(config, options);
  for (const HeadScores& head : heads) {
    for (const SelectionRule& rule : rules) {
      BOOST_TEST_CONTEXT(config.name << ", " << head.case_name << " layer " << head.layer << " head "
                                     << head.head << ", " << rule.keep << " kept") {
        const RunFigures expected = testing::run_on(model, head, rule),
                         got = testing::run_on(evaluator, head, rule);
        BOOST_TEST(got.connections == expected.connections);
        BOOST_TEST(got.rounds == expected.rounds);
        BOOST_TEST(got.loads == expected.loads);
        BOOST_TEST(got.cycles == expected.cycles);
        BOOST_TEST(got.connections > 0U);
      }
    }
  }
}

std::vector<HeadScores> project_heads() {
  return {testing::project_head("moonshine_base_enc_d52/librivox_n128", 1, 3),
          testing::project_head("moonshine_base_dec_d52/librivox_n94", 0, 5),
          testing::project_head("use_lite_l0_d64/kjv_eccl_n128", 0, 1)};
}

}  // namespace

BOOST_AUTO_TEST_CASE(schedulers) {
  check_equal(testing::shipped("scheduler", {"maximum_keys=128"}), project_heads(),
              {{.keep = 0.1}, {.keep = 0.02}});
  check_equal(testing::shipped("scheduler_small", {"maximum_keys=130"}), project_heads(), {{.keep = 0.1}});
}

BOOST_AUTO_TEST_CASE(filters) {
  const std::vector<std::string> keys = {"selector.parameters.maximum_keys=128",
                                         "scheduler.parameters.maximum_keys=128"};
  const std::vector<SelectionRule> rules = {{.keep = 0.1}, {.keep = 0.05, .mode = SelectionMode::threshold}};
  check_equal(testing::shipped("dota_filter_small", keys), project_heads(), rules);
  check_equal(testing::shipped("dota_filter", keys), {project_heads().front()}, rules);
}
