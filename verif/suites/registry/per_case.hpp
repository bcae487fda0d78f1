// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "sim/activations.hpp"
#include "verif/suites/captured/head.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// The tests of all cases, each on the first head of the first layer: enough to see real statistics. From the
// second case on the names get a number.
Suite per_case(const std::vector<sim::ActivationCase>& cases,
               const std::function<Suite(const std::shared_ptr<const RealInput>&)>& tests_of);

}  // namespace winnow::verif
