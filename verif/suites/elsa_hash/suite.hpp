// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "gen/config/elsa_hash_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/harness/random.hpp"
#include "verif/suites/elsa_hash/coverage.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// The tests of one configuration of ELSA's hash computation. Every test starts from reset and runs alone.
// `coverage`, when given, counts over all tests that are run.
Suite elsa_hash_suite(const config::ElsaHashParameters& parameters,
                      std::shared_ptr<ElsaHashCoverage> coverage = nullptr);

// The reference model that goes with it. Throws std::invalid_argument for parameters outside the page's
// rules.
std::unique_ptr<Model> make_elsa_hash_model(const config::ElsaHashParameters& parameters);

// A legal configuration for vectors of `least` to `most` elements and hashes of as many bits: one batch and
// several, square and other factors, multipliers for one dot product, for all of a stage and for more.
config::ElsaHashParameters random_elsa_hash_parameters(Random& random, unsigned least, unsigned most);

}  // namespace winnow::verif
