// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <map>
#include <set>

#include "verif/models/rmmu/shape.hpp"
#include "verif/tests/suites/rmmu_runs.hpp"

using namespace winnow;
using namespace winnow::verif;

BOOST_AUTO_TEST_CASE(generated_parameters_are_legal_and_cover_the_options) {
  Random random(3);
  std::set<std::vector<unsigned>> precisions;
  std::map<std::string, unsigned> seen;
  for (unsigned i = 0; i < 2000; ++i) {
    const config::RmmuParameters p = random_rmmu_parameters(random, 9, 12);
    BOOST_REQUIRE_NO_THROW(RmmuShape{p});
    BOOST_TEST_REQUIRE(p.rows <= 9U);
    BOOST_TEST_REQUIRE(p.columns <= 12U);
    precisions.insert(p.precisions);
    ++seen["rows " + std::to_string(p.rows)];
    ++seen["columns " + std::to_string(p.columns)];
    ++seen["segments " + std::to_string(p.segments)];
    ++seen["overflow " + p.overflow];
    ++seen["multiplier " + p.multiplier];
    ++seen["stages " + std::to_string(p.pe_stages) + std::to_string(p.reduction_stages)];
    ++seen[p.shadow ? "shadow" : "no shadow"];
    ++seen["reductions " + std::to_string(p.reductions.size()) + p.reductions.front()];
    ++seen[p.chunks > 1 ? "chunks" : "one chunk"];
    ++seen["sources " + std::to_string(p.sources)];
    ++seen["length " + std::to_string(p.maximum_length)];
    if (p.rows == 1 && p.columns == 1) ++seen["1x1"];
  }
  BOOST_TEST(precisions.size() == 15U);
  for (unsigned i = 1; i <= 9; ++i) BOOST_TEST(seen["rows " + std::to_string(i)] > 0U, i);
  for (unsigned i = 1; i <= 12; ++i) BOOST_TEST(seen["columns " + std::to_string(i)] > 0U, i);
  for (const char* name : {"1x1",
                           "segments 1",
                           "segments 2",
                           "segments 4",
                           "segments 8",
                           "overflow wrap",
                           "overflow saturate",
                           "multiplier shared",
                           "multiplier behavioural",
                           "shadow",
                           "no shadow",
                           "reductions 2row",
                           "reductions 1row",
                           "reductions 1element",
                           "chunks",
                           "one chunk",
                           "sources 1",
                           "sources 3",
                           "sources 16",
                           "length 1",
                           "length 1048576"}) {
    BOOST_TEST(seen[name] > 0U, name);
  }
  for (unsigned pe = 0; pe < 3; ++pe) {
    for (unsigned tree = 0; tree < 4; ++tree)
      BOOST_TEST(seen["stages " + std::to_string(pe) + std::to_string(tree)] > 0U);
  }
}

BOOST_AUTO_TEST_CASE(every_precision_set_has_an_index) {
  Random random(1);
  std::set<std::vector<unsigned>> sets;
  for (unsigned i = 0; i < 15; ++i) sets.insert(random_rmmu_parameters(random, 2, 2, i).precisions);
  BOOST_TEST(sets.size() == 15U);
}
