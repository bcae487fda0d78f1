// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa/parts.hpp"

#include <memory>

#include "verif/models/elsa_attention/model.hpp"
#include "verif/models/elsa_divide/model.hpp"
#include "verif/models/elsa_hash/model.hpp"
#include "verif/models/elsa_norm/model.hpp"
#include "verif/models/elsa_select/model.hpp"

namespace winnow::verif {

ElsaHashPart::ElsaHashPart(const config::ElsaHashParameters& parameters)
    : ModelPart(std::make_unique<ElsaHashModel>(parameters)),
      reset(input("rst_ni")),
      valid(input("vector_valid_i")),
      element(input("vector_element_i")),
      taken(input("hash_ready_i")),
      hash_valid(output("hash_valid_o")),
      hash_bits(output("hash_bits_o")) {}

ElsaNormPart::ElsaNormPart(const config::ElsaNormParameters& parameters)
    : ModelPart(std::make_unique<ElsaNormModel>(parameters)),
      reset(input("rst_ni")),
      square_valid(input("square_valid_i")),
      square(input("square_i")),
      first(input("first_i")),
      threshold(input("threshold_i")),
      norm_valid(output("norm_valid_o")),
      norm(output("norm_o")),
      cutoff(output("cutoff_o")) {}

ElsaSelectPart::ElsaSelectPart(const config::ElsaSelectParameters& parameters)
    : ModelPart(std::make_unique<ElsaSelectModel>(parameters)),
      reset(input("rst_ni")),
      bank(input("bank_i")),
      valid(input("query_valid_i")),
      hash(input("query_hash_i")),
      keys(input("query_keys_i")),
      number(input("query_number_i")),
      causal(input("query_causal_i")),
      off(input("query_approximation_off_i")),
      cutoff(input("query_cutoff_i")),
      row_hash(input("row_hash_i")),
      row_norm(input("row_norm_i")),
      advance(input("advance_i")),
      ready(output("query_ready_o")),
      row_read(output("row_read_o")),
      row_address(output("row_address_o")),
      candidate(output("candidate_valid_o")),
      address(output("candidate_address_o")),
      count(output("count_o")),
      finishing(output("finishing_o")) {}

ElsaAttentionPart::ElsaAttentionPart(const config::ElsaAttentionParameters& parameters)
    : ModelPart(std::make_unique<ElsaAttentionModel>(parameters)),
      reset(input("rst_ni")),
      candidate(input("candidate_valid_i")),
      address(input("candidate_address_i")),
      norm(input("norm_i")),
      begin(input("begin_i")),
      end(input("end_i")),
      scale(input("scale_i")),
      query(input("query_i")),
      key(input("key_data_i")),
      value(input("value_data_i")),
      query_read(output("query_read_o")),
      key_read(output("key_read_o")),
      key_address(output("key_address_o")),
      value_read(output("value_read_o")),
      value_address(output("value_address_o")),
      norm_valid(output("norm_valid_o")),
      norm_value(output("norm_value_o")),
      sums_valid(output("sums_valid_o")),
      sums_chunk(output("sums_chunk_o")),
      sums_last(output("sums_last_o")),
      sums_weight(output("sums_weight_o")),
      sums_value(output("sums_value_o")) {
  if (parameters.sums != "wide") return;
  shared = input("shared_exponent_i");
  exponent = output("exponent_o");
}

ElsaDividePart::ElsaDividePart(const config::ElsaDivideParameters& parameters)
    : ModelPart(std::make_unique<ElsaDivideModel>(parameters)),
      reset(input("rst_ni")),
      valid(input("sums_valid_i")),
      chunk(input("sums_chunk_i")),
      last(input("sums_last_i")),
      weight(input("sums_weight_i")),
      value(input("sums_value_i")),
      result_valid(output("result_valid_o")),
      result_chunk(output("result_chunk_o")),
      result_last(output("result_last_o")),
      result(output("result_o")) {}

ElsaParts::ElsaParts(const config::ElsaParameters& parameters)
    : hash(parameters.hash()), norm(parameters.norm()), divide(parameters.divide()) {
  for (unsigned bank = 0; bank < parameters.banks; ++bank) {
    selects.emplace_back(parameters.select());
    attentions.emplace_back(parameters.attention());
  }
}

}  // namespace winnow::verif
