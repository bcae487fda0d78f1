// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "gen/config/config.hpp"
#include "verif/models/rmmu/shape.hpp"
#include "verif/tests/suites/rmmu_runs.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += "\n  " + name;
  return text;
}

void require_covered(const config::RmmuParameters& p, std::uint64_t seed = 1,
                     std::uint64_t random_cycles = 1500) {
  const std::shared_ptr<RmmuCoverage> coverage = make_rmmu_coverage(p);
  const SuiteRun run = run_rmmu_suite(p, RmmuFault::none, seed, random_cycles, coverage);
  BOOST_TEST_REQUIRE(!run.failure);
  const std::vector<std::string> missing = coverage->missing();
  BOOST_TEST(missing.empty(), describe(p) + joined(missing));
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_suite_reaches_every_point) {
  config::RmmuParameters p;
  p.rows = 4;
  p.columns = 4;
  require_covered(p);
  p.shadow = true;
  p.chunks = 2;
  p.sources = 3;
  p.segments = 2;
  p.precisions = {16, 8, 4};
  require_covered(p);
  p.reductions = {"element"};
  require_covered(p);
  p.reductions = {"row"};
  p.shadow = false;
  require_covered(p);
  p = {};
  p.rows = 1;
  p.columns = 1;
  p.precisions = {16};
  require_covered(p);
}

// Full coverage is a condition of passing, so it must not hang on luck: the directed tests alone reach every
// point, whatever the seed and however few random cycles the user asks for.
BOOST_AUTO_TEST_CASE(the_directed_tests_reach_every_point_of_random_configurations) {
  Random random(8);
  for (unsigned i = 0; i < 60; ++i) require_covered(random_rmmu_parameters(random, 5, 6, i), i, 1);
}

BOOST_AUTO_TEST_CASE(shipped_configs_are_covered) {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(source != nullptr);
  for (const char* name : {"rmmu_small", "rmmu_odd", "rmmu_fx16"}) {
    const std::string file = std::string(source) + "/configs/" + name + ".json";
    require_covered(config::load_config(file).as<config::RmmuParameters>(), 1, 0);
  }
}

// A point is declared exactly where the parameters let it be reached: each of these has no more than that.
BOOST_AUTO_TEST_CASE(points_follow_from_the_parameters) {
  const auto declared = [](const config::RmmuParameters& p, const std::string& point) {
    return make_rmmu_coverage(p)->points().count(point) == 1U;
  };
  config::RmmuParameters p;
  p.rows = p.columns = 1;
  p.precisions = {16};
  p.reductions = {"row"};
  for (const char* impossible :
       {"rows in different operations", "write in another precision", "precision code beyond the list",
        "write precision code beyond the list", "write fx16 no set", "source code beyond the last",
        "all rows of a group", "some rows of a group", "commit while the row runs",
        "multiplier write while the row runs"}) {
    BOOST_TEST(!declared(p, impossible), impossible);
  }
  BOOST_TEST(declared(p, "run fx16 then fx16 on the next cycle"));
  p.rows = 2;  // one operation: two rows cannot differ
  BOOST_TEST(!declared(p, "rows in different operations"));
  p.reductions = {"row", "element"};
  BOOST_TEST(declared(p, "rows in different operations"));
  BOOST_TEST(declared(p, "multiplier write while the row runs"));
  p.precisions = {16, 8, 4};
  for (const char* possible : {"write in another precision", "precision code beyond the list",
                               "write precision code beyond the list", "write int4 set 1"}) {
    BOOST_TEST(declared(p, possible), possible);
  }
  p.reductions = {"element"};  // no row ever reads its precision
  BOOST_TEST(!declared(p, "precision code beyond the list"));
  BOOST_TEST(!declared(p, "run int8 clear"));
}

BOOST_AUTO_TEST_CASE(an_idle_bench_covers_nothing) {
  const config::RmmuParameters p;
  const std::shared_ptr<RmmuCoverage> coverage = make_rmmu_coverage(p);
  BOOST_TEST(coverage->missing().size() == coverage->points().size());
  BOOST_TEST(coverage->points().count("run fx16 then int2 on the next cycle") == 1U);
  BOOST_TEST(coverage->points().count("run int4 clear") == 1U);
}
