// SPDX-License-Identifier: Apache-2.0
// Netlist coverage on modules made by hand, where every count is known.
#include "gen/hdl/evaluator/coverage.hpp"

#include <boost/test/unit_test.hpp>

#include "verif/tests/hdl/coverage_subjects.hpp"

using namespace winnow::hdl;
using namespace winnow::hdl::coverage_test;

namespace {

const CoverCount& count_of(const NetlistCoverage::ModuleCounts& module, CoverKind kind,
                           const std::string& name) {
  for (std::size_t i = 0; i < module.points.size(); ++i) {
    if (module.points[i].kind == kind && module.points[i].name == name) return module.counts[i];
  }
  throw std::out_of_range(name_of(kind) + (" " + name));
}

bool is(const CoverCount& count, std::uint64_t zeros, std::uint64_t ones) {
  return count.zeros == zeros && count.ones == ones;
}

}  // namespace

BOOST_AUTO_TEST_CASE(counts_are_exact_and_summed_over_instances) {
  Design design;
  Module& top = design.elaborate<Board>({});
  design.finish();
  NetlistCoverage coverage(top);
  BOOST_REQUIRE(coverage.modules().size() == 2U);
  const auto& board = coverage.modules()[0];
  const auto& cell = coverage.modules()[1];
  BOOST_TEST(board.module->name() == "board");
  BOOST_TEST(board.instances == 1U);
  BOOST_TEST(cell.instances == 2U);
  // The two ports, and write_i: the builder joins it with "the address is in range".
  BOOST_TEST(board.points.size() == 3U);
  // Two selects, one enable, and what the enable is made of: run_i, and stop_i under its negation.
  BOOST_TEST(cell.points.size() == 5U);

  Evaluator evaluator(top, 0, true);
  exercise(evaluator);
  coverage.add(evaluator);
  // Of 2 x 10 instance cycles, start_i of `one` is 1 in two.
  BOOST_TEST(is(count_of(cell, CoverKind::select, "first"), 18, 2));
  BOOST_TEST(is(count_of(cell, CoverKind::select, ""), 18, 2));  // data_i == 0, once in each
  BOOST_TEST(is(count_of(cell, CoverKind::enable, "held"), 8, 12));
  BOOST_TEST(is(count_of(cell, CoverKind::condition, "run_i"), 8, 12));
  BOOST_TEST(is(count_of(board, CoverKind::write_port, "store"), 9, 1));
  std::size_t read_ports = 0;
  for (std::size_t i = 0; i < board.points.size(); ++i) {
    if (board.points[i].kind != CoverKind::read_port) continue;
    ++read_ports;
    BOOST_TEST(is(board.counts[i], 10, 0));
    BOOST_TEST(!board.counts[i].seen_both());
  }
  BOOST_TEST(read_ports == 1U);

  // A second run adds up; powering up forgets what was not handed over.
  evaluator.power_up(1);
  exercise(evaluator);
  evaluator.power_up(2);
  exercise(evaluator);
  coverage.add(evaluator);
  BOOST_TEST(is(count_of(cell, CoverKind::enable, "held"), 16, 24));
}

BOOST_AUTO_TEST_CASE(the_stop_is_one_condition_under_its_negation) {
  Design design;
  Module& top = design.elaborate<Board>({});
  design.finish();
  NetlistCoverage coverage(top);
  Evaluator evaluator(top, 0, true);
  exercise(evaluator);
  coverage.add(evaluator);
  // The term that is counted is the negation: always 1.
  std::size_t always_one = 0;
  const auto& cell = coverage.modules()[1];
  for (std::size_t i = 0; i < cell.points.size(); ++i) {
    if (cell.points[i].kind == CoverKind::condition && is(cell.counts[i], 0, 20)) ++always_one;
  }
  BOOST_TEST(always_one == 1U);
}

BOOST_AUTO_TEST_CASE(without_coverage_nothing_is_counted) {
  Design design;
  Module& top = design.elaborate<Board>({});
  design.finish();
  Evaluator evaluator(top);
  exercise(evaluator);
  BOOST_TEST(evaluator.coverage().empty());
  NetlistCoverage coverage(top);
  BOOST_CHECK_THROW(coverage.add(evaluator), std::logic_error);
}
