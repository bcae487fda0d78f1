// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "gen/config/elsa_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/harness/random.hpp"
#include "verif/suites/elsa/coverage.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// The tests of one accelerator. Every test starts from reset and runs alone. `coverage`, when given, counts
// over all tests that are run.
Suite elsa_suite(const config::ElsaParameters& parameters, std::shared_ptr<ElsaCoverage> coverage = nullptr);

// The reference model that goes with it. Throws std::invalid_argument for parameters outside the page's
// ranges.
std::unique_ptr<Model> make_elsa_model(const config::ElsaParameters& parameters);

// A legal configuration with up to `most_tokens` tokens, and up to `most_size` elements and hash bits (each
// at most 128), biased towards the odd ones: one token, one element, more banks or selectors than keys,
// shallow queues, slow hashes, idle multipliers, several batches, both kinds of sums.
config::ElsaParameters random_elsa_parameters(Random& random, unsigned most_tokens, unsigned most_size);

}  // namespace winnow::verif
