// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/suites/elsa_divide/coverage.hpp"

namespace winnow::verif::elsa_divide {

// One chunk of a query's sums, as the banks give it: port values.
struct Chunk {
  std::uint64_t number = 0;
  bool last = false;
  std::vector<std::uint64_t> weights;              // [bank]
  std::vector<std::vector<std::uint64_t>> values;  // [lane][bank]
};

// Sends chunks, and compares what comes out with quotients in long double: beside the model, which says what
// they are, a second account of how near they must be.
class Driver {
 public:
  // `coverage` may be null.
  Driver(Bench& bench, const config::ElsaDivideParameters& parameters, ElsaDivideCoverage* coverage);

  const ElsaDivideShape& shape() const { return shape_; }
  Random& random() { return bench_.random(); }

  void start() { reset(); }
  void reset(unsigned cycles = 2);
  void cycle(const std::optional<Chunk>& chunk = std::nullopt);
  // Until the last chunk has come out.
  void drain();

  // A chunk as a query leaves it: weights of some candidates, values that are averages of vectors.
  Chunk usual_chunk();
  // The same values, for all banks and lanes. Of float sums, codes.
  Chunk uniform_chunk(std::uint64_t weight, std::uint64_t value) const;
  // Any port values.
  Chunk wild_chunk();
  // A number as a sum of a bank: a wide sum in its own units, a float sum rounded.
  std::uint64_t weight_word(std::int64_t number) const;
  std::uint64_t value_word(std::int64_t number) const;

 private:
  // What a lane's result must be near to.
  struct Due {
    long double quotient = 0, error = 0;
  };

  std::uint64_t random_word(unsigned bits);
  void scramble(std::size_t input);
  void drive(const Chunk& chunk);
  Due due_of(const Chunk& chunk, unsigned lane) const;
  void check(const std::vector<Due>& due);

  Bench& bench_;
  ElsaDivideShape shape_;
  ElsaDivideCoverage* coverage_;
  std::size_t reset_, valid_, chunk_, last_, weight_, value_;
  std::deque<std::optional<std::vector<Due>>> inside_;  // the newest first
};

}  // namespace winnow::verif::elsa_divide
