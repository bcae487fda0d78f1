// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_select/query.hpp"

#include <algorithm>
#include <bit>

#include "verif/harness/words.hpp"

namespace winnow::verif::elsa_select {
namespace {

unsigned distance_between(const Words& a, const Words& b) {
  unsigned distance = 0;
  for (std::size_t i = 0; i < a.size(); ++i) distance += static_cast<unsigned>(std::popcount(a[i] ^ b[i]));
  return distance;
}

unsigned below(Random& random, std::uint64_t bound) {
  return static_cast<unsigned>(random.below(bound));
}

}  // namespace

Words random_hash(const ElsaSelectShape& shape, Random& random) {
  Words hash(words_for(shape.hash_bits), 0);
  for (unsigned bit = 0; bit < shape.hash_bits; ++bit) put_bit(hash, bit, random.one_in(2));
  return hash;
}

Words hash_at(const ElsaSelectShape& shape, Random& random, const Words& hash, unsigned distance) {
  Words changed = hash;
  std::vector<unsigned> bits(shape.hash_bits);
  for (unsigned bit = 0; bit < shape.hash_bits; ++bit) bits[bit] = bit;
  for (unsigned i = 0; i < distance; ++i) {
    std::swap(bits[i], bits[i + below(random, shape.hash_bits - i)]);
    put_bit(changed, bits[i], !get_bit(changed, bits[i]));
  }
  return changed;
}

std::int64_t largest_cutoff(const ElsaSelectShape& shape) {
  return (std::int64_t{1} << (shape.cutoff_bits - 1)) - 1;
}

std::uint64_t largest_norm(const ElsaSelectShape& shape) {
  return (std::uint64_t{1} << shape.norm_bits) - 1;
}

Keys random_keys(const ElsaSelectShape& shape, Random& random) {
  Keys keys(static_cast<std::size_t>(shape.rows) * shape.selectors);
  for (Key& key : keys) {
    key.hash = random_hash(shape, random);
    key.norm = random.one_in(8)   ? 0
               : random.one_in(4) ? largest_norm(shape)
                                  : random.below(largest_norm(shape) + 1);
  }
  return keys;
}

unsigned best_distance(const ElsaSelectShape& shape) {
  return static_cast<unsigned>(std::ranges::max_element(shape.cosine) - shape.cosine.begin());
}

bool has_positive_cosine(const ElsaSelectShape& shape) {
  return shape.cosine[best_distance(shape)] > 0;
}

Keys placed_keys(const ElsaSelectShape& shape, Random& random, const Words& hash, unsigned distance,
                 const std::function<bool(unsigned)>& is_chosen) {
  Keys keys(static_cast<std::size_t>(shape.rows) * shape.selectors);
  for (unsigned address = 0; address < keys.size(); ++address) {
    keys[address] = {hash_at(shape, random, hash, distance), is_chosen(address) ? largest_norm(shape) : 0};
  }
  return keys;
}

Query open_query(const ElsaSelectShape& shape, Random& random) {
  return {.hash = random_hash(shape, random), .keys = shape.maximum_keys};
}

Query random_query(const ElsaSelectShape& shape, Random& random, const Keys& keys) {
  Query query;
  const Key& model = keys[below(random, keys.size())];
  query.hash = random.one_in(3) ? hash_at(shape, random, model.hash, below(random, shape.hash_bits + 1))
                                : random_hash(shape, random);
  query.bank = below(random, std::uint64_t{1} << shape.bank_bits);
  query.keys = random.one_in(2) ? shape.maximum_keys : below(random, std::uint64_t{1} << shape.keys_bits);
  query.number = below(random, shape.maximum_keys);
  query.causal = random.one_in(4);
  query.approximation_off = random.one_in(8);
  // At or just beside the similarity of one of the keys, or anywhere.
  const unsigned distance = distance_between(query.hash, model.hash);
  const std::int64_t similarity = static_cast<std::int64_t>(model.norm) * shape.cosine[distance];
  query.cutoff = similarity * (std::int64_t{1} << shape.cosine_places) / (std::int64_t{1} << shape.cutoff_places) +
                 static_cast<std::int64_t>(random.below(3)) - 1;
  if (random.one_in(4)) query.cutoff = sign_extend(random.next(), shape.cutoff_bits);
  query.cutoff = std::clamp(query.cutoff, -largest_cutoff(shape) - 1, largest_cutoff(shape));
  return query;
}

Verdict verdict_on(const ElsaSelectShape& shape, const config::ElsaSelectParameters& parameters,
                   const Query& query, const Keys& keys) {
  Verdict verdict;
  for (unsigned number = query.bank; number < std::min(query.keys, shape.maximum_keys);
       number += shape.banks) {
    if (query.causal && number > query.number) break;
    const unsigned address = (number - query.bank) / shape.banks;
    ++verdict.seen;
    const Key& key = keys[address];
    // norm * cosine * 2^-F > cutoff * 2^-G, both sides times 2^(F + G).
    const std::int64_t similarity =
        static_cast<std::int64_t>(key.norm) * shape.cosine[distance_between(query.hash, key.hash)];
    const bool similar = similarity * (std::int64_t{1} << parameters.threshold_fraction_bits) >
                         query.cutoff * (std::int64_t{1} << parameters.cosine_fraction_bits);
    if (query.approximation_off || similar) verdict.addresses.insert(address);
  }
  return verdict;
}

}  // namespace winnow::verif::elsa_select
