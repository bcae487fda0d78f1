// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gen/config/elsa_parameters.hpp"
#include "verif/suites/elsa/head.hpp"
#include "verif/suites/elsa_hash/projection.hpp"

namespace winnow::verif::elsa {

// An element of the output: where it lies, in units of the output's last place.
struct Bound {
  long double value = 0;  // in exact arithmetic, with the weights that the format can hold
  long double error = 0;  // no further away
  bool is_known = true;   // false: sums may have saturated, or nothing is left of them
};

// What docs/cores/elsa.md says of a head, worked out from definitions: a hash is a product with the matrix, a
// query's keys are those that pass the comparison, its row is a quotient of sums in long double.
class Verdict {
 public:
  Verdict(const config::ElsaParameters& parameters, const Head& head);

  // Numbers of the keys that a query selects, in rising order.
  const std::vector<unsigned>& selected(unsigned query) const { return selected_[query]; }
  unsigned selected_in(unsigned query, unsigned bank) const;
  std::vector<Bound> row(unsigned query) const;
  // Query times key, 2f fraction bits, exact.
  std::int64_t score(unsigned query, unsigned key) const;

 private:
  // A weight: mantissa 2^exponent, with the exponent of the weight's leading bit.
  struct Weight {
    long double value = 0;
    int exponent = 0;
    bool is_zero = true;
  };

  void select(const config::ElsaParameters& parameters);
  Weight weight(std::int64_t score) const;
  Bound element(const std::vector<Weight>& weights, unsigned query, unsigned number) const;
  long double lost_in_sums(const std::vector<Weight>& weights, long double size, int fraction_bits) const;
  long double lost_in_division() const;

  ElsaShape shape_;
  bool wide_;
  Head head_;  // elements that do not count are 0
  std::vector<std::vector<unsigned>> selected_;
};

}  // namespace winnow::verif::elsa
