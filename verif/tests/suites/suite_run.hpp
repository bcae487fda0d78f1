// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "verif/harness/model_dut.hpp"
#include "verif/harness/runner.hpp"
#include "verif/suites/functional_coverage.hpp"
#include "verif/suites/suite.hpp"

// Runs a core's suite on its model, for tests of the suite.
namespace winnow::verif::testing {

// A model that is wrong in the same way as the device: the bench sees no difference.
class WrongModel final : public Model {
 public:
  WrongModel(std::unique_ptr<Model> model, ModelDut::Fault fault)
      : model_(std::move(model)), fault_(std::move(fault)) {}
  std::vector<std::string> output_names() const override { return model_->output_names(); }
  std::vector<std::string> input_names() const override { return model_->input_names(); }
  std::vector<unsigned> output_widths() const override { return model_->output_widths(); }
  std::vector<unsigned> input_widths() const override { return model_->input_widths(); }
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override {
    model_->outputs(inputs, expected);
    if (fault_) fault_(cycle_, model_->output_names(), expected);
  }
  void clock(const std::vector<Words>& inputs) override {
    model_->clock(inputs);
    ++cycle_;
  }
  void power_up() override { model_->power_up(); }

 private:
  std::unique_ptr<Model> model_;
  ModelDut::Fault fault_;
  std::uint64_t cycle_ = 0;
};

// Who is wrong: only the device, so that the bench must notice; or the model with it, so that only the
// suite's own accounts and the monitors can.
enum class Wrong : std::uint8_t { device, both };

// Runs the suite up to the first failure, and returns that. `cycles`: of each random test.
inline std::optional<std::string> first_failure(const Suite& suite, const ModelFactory& make_model,
                                                std::uint64_t seed, std::uint64_t cycles,
                                                const ModelDut::Fault& fault = {},
                                                Wrong wrong = Wrong::device) {
  for (const SuiteTest& test : suite) {
    const bool both = wrong == Wrong::both;
    ModelDut device(std::make_unique<WrongModel>(make_model(), fault));
    WrongModel model(make_model(), both ? fault : ModelDut::Fault());
    Bench bench(device, model, test.name, seed);
    try {
      test.run(bench, cycles);
    } catch (const std::runtime_error& error) {
      return test.name + ": " + error.what();
    }
  }
  return {};
}

// With one cycle for the random tests: the directed ones alone must reach every point.
inline void require_covered(const Suite& suite, const ModelFactory& make_model,
                            const FunctionalCoverage& coverage, std::uint64_t seed,
                            const std::string& config) {
  Suite directed;
  for (const SuiteTest& test : suite) {
    if (!test.random) directed.push_back(test);
  }
  const auto failure = first_failure(directed, make_model, seed, 1);
  BOOST_TEST_REQUIRE(!failure, config << ": " << failure.value_or(""));
  std::string missing;
  for (const std::string& point : coverage.missing()) missing += "\n  " + point;
  BOOST_TEST(missing.empty(), config << missing);
}

inline void check_contains(const std::string& text, const char* part) {
  BOOST_TEST(text.find(part) != std::string::npos, text << " does not say: " << part);
}

}  // namespace winnow::verif::testing
