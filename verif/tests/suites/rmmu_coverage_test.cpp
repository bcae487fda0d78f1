// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

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

void require_covered(const config::RmmuParameters& p) {
  const std::shared_ptr<RmmuCoverage> coverage = make_rmmu_coverage(p);
  const SuiteRun run = run_rmmu_suite(p, RmmuFault::none, 1, 1500, coverage);
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

BOOST_AUTO_TEST_CASE(an_idle_bench_covers_nothing) {
  const config::RmmuParameters p;
  const std::shared_ptr<RmmuCoverage> coverage = make_rmmu_coverage(p);
  BOOST_TEST(coverage->missing().size() == coverage->points().size());
  BOOST_TEST(coverage->points().count("run fx16 then int2 on the next cycle") == 1U);
  BOOST_TEST(coverage->points().count("run int4 clear") == 1U);
}
