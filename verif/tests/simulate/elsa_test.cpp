// SPDX-License-Identifier: Apache-2.0
// Captured heads through ELSA's accelerator: the same figures whatever runs it, and the closed form.
#include <nlohmann/json.hpp>

#include "verif/simulate/elsa_head.hpp"
#include "verif/tests/simulate/simulate_support.hpp"

using namespace winnow;
using namespace winnow::verif::simulate;
using verif::elsa::Approximation;

namespace {

// The first queries and keys of a captured head.
sim::Head first_of(const std::string& name, std::size_t layer, std::size_t head, std::size_t tokens) {
  const sim::ActivationCase activations = testing::project_case(name);
  const sim::Head whole = sim::head_of(activations, layer, head);
  return {sim::corner(whole.q, tokens, whole.q.columns), sim::corner(whole.k, tokens, whole.k.columns),
          sim::corner(whole.v, tokens, whole.v.columns), whole.scale, whole.mask};
}

std::string figures(verif::Dut& device, const config::Config& config, const sim::Head& head,
                    const Approximation& approximation) {
  return verif::elsa::to_json(run_elsa_head(device, config.as<config::ElsaParameters>(), head, approximation))
      .dump();
}

}  // namespace

BOOST_AUTO_TEST_CASE(model_and_netlist_give_the_same_figures) {
  const config::Config config = testing::shipped("elsa", {"maximum_tokens=40"});
  SimulatorOptions options;
  const auto model = make_device(config, options);
  options.engine = Engine::evaluator;
  const auto evaluator = make_device(config, options);
  for (const sim::Head& head : {first_of("use_lite_l0_d64/kjv_eccl_n128", 0, 1, 40),
                                first_of("moonshine_base_dec_d52/librivox_n94", 0, 2, 37)}) {
    for (const Approximation& approximation :
         {Approximation{0, {}}, Approximation{1, {}}, Approximation{2, -3}}) {
      BOOST_TEST(figures(*model, config, head, approximation) ==
                 figures(*evaluator, config, head, approximation));
    }
  }
}

// ELSA, section V-C: without approximation the published size takes 1.03 x the ideal machine's time.
BOOST_AUTO_TEST_CASE(execution_without_approximation) {
  const config::Config config = testing::shipped("elsa", {});
  const auto device = make_device(config, {});
  const sim::Head head = first_of("use_lite_l0_d64/kjv_eccl_n128", 0, 0, 128);
  const auto report = run_elsa_head(*device, config.as<config::ElsaParameters>(), head, {0, {}});
  BOOST_TEST(report.preprocessing == 3U * 129 + 5);
  BOOST_TEST(report.execution == 127U * 32 + 32 + 5);
  BOOST_TEST(static_cast<double>(report.execution) / report.ideal > 1.031);
  BOOST_TEST(static_cast<double>(report.execution - 5) / report.ideal < 1.0313);
}

BOOST_AUTO_TEST_CASE(heads_that_do_not_fit_are_refused) {
  const config::Config config = testing::shipped("elsa", {"maximum_tokens=40"});
  const auto device = make_device(config, {});
  const sim::Head head = first_of("use_lite_l0_d64/kjv_eccl_n128", 0, 0, 41);
  BOOST_CHECK_THROW(run_elsa_head(*device, config.as<config::ElsaParameters>(), head, {1, {}}),
                    std::invalid_argument);
}
