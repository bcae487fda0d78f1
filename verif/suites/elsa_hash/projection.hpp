// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "gen/config/elsa_hash_parameters.hpp"
#include "verif/harness/random.hpp"

namespace winnow::verif::elsa_hash {

using Elements = std::vector<std::int64_t>;

// The hash matrix as the suite reads it on the page, beside the model: entry by entry from the digits of its
// indices.
class Projection {
 public:
  explicit Projection(const config::ElsaHashParameters& parameters);

  unsigned dimension() const { return dimension_; }
  unsigned hash_bits() const { return hash_bits_; }
  unsigned element_bits() const { return element_bits_; }
  std::int64_t least() const { return -(std::int64_t{1} << (element_bits_ - 1)); }
  std::int64_t largest() const { return -(least() + 1); }

  std::int64_t entry(unsigned row, unsigned column) const { return entries_[row * dimension_ + column]; }
  std::int64_t sum(unsigned row, const Elements& vector) const;
  std::vector<bool> hash(const Elements& vector) const;

  Elements random_vector(Random& random) const;
  // The vector for which the row's sum is largest, or least.
  Elements extreme_vector(unsigned row, bool is_least) const;
  // A vector for which the row's sum is nearly or exactly 0, so that the least error changes its sign.
  Elements balanced_vector(Random& random, unsigned row) const;

 private:
  std::int64_t clamped(std::int64_t value) const;

  unsigned dimension_ = 1, hash_bits_ = 0, element_bits_;
  std::vector<std::int64_t> entries_;
};

}  // namespace winnow::verif::elsa_hash
