// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_norm/coverage.hpp"

namespace winnow::verif {

ElsaNormCoverage::ElsaNormCoverage(const config::ElsaNormParameters& parameters) : shape_(parameters) {
  for (const char* const point :
       {"zero", "first", "first and smaller than before", "larger", "equal", "smaller", "no sum",
        "threshold below 0", "threshold 0", "threshold above 0", "reset", "reset with sums under way"})
    declare(point);
}

void ElsaNormCoverage::sum(std::uint64_t square, bool first, std::uint64_t maximum_before) {
  const std::uint64_t norm = shape_.norm_of(square);
  if (square == 0) hit("zero");
  if (first)
    hit(norm < maximum_before ? "first and smaller than before" : "first");
  else
    hit(norm > maximum_before ? "larger" : norm == maximum_before ? "equal" : "smaller");
}

void ElsaNormCoverage::threshold(std::int64_t value) {
  hit(value < 0 ? "threshold below 0" : value == 0 ? "threshold 0" : "threshold above 0");
}

}  // namespace winnow::verif
