// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_divide/coverage.hpp"

namespace winnow::verif {

ElsaDivideCoverage::ElsaDivideCoverage(const config::ElsaDivideParameters& parameters) : shape_(parameters) {
  for (const char* point : {"chunks back to back", "idle cycle between chunks", "last chunk",
                            "sum of weights of zero", "sum of weights above zero", "result of zero",
                            "largest result", "smallest result", "reset with chunks inside"}) {
    declare(point);
  }
}

void ElsaDivideCoverage::cycle(bool valid, bool last) {
  if (valid && last_valid_) hit("chunks back to back");
  if (!valid && last_valid_) hit("idle cycle between chunks");
  if (valid && last) hit("last chunk");
  last_valid_ = valid;
}

void ElsaDivideCoverage::result(std::int64_t value) {
  const std::int64_t limit = std::int64_t{1} << (shape_.output_bits - 1);
  if (value == 0) hit("result of zero");
  if (value == limit - 1) hit("largest result");
  if (value == -limit) hit("smallest result");
}

void ElsaDivideCoverage::reset(bool inside) {
  if (inside) hit("reset with chunks inside");
  begin();
}

}  // namespace winnow::verif
