// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_attention/suite.hpp"

#include <algorithm>

#include "verif/models/elsa_attention/model.hpp"
#include "verif/suites/elsa_attention/tests.hpp"

namespace winnow::verif {

Suite elsa_attention_suite(const config::ElsaAttentionParameters& parameters,
                           std::shared_ptr<ElsaAttentionCoverage> coverage) {
  elsa_attention::SuiteBuilder builder(parameters, std::move(coverage));
  elsa_attention::add_flow_tests(builder);
  elsa_attention::add_number_tests(builder);
  elsa_attention::add_random_tests(builder);
  return builder.take();
}

std::unique_ptr<Model> make_elsa_attention_model(const config::ElsaAttentionParameters& parameters) {
  return std::make_unique<ElsaAttentionModel>(parameters);
}

config::ElsaAttentionParameters random_elsa_attention_parameters(Random& random, unsigned most_elements) {
  config::ElsaAttentionParameters p;
  const auto upto = [&](unsigned most) { return 1 + static_cast<unsigned>(random.below(most)); };
  const auto size = [&](unsigned most) { return random.one_in(5) ? 1 : upto(most); };
  if (random.one_in(2)) {
    p.vector_format.integer_bits = static_cast<unsigned>(random.below(7));
    p.vector_format.fraction_bits = static_cast<unsigned>(random.below(7));
  }
  p.dimension = size(most_elements);
  p.maximum_keys = size(200);
  p.banks = size(16);
  if (random.one_in(2)) p.scale_format = {false, static_cast<unsigned>(random.below(2)), upto(20)};
  p.term_fraction_bits = random.one_in(3) ? 5 : upto(8);
  p.sums = random.one_in(3) ? "float" : "wide";
  p.sum_fraction_bits = p.sums == "float"
                            ? upto(16)
                            : std::max(8U, p.term_fraction_bits) + static_cast<unsigned>(random.below(25));
  if (p.sums == "wide") p.sum_fraction_bits = std::min(32U, p.sum_fraction_bits);
  p.lanes = random.one_in(4) ? p.dimension : size(p.dimension);
  return p;
}

}  // namespace winnow::verif
