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

}  // namespace winnow::formal
