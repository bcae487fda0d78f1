// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <set>

#include "verif/tests/suites/rmmu_runs.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

void require_clean(const config::RmmuParameters& parameters, std::uint64_t seed, std::uint64_t cycles) {
  const SuiteRun run = run_rmmu_suite(parameters, RmmuFault::none, seed, cycles);
  BOOST_TEST_REQUIRE(!run.failure,
                     describe(parameters) + ": " + (run.failure ? verif::describe(*run.failure) : ""));
  BOOST_TEST(run.tests > 10U);
  BOOST_TEST(run.compared_bits > 0U);
}

}  // namespace

// Two readings of the contract agree on every output of every cycle, for every precision set and odd
// parameters.
BOOST_AUTO_TEST_CASE(random_configurations_agree) {
  Random random(11);
  for (unsigned i = 0; i < 45; ++i) {
    require_clean(random_rmmu_parameters(random, 5, 6, i), i, 300);
  }
}

BOOST_AUTO_TEST_CASE(smallest_and_odd_sizes_agree) {
  config::RmmuParameters p;
  p.rows = 1;
  p.columns = 1;
  require_clean(p, 1, 500);
  p.precisions = {2};
  p.maximum_length = 1;
  p.pe_stages = 0;
  require_clean(p, 2, 500);
  p.precisions = {16, 8, 4, 2};
  p.rows = 7;
  p.columns = 13;
  require_clean(p, 3, 200);
}

BOOST_AUTO_TEST_CASE(names_are_unique_and_described) {
  std::set<std::string> names;
  for (const SuiteTest& test : rmmu_suite({})) {
    BOOST_TEST(names.insert(test.name).second, test.name);
    BOOST_TEST(!test.description.empty(), test.name);
  }
}

// The same seed gives the same inputs: a failure replays.
BOOST_AUTO_TEST_CASE(a_seed_replays) {
  config::RmmuParameters p;
  p.rows = 2;
  p.columns = 3;
  const auto trace = [&p](std::uint64_t seed) {
    std::vector<Words> inputs;
    for (const SuiteTest& test : rmmu_suite(p)) {
      if (test.name != "random") continue;
      RmmuDevice device(p);
      const std::unique_ptr<Model> model = make_rmmu_model(p);
      Bench bench(device, *model, test.name, seed);
      bench.on_cycle = [&inputs](const Bench& b) {
        for (const Words& value : b.inputs()) inputs.push_back(value);
      };
      test.run(bench, 200);
    }
    return inputs;
  };
  BOOST_TEST((trace(5) == trace(5)));
  BOOST_TEST((trace(5) != trace(6)));
}
