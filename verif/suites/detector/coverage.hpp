// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "verif/suites/detector/group.hpp"
#include "verif/suites/functional_coverage.hpp"

namespace winnow::verif {

// Situations of docs/cores/detector.md that the suite must have driven.
class DetectorCoverage : public FunctionalCoverage {
 public:
  explicit DetectorCoverage(const DetectorShape& shape);

  // A group whose transfers are complete, and the mode of the one before (in the same test).
  void group(const DetectorGroup& group, const DetectorGroup* before);
  // What one cycle showed.
  void cycle(bool offered, bool accepted, bool given, bool taken);
  // Reset with `groups` groups under way.
  void reset(bool collecting, bool topk_under_way, bool output_held);

 private:
  void declare_settings();
  void settings(const DetectorSettings& driven, std::size_t tiles);
  void selection(const DetectorGroup& group);

  DetectorShape shape_;
};

}  // namespace winnow::verif
