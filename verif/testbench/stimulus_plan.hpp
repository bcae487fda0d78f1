// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/testbench/recorder.hpp"

namespace winnow::verif {

struct StimulusOptions {
  std::uint64_t cycles = 1000;  // of the whole testbench, reset included; at least 1
  std::uint64_t seed = 1;
};

// True for tests whose length follows the budget that they are given, and that therefore can fill any number
// of cycles. By their name: it starts with "random".
bool is_random_test(const SuiteTest& test);

// Chooses from `suite` and records: in the first half of the cycles the directed tests that fit, in the
// suite's order (those that fit beside the ones before them; none is cut), then the random tests in turn up
// to the last cycle. Throws std::invalid_argument when nothing could be compared in so few cycles,
// std::logic_error when the suite has no random test or model and ports do not fit.
Recording record(const Suite& suite, const ModelFactory& make_model, const std::vector<DutPort>& ports,
                 const StimulusOptions& options);

}  // namespace winnow::verif
