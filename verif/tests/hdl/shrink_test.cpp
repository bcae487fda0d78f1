// SPDX-License-Identifier: Apache-2.0
// The shrinker of random graphs: a miscompilation put in on purpose is reduced to a handful of terms, and
// what is printed is C++ that gives the same graph.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "gen/hdl/passes/passes.hpp"
#include "verif/tests/hdl/graph_types.hpp"
#include "verif/tests/hdl/shrunk.hpp"
#include "verif/tests/hdl/triangle.hpp"

namespace winnow::verif {
namespace {

#include "verif/tests/hdl/shrunk_example.inc"

constexpr unsigned cycles = 60;

// A change of every node of one kind, as a wrong pass would make it.
Transform wrong_pass(hdl::Op op, void (*change)(hdl::Node&)) {
  return [=](hdl::Design& design) {
    for (hdl::Module* module : design.modules()) {
      for (hdl::Node& node : module->nodes) {
        if (node.op == op) change(node);
      }
    }
    hdl::run_passes(design);
  };
}

void add_instead(hdl::Node& node) {
  node.op = hdl::Op::add;
}
void swap_choices(hdl::Node& node) {
  if (node.width > 3) std::swap(node.operands[1], node.operands[2]);
}
void compare_unsigned(hdl::Node& node) {
  node.op = hdl::Op::less_equal;
}

std::size_t terms_that_compute(const Graph& graph) {
  std::size_t count = 0;
  for (const ModuleDescription& module : graph.modules) {
    count += static_cast<std::size_t>(std::count_if(
        module.terms.begin(), module.terms.end(),
        [](const Term& term) { return term.kind != TermKind::input && term.kind != TermKind::constant; }));
  }
  return count;
}

// The first graph of the run that the wrong pass breaks, reduced.
FailingGraph reduced(const Transform& wrong) {
  for (unsigned number = 0; number < 100; ++number) {
    const Graph graph = generate_graph(graph_seed(20, number), "graph" + std::to_string(number));
    const CompareGraph compare = evaluator_comparison(20, number, wrong);
    if (judge({graph, cycles}, compare).kind != GraphVerdict::Kind::outputs_differ) continue;
    unsigned tries = 0;
    FailingGraph small = shrink({graph, cycles}, [&](const FailingGraph& each) {
      ++tries;
      return judge(each, compare).kind == GraphVerdict::Kind::outputs_differ;
    });
    BOOST_TEST((compare(small).kind == GraphVerdict::Kind::outputs_differ));
    BOOST_TEST_MESSAGE("graph " << number << ": " << terms_that_compute(graph) << " terms reduced to "
                                << terms_that_compute(small.graph) << " in " << tries << " tries\n"
                                << print_as_code(small));
    return small;
  }
  BOOST_FAIL("no graph meets the wrong pass");
  return {};
}

BOOST_AUTO_TEST_SUITE(shrinking)

BOOST_AUTO_TEST_CASE(a_wrong_subtraction) {
  const FailingGraph small = reduced(wrong_pass(hdl::Op::subtract, add_instead));
  BOOST_TEST(terms_that_compute(small.graph) <= 2U);
  BOOST_TEST(small.graph.modules.size() == 1U);
  BOOST_TEST(small.cycles <= 3U);
}

BOOST_AUTO_TEST_CASE(a_wrong_multiplexer) {
  BOOST_TEST(terms_that_compute(reduced(wrong_pass(hdl::Op::mux, swap_choices)).graph) <= 3U);
}

BOOST_AUTO_TEST_CASE(a_wrong_comparison) {
  BOOST_TEST(terms_that_compute(reduced(wrong_pass(hdl::Op::less, compare_unsigned)).graph) <= 3U);
}

// Without a fault nothing is reported; with one the report has the graph in both forms.
BOOST_AUTO_TEST_CASE(the_report) {
  const Graph graph = generate_graph(graph_seed(20, 3), "graph3");
  const Transform right = [](hdl::Design& design) { hdl::run_passes(design); };
  BOOST_TEST(shrunk_report(graph, cycles, evaluator_comparison(20, 3, right)).empty());
  const Transform wrong = wrong_pass(hdl::Op::subtract, add_instead);
  const std::string report = shrunk_report(shrunk_graph(), cycles, evaluator_comparison(20, 3, wrong));
  BOOST_TEST(report.find("differs from the integers") != std::string::npos, report);
  BOOST_TEST(report.find("Graph shrunk_graph() {") != std::string::npos, report);
}

// shrunk_example.inc is the printed form of a reduced graph: it compiles, it still fails, and printing the
// graph that it makes gives the file again.
BOOST_AUTO_TEST_CASE(what_is_printed_can_be_pasted) {
  const Graph pasted = shrunk_graph();
  BOOST_TEST(
      evaluator_comparison(20, 0, wrong_pass(hdl::Op::subtract, add_instead))({pasted, cycles}).fails());
  const char* folder = std::getenv("WINNOW_SOURCE_DIR");
  std::ifstream file(std::string(folder == nullptr ? "." : folder) + "/verif/tests/hdl/shrunk_example.inc");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::string printed = print_as_code({pasted, 1});
  BOOST_TEST(text == "// SPDX-License-Identifier: Apache-2.0\n" + printed);
}

// Graphs that nobody damaged mean the same after retyping and tidying.
BOOST_AUTO_TEST_CASE(retyping_and_tidying_keep_a_graph) {
  for (unsigned number = 0; number < 60; ++number) {
    const Graph graph = generate_graph(graph_seed(20, number), "graph" + std::to_string(number));
    Graph changed = graph;
    BOOST_TEST(retype(changed));
    BOOST_TEST(print(changed) == print(graph));
    tidy(changed);
    const Trace before = make_trace(graph, make_resets(1, 20)),
                after = make_trace(changed, make_resets(1, 20));
    BOOST_REQUIRE(before.cycles.size() == after.cycles.size());
    for (std::size_t cycle = 0; cycle < before.cycles.size(); ++cycle) {
      BOOST_TEST(before.cycles[cycle].outputs == after.cycles[cycle].outputs);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace winnow::verif
