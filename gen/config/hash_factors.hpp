// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gen/config/json.hpp"
#include "gen/config/problem.hpp"

namespace winnow::config {

// A matrix by rows, each with the same number of columns.
using FactorMatrix = std::vector<std::vector<int>>;
// Matrices whose Kronecker product is meant; the first has the most significant index.
using HashBatch = std::vector<FactorMatrix>;
// The rows of a hash matrix: those of the first batch first.
using HashFactors = std::vector<HashBatch>;

// As a parameter's type: HashFactors of legal shape (at least one batch, factor, row and column; as many
// columns in every batch) and size.
struct HashFactorsType {
  static constexpr unsigned most_factors = 8;    // of a batch
  static constexpr unsigned largest_size = 256;  // rows and columns of the whole hash matrix
  static constexpr int largest_entry = 255;      // and -256: s0.8
};

// Of the whole hash matrix; of legal shape.
unsigned hash_rows(const HashFactors& factors);     // k
unsigned hash_columns(const HashFactors& factors);  // d

// Checks and converts; on nullopt at least one problem was added, each at `pointer` or below.
std::optional<HashFactors> read_hash_factors(const Json& value, const std::string& pointer,
                                             std::vector<Problem>& problems);
// "4 x 4, 4 x 4, 4 x 4", batches separated by " and ".
std::string in_words(const HashFactors& factors);
Json hash_factors_schema();
std::string hash_factors_range();

}  // namespace winnow::config
