// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/matrix.hpp"
#include "verif/harness/bench.hpp"

namespace winnow::verif {

// Collects a device's results and compares them with plain integers.
class ResultCheck {
 public:
  ResultCheck(const Bench& bench, sim::BasicMatrix<std::int64_t> expected);

  // A result read in the last cycle. `valid` is its valid output.
  void record(std::size_t row, std::size_t column, std::int64_t value, bool valid, const std::string& port,
              std::size_t first_bit);

  // Throws std::logic_error when the number of results read is not the number expected.
  void require_complete() const;

  const sim::BasicMatrix<std::int64_t>& got() const { return got_; }
  std::uint64_t mismatches() const { return mismatches_; }
  std::uint64_t results() const { return results_; }
  const std::optional<Mismatch>& first() const { return first_; }

 private:
  const Bench& bench_;
  sim::BasicMatrix<std::int64_t> expected_, got_;
  std::uint64_t results_ = 0, mismatches_ = 0;
  std::optional<Mismatch> first_;
};

}  // namespace winnow::verif
