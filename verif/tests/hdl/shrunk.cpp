// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/hdl/shrunk.hpp"

#include <sstream>

#include "gen/hdl/netlist/diagnostics.hpp"
#include "verif/tests/hdl/triangle.hpp"

namespace winnow::verif {

using Kind = GraphVerdict::Kind;

GraphVerdict judge(const FailingGraph& failing, const CompareGraph& compare) {
  try {
    return compare(failing);
  } catch (const hdl::ElaborationError& error) {
    return {Kind::refused, error.what()};
  } catch (const std::exception& error) {
    return {Kind::throws, error.what()};
  }
}

CompareGraph evaluator_comparison(std::uint64_t base, unsigned number, const Transform& transform) {
  return [=](const FailingGraph& failing) -> GraphVerdict {
    const Batch batch(failing.graph, base, number, failing.cycles);
    hdl::Design design;
    const hdl::Module& top = batch.build(design);
    for (const std::string who : {"the evaluator", "the evaluator, after the passes,"}) {
      EvaluatorDut dut(top);
      std::string difference = batch.compare(dut, who);
      if (!difference.empty()) return {Kind::outputs_differ, std::move(difference)};
      difference = batch.compare_properties(dut.evaluator(), who);
      if (!difference.empty()) return {Kind::properties_differ, std::move(difference)};
      if (who == "the evaluator") transform(design);
    }
    return {};
  };
}

std::string shrunk_report(const Graph& graph, unsigned cycles, const CompareGraph& compare,
                          const ShrinkLimits& limits) {
  const FailingGraph whole{graph, cycles};
  const GraphVerdict first = judge(whole, compare);
  if (!first.fails()) return "";
  const FailingGraph small = shrink(
      whole, [&](const FailingGraph& each) { return judge(each, compare).kind == first.kind; }, limits);
  std::ostringstream text;
  text << "reduced from " << cost(whole) << " to " << cost(small) << " (terms count 1000 each), in "
       << small.cycles << " cycles:\n"
       << judge(small, compare).text << "\nto paste into a test:\n"
       << print_as_code(small);
  return text.str();
}

}  // namespace winnow::verif
