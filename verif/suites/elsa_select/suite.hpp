// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "gen/config/elsa_select_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/harness/random.hpp"
#include "verif/suites/elsa_select/coverage.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// The tests of one bank. Every test starts from reset and runs alone. `coverage`, when given, counts over all
// tests that are run.
Suite elsa_select_suite(const config::ElsaSelectParameters& parameters,
                        std::shared_ptr<ElsaSelectCoverage> coverage = nullptr);

// The reference model that goes with it. Throws std::invalid_argument for parameters outside the page's
// ranges.
std::unique_ptr<Model> make_elsa_select_model(const config::ElsaSelectParameters& parameters);

// Falling from 1 as a cosine does, or anything from -1 to 1.
std::vector<int> random_cosine_table(Random& random, unsigned hash_bits, unsigned fraction_bits);

// A legal configuration, biased towards the odd ones: one key, one selector, shallow queues, more selectors
// than keys. `most_hash_bits` up to 128.
config::ElsaSelectParameters random_elsa_select_parameters(Random& random, unsigned most_keys,
                                                           unsigned most_hash_bits);

}  // namespace winnow::verif
