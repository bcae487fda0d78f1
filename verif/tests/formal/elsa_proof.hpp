// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/tests/formal/core_proof.hpp"

// ELSA's cores at small sizes; widths and counts are taken from their pages, not from the generator.
namespace winnow::formal {

// Symbols of docs/cores/elsa_select.md. The bank's number is free.
struct ElsaSelectCase {
  unsigned keys = 4, banks = 1, selectors = 2, hash_bits = 1, norm_bits = 1;
  unsigned depth = 0;  // queue_depth

  operator CoreProof() const;
};

// Symbols of docs/cores/elsa.md. What is similar is left free: the selectors' arithmetic is replaced by
// anything that they could say.
struct ElsaCase {
  unsigned tokens = 1, banks = 1, selectors = 1, dimension = 1;  // 1 or 2 elements
  bool hides = false;                                            // hide_preprocessing

  operator CoreProof() const;
};

// Symbols of docs/cores/elsa_hash.md; two elements. Three bits are made of two batches.
struct ElsaHashCase {
  unsigned element_bits = 2, hash_bits = 2;

  operator CoreProof() const;
};

// Symbols of docs/cores/elsa_attention.md; one lane.
struct ElsaAttentionCase {
  unsigned dimension = 1, keys = 2;
  bool wide = false;

  operator CoreProof() const;
};

// Symbols of docs/cores/elsa_norm.md; vectors of s0.1, norms of f fraction bits and one bit more.
struct ElsaNormCase {
  unsigned dimension = 1, fraction_bits = 1;

  operator CoreProof() const;
};

// Symbols of docs/cores/elsa_divide.md; one lane.
struct ElsaDivideCase {
  unsigned banks = 1;
  bool wide = false;

  operator CoreProof() const;
};

}  // namespace winnow::formal
