// SPDX-License-Identifier: Apache-2.0
// The shrinker of random netlists: a wrong pass put in on purpose is reduced to a handful of nodes, and what
// is printed is C++ that gives the same netlist.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "gen/hdl/passes/passes.hpp"
#include "verif/tests/passes/netlist_compare.hpp"
#include "verif/tests/passes/netlist_shrink.hpp"
#include "verif/tests/passes/random_graph.hpp"
#include "verif/tests/passes/tree.hpp"

using namespace winnow::hdl;
using namespace winnow::hdl::test;

namespace {

#include "verif/tests/passes/shrunk_example.inc"

// A change of every node of one kind.
Transform wrong_pass(Op op, void (*change)(Node&)) {
  return [=](Design& design) {
    for (Module* module : design.modules()) {
      for (Node& node : module->nodes) {
        if (node.op == op) change(node);
      }
    }
    run_passes(design);
  };
}

void subtract_instead(Node& node) {
  node.op = Op::subtract;
}
void drop_the_sign(Node& node) {
  node.op = Op::zero_extend;
}
void swap_choices(Node& node) {
  std::swap(node.operands[1], node.operands[2]);
}

NetlistSketch random_netlist(std::uint64_t seed) {
  Design design;
  const Module& top = design.elaborate<RandomGraph>({seed});
  design.finish();
  return sketch_of(top);
}

std::size_t nodes_that_compute(const NetlistSketch& netlist) {
  std::size_t count = 0;
  for (const ModuleSketch& module : netlist) {
    count += static_cast<std::size_t>(
        std::count_if(module.nodes.begin(), module.nodes.end(),
                      [](const Node& node) { return node.op != Op::input && node.op != Op::constant; }));
  }
  return count;
}

// The first random netlist that the wrong pass breaks, reduced.
NetlistSketch reduced(const Transform& wrong) {
  for (std::uint64_t seed = 1; seed < 100; ++seed) {
    const NetlistSketch netlist = random_netlist(seed);
    if (!differs(netlist, seed, wrong)) continue;
    unsigned tries = 0;
    NetlistSketch small = shrink(netlist, [&](const NetlistSketch& each) {
      ++tries;
      return differs(each, seed, wrong);
    });
    BOOST_TEST(differs(small, seed, wrong));
    BOOST_TEST_MESSAGE("seed " << seed << ": " << nodes_that_compute(netlist) << " nodes reduced to "
                               << nodes_that_compute(small) << " in " << tries << " tries\n"
                               << print_as_code(small));
    return small;
  }
  BOOST_FAIL("no netlist meets the wrong pass");
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shrinking)

BOOST_AUTO_TEST_CASE(a_wrong_sum) {
  const NetlistSketch small = reduced(wrong_pass(Op::add, subtract_instead));
  BOOST_TEST(nodes_that_compute(small) <= 3U);
  BOOST_TEST(small.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_lost_sign) {
  BOOST_TEST(nodes_that_compute(reduced(wrong_pass(Op::sign_extend, drop_the_sign))) <= 3U);
}

BOOST_AUTO_TEST_CASE(a_wrong_multiplexer) {
  BOOST_TEST(nodes_that_compute(reduced(wrong_pass(Op::mux, swap_choices))) <= 3U);
}

// A sketch is the netlist: built again it does the same, and the right passes keep it.
BOOST_AUTO_TEST_CASE(a_sketch_is_the_netlist) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Design design;
    const Module& top = design.elaborate<RandomGraph>({seed});
    design.finish();
    Design again;
    const NetlistSketch netlist = sketch_of(top);
    const Module& built = build(again, netlist);
    again.finish();
    BOOST_TEST(dump(built) == dump(top));
    BOOST_TEST(trace(built, seed) == trace(top, seed));
    BOOST_TEST(!differs(netlist, seed, [](Design& each) { run_passes(each); }));
  }
}

// Narrowed netlists are netlists: they build, run, and the passes keep what they do.
BOOST_AUTO_TEST_CASE(narrowed_netlists_are_well_formed) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    for (const unsigned width : {1U, 2U, 5U, 16U}) {
      NetlistSketch netlist = narrowed(random_netlist(seed), width);
      for (ModuleSketch& module : netlist) {
        sweep(module);
        for (Memory& memory : module.memories) memory.depth = 16;  // room for every address
        for (const Port& port : module.ports) BOOST_TEST(port.width <= width);
      }
      Design design;
      const Module& top = build(design, netlist);
      BOOST_CHECK_NO_THROW(design.finish());
      BOOST_CHECK_NO_THROW(trace(top, seed));
      BOOST_TEST(!differs(netlist, seed, [](Design& each) { run_passes(each); }),
                 "seed " << seed << ", width " << width);
    }
  }
}

// shrunk_example.inc is the printed form of a reduced netlist: it compiles, it still fails, and printing the
// netlist that it makes gives the file again.
BOOST_AUTO_TEST_CASE(what_is_printed_can_be_pasted) {
  const NetlistSketch pasted = shrunk_netlist();
  BOOST_TEST(differs(pasted, 1, wrong_pass(Op::add, subtract_instead)));
  const char* folder = std::getenv("WINNOW_SOURCE_DIR");
  std::ifstream file(std::string(folder == nullptr ? "." : folder) +
                     "/verif/tests/passes/shrunk_example.inc");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  BOOST_TEST(text == "// SPDX-License-Identifier: Apache-2.0\n" + print_as_code(pasted));
}

BOOST_AUTO_TEST_SUITE_END()
