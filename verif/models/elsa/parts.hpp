// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "verif/models/elsa/shape.hpp"
#include "verif/models/model_part.hpp"

namespace winnow::verif {

// A part with the numbers of its ports, in the order of the part's own lists.
struct ElsaHashPart : ModelPart {
  explicit ElsaHashPart(const config::ElsaHashParameters& parameters);

  std::size_t reset, valid, element, taken;  // taken: hash_ready_i
  std::size_t hash_valid, hash_bits;
};

struct ElsaNormPart : ModelPart {
  explicit ElsaNormPart(const config::ElsaNormParameters& parameters);

  std::size_t reset, square_valid, square, first, threshold;
  std::size_t norm_valid, norm, cutoff;
};

struct ElsaSelectPart : ModelPart {
  explicit ElsaSelectPart(const config::ElsaSelectParameters& parameters);

  std::size_t reset, bank, valid, hash, keys, number, causal, off, cutoff, row_hash, row_norm, advance;
  std::size_t ready, row_read, row_address, candidate, address, count, finishing;
};

struct ElsaAttentionPart : ModelPart {
  explicit ElsaAttentionPart(const config::ElsaAttentionParameters& parameters);

  std::size_t reset, candidate, address, norm, begin, end, scale, query, key, value;
  std::size_t query_read, key_read, key_address, value_read, value_address, norm_valid, norm_value;
  std::size_t sums_valid, sums_chunk, sums_last, sums_weight, sums_value;
  std::optional<std::size_t> shared, exponent;  // with wide sums
};

struct ElsaDividePart : ModelPart {
  explicit ElsaDividePart(const config::ElsaDivideParameters& parameters);

  std::size_t reset, valid, chunk, last, weight, value;
  std::size_t result_valid, result_chunk, result_last, result;
};

struct ElsaParts {
  explicit ElsaParts(const config::ElsaParameters& parameters);

  ElsaHashPart hash;
  ElsaNormPart norm;
  std::vector<ElsaSelectPart> selects;        // by bank
  std::vector<ElsaAttentionPart> attentions;  // by bank
  ElsaDividePart divide;

  // Calls `action` with every part and the number of its reset.
  template <class Action>
  void each(Action action) {
    action(hash, hash.reset);
    action(norm, norm.reset);
    for (ElsaSelectPart& part : selects) action(part, part.reset);
    for (ElsaAttentionPart& part : attentions) action(part, part.reset);
    action(divide, divide.reset);
  }
};

}  // namespace winnow::verif
