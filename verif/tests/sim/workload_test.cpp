// SPDX-License-Identifier: Apache-2.0
#include "sim/workload.hpp"

#include <boost/test/unit_test.hpp>

#include "sim/data_error.hpp"
#include "sim/schedule.hpp"
#include "sim/selection.hpp"

using namespace winnow::sim;

namespace {

std::vector<std::string> faults_of(const std::string& text) {
  try {
    parse_workload(text);
  } catch (const DataError& error) {
    return error.messages();
  }
  return {};
}

// Distinct keys per connection over groups of four queries, a tenth of the keys kept.
double shared(const std::string& text) {
  const Matrix scores = workload_scores(parse_workload(text));
  ScheduleBounds sum;
  for (std::size_t first = 0; first < scores.rows; first += 4) {
    KeyMasks masks(scores.columns, 0);
    for (unsigned row = 0; row < 4; ++row)
      for (const std::size_t key : top_keys(scores.row(first + row), scores.columns, scores.columns / 10))
        masks[key] |= 1U << row;
    sum += schedule_bounds(masks);
  }
  return static_cast<double>(sum.distinct_keys) / static_cast<double>(sum.connections);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_name_alone_is_a_workload) {
  const Workload workload = parse_workload("uniform");
  BOOST_TEST(workload.keys == 512U);
  BOOST_TEST(workload.queries == 512U);
  BOOST_TEST(!workload.keep.has_value());
}

BOOST_AUTO_TEST_CASE(settings) {
  const Workload workload = parse_workload("local:n=100,keep=0.25,strength=3,seed=7");
  BOOST_CHECK(workload.kind == WorkloadKind::local);
  BOOST_TEST(workload.keys == 100U);
  BOOST_TEST(workload.queries == 100U);
  BOOST_TEST(workload.keep.value() == 0.25);
  BOOST_TEST(workload.strength == 3.0);
  BOOST_TEST(workload.seed == 7U);
  BOOST_TEST(parse_workload("uniform:queries=8,n=32").queries == 8U);
}

BOOST_AUTO_TEST_CASE(every_fault_is_named) {
  BOOST_TEST(faults_of("unifrom:n=0,keep=1.5,seed=x,size=3") ==
                 (std::vector<std::string>{
                     "--workload unifrom:n=0,keep=1.5,seed=x,size=3: \"unifrom\" is no workload; give "
                     "uniform, local, popular",
                     "--workload unifrom:n=0,keep=1.5,seed=x,size=3: n=\"0\" is out of range; give an "
                     "integer from 1 to 4096",
                     "--workload unifrom:n=0,keep=1.5,seed=x,size=3: keep=\"1.5\" is out of range; give a "
                     "number above 0, at most 1",
                     "--workload unifrom:n=0,keep=1.5,seed=x,size=3: seed=\"x\" is no seed; give a whole "
                     "number",
                     "--workload unifrom:n=0,keep=1.5,seed=x,size=3: \"size\" is no setting of a workload; "
                     "give n, queries, keep, strength or seed"}),
             boost::test_tools::per_element());
  for (const char* text : {"uniform:", "uniform:n", "uniform:n=4,", "uniform:keep=nan", "uniform:n=-3", ""})
    BOOST_TEST(faults_of(text).size() == 1U, text);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_scores) {
  const auto scores = [](const char* text) { return workload_scores(parse_workload(text)); };
  BOOST_CHECK(scores("popular:n=20,queries=9,seed=4") == scores("popular:n=20,queries=9,seed=4"));
  BOOST_CHECK(scores("popular:n=20,queries=9,seed=4") != scores("popular:n=20,queries=9,seed=5"));
}

// Of four queries that pick a tenth each at random, (1 - 0.9^4) / 0.4 = 0.86 are distinct.
BOOST_AUTO_TEST_CASE(how_much_rows_share) {
  const double uniform = shared("uniform:n=500");
  BOOST_TEST(uniform > 0.85);
  BOOST_TEST(uniform < 0.87);
  BOOST_TEST(shared("popular:n=500") < uniform - 0.1);
  BOOST_TEST(shared("local:n=500") < uniform - 0.05);
  BOOST_TEST(shared("popular:n=500,strength=1000") < 0.26);  // nothing but the common part: 0.25
}
