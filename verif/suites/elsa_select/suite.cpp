// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_select/suite.hpp"

#include <algorithm>

#include "verif/models/elsa_select/model.hpp"
#include "verif/suites/elsa_select/tests.hpp"

namespace winnow::verif {

Suite elsa_select_suite(const config::ElsaSelectParameters& parameters,
                        std::shared_ptr<ElsaSelectCoverage> coverage) {
  elsa_select::SuiteBuilder builder(parameters, std::move(coverage));
  elsa_select::add_function_tests(builder);
  elsa_select::add_flow_tests(builder);
  elsa_select::add_rate_tests(builder);
  elsa_select::add_random_tests(builder);
  return builder.take();
}

std::unique_ptr<Model> make_elsa_select_model(const config::ElsaSelectParameters& parameters) {
  return std::make_unique<ElsaSelectModel>(parameters);
}

std::vector<int> random_cosine_table(Random& random, unsigned hash_bits, unsigned fraction_bits) {
  const int one = 1 << fraction_bits;
  const bool falls = !random.one_in(4);
  std::vector<int> table;
  for (unsigned h = 0; h <= hash_bits; ++h) {
    const int falling = one - static_cast<int>(2 * h * static_cast<unsigned>(one) / hash_bits);
    table.push_back(falls ? falling
                          : static_cast<int>(random.below(2 * static_cast<unsigned>(one) + 1)) - one);
  }
  return table;
}

config::ElsaSelectParameters random_elsa_select_parameters(Random& random, unsigned most_keys,
                                                           unsigned most_hash_bits) {
  const auto size = [&](unsigned maximum) {
    return random.one_in(4) ? 1 : 1 + static_cast<unsigned>(random.below(maximum));
  };
  config::ElsaSelectParameters p;
  p.maximum_keys = size(most_keys);
  p.banks = size(8);
  p.selectors = random.one_in(3) ? 1U << random.below(5) : size(16);
  p.hash_bits = random.one_in(3) ? std::min(16U, most_hash_bits) : size(most_hash_bits);
  p.queue_depth = random.one_in(2) ? 0 : size(12);
  p.queries_ahead = 1 + static_cast<unsigned>(random.below(3));
  p.norm_format.integer_bits = static_cast<unsigned>(random.below(8));
  p.norm_format.fraction_bits = static_cast<unsigned>(random.below(5));
  if (p.norm_format.width() == 0) p.norm_format.integer_bits = 1;
  p.threshold_fraction_bits = size(12);
  p.cosine_fraction_bits = size(12);
  p.cosine_table = random_cosine_table(random, p.hash_bits, p.cosine_fraction_bits);
  return p;
}

}  // namespace winnow::verif
