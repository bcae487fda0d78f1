// SPDX-License-Identifier: Apache-2.0
// The published filter on every head of the project's activations, and on the first head of every case of the
// tree that WINNOW_DATA names, if it is set: the reference model, the evaluator and Verilator give the same
// figures.
#include "verif/tests/cli/temporary_folder.hpp"
#include "verif/tests/simulate/simulate_support.hpp"

using namespace winnow;
using namespace winnow::verif::simulate;

namespace {

class Cores {
 public:
  Cores()
      : model_(make(Engine::model)),
        evaluator_(make(Engine::evaluator)),
        verilated_(make(Engine::verilator)) {}

  void check(const sim::ActivationCase& activations, std::size_t layer, std::size_t head) {
    if (activations.keys() > model_.core().streams.maximum_keys) return;
    const sim::Head data = sim::head_of(activations, layer, head);
    const HeadScores scores{activations.name, activations.layers.at(layer), head, activations.mask,
                            sim::estimated_scores(data, sim::Estimate::int4)};
    for (const SelectionRule& rule :
         {SelectionRule{.keep = 0.1}, SelectionRule{.keep = 0.05, .mode = SelectionMode::threshold}}) {
      BOOST_TEST_CONTEXT(activations.name << " layer " << scores.layer << " head " << head << ", "
                                          << rule.keep) {
        const RunFigures expected = testing::run_on(model_, scores, rule);
        BOOST_CHECK(testing::run_on(evaluator_, scores, rule) == expected);
        BOOST_CHECK(testing::run_on(verilated_, scores, rule) == expected);
        BOOST_TEST(expected.connections > 0U);
      }
    }
    ++heads_;
  }

  std::size_t heads() const { return heads_; }

 private:
  Simulator make(Engine engine) const {
    return {testing::shipped("dota_filter"),
            {.engine = engine,
             .templates = testing::source_folder() / "rtl_templates",
             .directory = folder_.path(),
             .jobs = 2,
             .log = {}}};
  }

  cli::test::TemporaryFolder folder_;
  Simulator model_, evaluator_, verilated_;
  std::size_t heads_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_CASE(all_engines_agree) {
  Cores cores;
  for (const sim::ActivationCase& activations :
       sim::load_cases(testing::source_folder() / "verif/data/attention")) {
    for (std::size_t layer = 0; layer < activations.layer_count(); ++layer)
      for (std::size_t head = 0; head < activations.heads(); ++head) cores.check(activations, layer, head);
  }
  BOOST_TEST(cores.heads() == 28U);
  const char* tree = std::getenv("WINNOW_DATA");
  if (tree == nullptr || *tree == '\0') return;
  for (const sim::ActivationCase& activations : sim::load_cases(tree)) cores.check(activations, 0, 0);
  BOOST_TEST(cores.heads() > 28U);
}
