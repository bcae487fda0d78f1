// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/registry/per_case.hpp"

#include <utility>

namespace winnow::verif {

Suite per_case(const std::vector<sim::ActivationCase>& cases,
               const std::function<Suite(const std::shared_ptr<const RealInput>&)>& tests_of) {
  Suite suite;
  for (const sim::ActivationCase& activations : cases) {
    const std::string suffix = suite.empty() ? "" : "_" + std::to_string(suite.size());
    for (SuiteTest& test : tests_of(std::make_shared<const RealInput>(real_input(activations, 0, 0)))) {
      test.name += suffix;
      test.description += " (" + activations.name + ")";
      suite.push_back(std::move(test));
    }
  }
  return suite;
}

}  // namespace winnow::verif
