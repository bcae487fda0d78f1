// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/harness/random.hpp"
#include "verif/models/elsa_select/shape.hpp"

namespace winnow::verif::elsa_select {

struct Query {
  Words hash;
  unsigned bank = 0, keys = 0, number = 0;
  bool causal = false, approximation_off = false;
  std::int64_t cutoff = 0;
};

// A place of the key memories.
struct Key {
  Words hash;
  std::uint64_t norm = 0;
};

// By address in the bank; as many as its rows have places.
using Keys = std::vector<Key>;

Words random_hash(const ElsaSelectShape& shape, Random& random);
// `hash` with `distance` bits changed, anywhere.
Words hash_at(const ElsaSelectShape& shape, Random& random, const Words& hash, unsigned distance);
std::int64_t largest_cutoff(const ElsaSelectShape& shape);
std::uint64_t largest_norm(const ElsaSelectShape& shape);

// Hashes and norms anywhere; norms are 0 and the largest more often than by chance.
Keys random_keys(const ElsaSelectShape& shape, Random& random);
// The distance with the largest cosine, and whether that is above 0.
unsigned best_distance(const ElsaSelectShape& shape);
bool has_positive_cosine(const ElsaSelectShape& shape);
// Keys at `distance` from `hash`; those that are chosen by address have the largest norm, the others 0. With
// a cosine above 0, cut-off 0 selects those that are chosen.
Keys placed_keys(const ElsaSelectShape& shape, Random& random, const Words& hash, unsigned distance,
                 const std::function<bool(unsigned address)>& is_chosen);
// A query that sees every key, cut-off 0, approximation on.
Query open_query(const ElsaSelectShape& shape, Random& random);
// Anything the ports can say; the cut-off where some of `keys` are above it, often.
Query random_query(const ElsaSelectShape& shape, Random& random, const Keys& keys);

// What the page says of a query, worked out from the keys' numbers.
struct Verdict {
  std::set<unsigned> addresses;  // of its candidates
  unsigned seen = 0;             // keys of the bank
};
Verdict verdict_on(const ElsaSelectShape& shape, const config::ElsaSelectParameters& parameters,
                   const Query& query, const Keys& keys);

}  // namespace winnow::verif::elsa_select
