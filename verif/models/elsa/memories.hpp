// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "verif/models/elsa/shape.hpp"

namespace winnow::verif {

// The memories of the keys' hashes and norms of docs/cores/elsa.md: of a bank, rows of one key per selector.
class ElsaMemories {
 public:
  explicit ElsaMemories(const ElsaShape& shape);

  void write_hash(unsigned key, const Words& hash) { hashes_.at(key) = hash; }
  void write_norm(unsigned key, std::uint64_t norm) { norms_.at(key) = norm; }
  // A row as the ports row_hash_i and row_norm_i of elsa_select have it; 0 where there can be no key.
  void read(unsigned bank, unsigned row, Words& hashes, Words& norms) const;

 private:
  ElsaShape shape_;
  std::vector<Words> hashes_;  // by key
  std::vector<std::uint64_t> norms_;
};

}  // namespace winnow::verif
