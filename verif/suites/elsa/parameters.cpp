// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "verif/suites/elsa/suite.hpp"
#include "verif/suites/elsa_attention/suite.hpp"
#include "verif/suites/elsa_divide/suite.hpp"
#include "verif/suites/elsa_hash/suite.hpp"
#include "verif/suites/elsa_norm/suite.hpp"
#include "verif/suites/elsa_select/suite.hpp"

namespace winnow::verif {

config::ElsaParameters random_elsa_parameters(Random& random, unsigned most_tokens, unsigned most_size) {
  const auto upto = [&](unsigned most) { return 1 + static_cast<unsigned>(random.below(most)); };
  const auto size = [&](unsigned most) { return random.one_in(5) ? 1 : upto(most); };
  config::ElsaParameters p;
  const config::ElsaHashParameters hash = random_elsa_hash_parameters(random, 1, most_size);
  p.hash_factors = hash.hash_factors;
  p.factor_fraction_bits = hash.factor_fraction_bits;
  p.hash_multipliers = hash.multipliers;
  p.allow_idle_multipliers = hash.allow_idle_multipliers;
  const unsigned hash_bits = config::hash_rows(p.hash_factors);
  const unsigned dimension = config::hash_columns(p.hash_factors);

  const config::ElsaSelectParameters select = random_elsa_select_parameters(random, most_tokens, hash_bits);
  p.maximum_tokens = select.maximum_keys;
  p.banks = select.banks;
  p.selectors = select.selectors;
  p.queue_depth = select.queue_depth;
  p.queries_ahead = select.queries_ahead;
  p.cosine_fraction_bits = select.cosine_fraction_bits;
  p.cosine_table = random_cosine_table(random, hash_bits, p.cosine_fraction_bits);

  const config::ElsaNormParameters norm = random_elsa_norm_parameters(random);
  p.vector_format = random.one_in(3) ? norm.vector_format : p.vector_format;
  p.norm_format = random.one_in(3) ? norm.norm_format : p.norm_format;
  p.threshold_fraction_bits = norm.threshold_fraction_bits;
  p.root_step_bits = norm.root_step_bits;
  p.root_table_bits = norm.root_table_bits;

  const config::ElsaAttentionParameters attention = random_elsa_attention_parameters(random, most_size);
  p.scale_format = attention.scale_format;
  p.term_fraction_bits = attention.term_fraction_bits;
  p.sums = attention.sums;
  p.sum_fraction_bits = attention.sum_fraction_bits;
  p.hide_preprocessing = random.one_in(2);
  p.division_multipliers = random.one_in(4) ? dimension : size(dimension);
  p.output_format = random_elsa_divide_parameters(random).output_format;
  return p;
}

}  // namespace winnow::verif
