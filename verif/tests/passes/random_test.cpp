// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>
#include <functional>
#include <set>

#include "gen/hdl/passes/passes.hpp"
#include "verif/tests/passes/netlist_compare.hpp"
#include "verif/tests/passes/random_graph.hpp"
#include "verif/tests/passes/tree.hpp"

using namespace winnow::hdl;
using namespace winnow::hdl::test;

namespace {

// Traces random designs before and after `transform`; one that differs is printed reduced.
void compare(std::uint64_t first_seed, unsigned count, const std::function<void(Design&)>& transform) {
  for (std::uint64_t seed = first_seed; seed < first_seed + count; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      Design plain;
      Design changed;
      const RandomGraph::Params params{seed};
      const Module& before = plain.elaborate<RandomGraph>(params);
      const Module& after = changed.elaborate<RandomGraph>(params);
      plain.finish();
      changed.finish();
      BOOST_REQUIRE(dump(before) == dump(after));
      transform(changed);
      const bool same = trace(before, seed) == trace(after, seed);
      // `before` has been left alone.
      BOOST_TEST(same,
                 "the outputs differ; " << (same ? "" : reduced_code(sketch_of(before), seed, transform)));
    }
  }
}

void run_on_all(Design& design, void (*pass)(Module&)) {
  for (Module* module : design.modules()) pass(*module);
}

std::string dump_all(const Design& design) {
  std::string text;
  for (const Module* module : design.modules()) text += dump(*module);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(random_graphs)

BOOST_AUTO_TEST_CASE(every_pass_alone_keeps_the_outputs) {
  for (const Pass& pass : standard_passes()) {
    BOOST_TEST_CONTEXT(pass.name) {
      compare(1, 60, [&](Design& design) { run_on_all(design, pass.run); });
    }
  }
}

BOOST_AUTO_TEST_CASE(all_passes_keep_the_outputs) {
  compare(1000, 300, [](Design& design) { run_passes(design); });
}

BOOST_AUTO_TEST_CASE(again_changes_nothing) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    for (const Pass& pass : standard_passes()) {
      Design design;
      design.elaborate<RandomGraph>({seed});
      run_on_all(design, pass.run);
      const std::string once = dump_all(design);
      run_on_all(design, pass.run);
      BOOST_TEST(dump_all(design) == once, pass.name << " on seed " << seed);
    }
  }
}

BOOST_AUTO_TEST_CASE(all_again_change_nothing) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Design design;
    design.elaborate<RandomGraph>({seed});
    run_passes(design);
    const std::string once = dump_all(design);
    run_passes(design);
    BOOST_TEST(dump_all(design) == once, "seed " << seed);
  }
}

BOOST_AUTO_TEST_CASE(the_same_design_gives_the_same_result) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::string first;
    for (int run = 0; run < 2; ++run) {
      Design design;
      design.elaborate<RandomGraph>({seed});
      run_passes(design);
      if (run == 0) first = dump_all(design);
      BOOST_TEST(dump_all(design) == first);
    }
  }
}

BOOST_AUTO_TEST_CASE(names_are_unique_and_constants_have_none) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Design design;
    design.elaborate<RandomGraph>({seed});
    run_passes(design);
    for (const Module* module : design.modules()) {
      std::set<std::string> names;
      for (const Node& node : module->nodes) {
        if (node.name.empty()) continue;
        BOOST_TEST((node.op != Op::constant));
        BOOST_TEST(names.insert(node.name).second, node.name);
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
