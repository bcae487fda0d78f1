// SPDX-License-Identifier: Apache-2.0
// The side of the triangle that needs no compiler: evaluator = integers, on random graphs. WINNOW_SEED
// chooses others, WINNOW_GRAPH one of them.
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "gen/hdl/passes/passes.hpp"
#include "verif/tests/hdl/shrunk.hpp"
#include "verif/tests/hdl/triangle.hpp"

namespace winnow::verif {
namespace {

constexpr unsigned cycles = 100;

void run_passes(hdl::Design& design) {
  hdl::run_passes(design);
}

// The first graph of the batch that fails alone, reduced.
std::string reduced(const Batch& batch) {
  for (std::size_t i = 0; i < batch.graphs().size(); ++i) {
    const CompareGraph compare = evaluator_comparison(base_seed(), batch.number_of(i), run_passes);
    const std::string report = shrunk_report(batch.graphs()[i], cycles, compare);
    if (!report.empty()) return report;
  }
  return "no graph of the batch fails alone\n";
}

// Returns the part of the outputs' values that was compared.
double compare_graphs(unsigned first, unsigned count) {
  const Batch batch(base_seed(), first, count, cycles);
  hdl::Design design;
  const hdl::Module& top = batch.build(design);
  const std::string before = batch.compare_evaluator(top, "the evaluator");
  BOOST_REQUIRE_MESSAGE(before.empty(), before << reduced(batch));
  hdl::run_passes(design);
  const std::string after = batch.compare_evaluator(top, "the evaluator, after the passes,");
  BOOST_REQUIRE_MESSAGE(after.empty(), after << reduced(batch));
  return batch.known_share();
}

BOOST_AUTO_TEST_CASE(evaluator_equals_integers) {
  if (const char* graph = std::getenv("WINNOW_GRAPH")) {
    compare_graphs(static_cast<unsigned>(std::strtoul(graph, nullptr, 0)), 1);
    return;
  }
  double known = 0;
  for (unsigned first = 0; first < 200; first += 20) known += compare_graphs(first, 20) / 10;
  BOOST_TEST_MESSAGE("compared " << 100 * known << " % of the outputs' values");
  // The rest stems from registers before their first reset; it must stay a small part.
  BOOST_TEST(known > 0.75);
}

// The comparison itself can fail: a device that answers otherwise in one cycle is found out.
class Liar : public EvaluatorDut {
 public:
  using EvaluatorDut::EvaluatorDut;
  void peek(PortHandle port, std::span<std::uint32_t> words) const override {
    EvaluatorDut::peek(port, words);
    if (evaluator().cycle() == 17 && !ports()[port].is_input) words[0] ^= 1U;
  }
};

BOOST_AUTO_TEST_CASE(one_wrong_bit_is_found) {
  const Batch batch(base_seed(), 0, 3, 20);
  hdl::Design design;
  Liar liar(batch.build(design));
  const std::string found = batch.compare(liar, "the liar");
  BOOST_TEST(found.find("cycle 17") != std::string::npos);
  BOOST_TEST(found.find("WINNOW_GRAPH=0") != std::string::npos);
}

}  // namespace
}  // namespace winnow::verif
