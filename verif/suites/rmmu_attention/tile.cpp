// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/rmmu_attention/tile.hpp"

#include <algorithm>

namespace winnow::verif {

Tile fit_tile(const RealInput& input, const RealInputLimits& limits,
              const std::function<std::uint64_t(const Tile&)>& cost) {
  Tile tile{std::clamp<std::size_t>(limits.queries, 1, input.data.q.rows),
            std::clamp<std::size_t>(limits.keys, 1, input.data.k.rows)};
  while (cost(tile) > limits.cycles && tile.queries * tile.keys > 1) {
    std::size_t& side = tile.queries > 1 && tile.queries * 4 >= tile.keys ? tile.queries : tile.keys;
    side = (side + 1) / 2;
  }
  return tile;
}

RealInputReport describe_tile(const std::string& kind, const RealInput& input, const Tile& tile) {
  RealInputReport report;
  report.kind = kind;
  report.case_name = input.case_name;
  report.layer = input.layer;
  report.head = input.head;
  report.queries = tile.queries;
  report.keys = tile.keys;
  report.head_dimension = input.data.q.columns;
  return report;
}

void take_results(RealInputReport& report, const ResultCheck& check) {
  report.results = check.results();
  report.mismatches = check.mismatches();
  report.first_mismatch = check.first();
}

}  // namespace winnow::verif
