// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "verif/harness/model_dut.hpp"
#include "verif/harness/runner.hpp"
#include "verif/suites/captured/head.hpp"
#include "verif/suites/suite.hpp"

// Captured heads through a suite's tests, on the model.
namespace winnow::verif::testing {

// The first head of the first layer of one of the project's cases.
inline std::shared_ptr<const RealInput> input_of(const std::string& name) {
  const char* root = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE_MESSAGE(root != nullptr, "WINNOW_SOURCE_DIR is not set; run this test by ctest");
  const auto folder = std::filesystem::path(root) / "verif/data/attention" / name;
  return std::make_shared<const RealInput>(real_input(sim::load_case(sim::find_cases(folder).at(0)), 0, 0));
}

inline void run(const SuiteTest& test, const ModelFactory& make_model, std::uint64_t cycles,
                const ModelDut::Fault& fault = {}) {
  ModelDut device(make_model(), fault);
  const std::unique_ptr<Model> model = make_model();
  Bench bench(device, *model, test.name, 1);
  test.run(bench, cycles);
}

}  // namespace winnow::verif::testing
