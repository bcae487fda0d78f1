// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "verif/models/detector/shape.hpp"
#include "verif/suites/detector/group.hpp"

namespace winnow::verif::detector {

// What docs/cores/detector.md, "What is selected", makes of a group, [key] of all its tiles up to the M-th:
// bit t is set when row t selects the key. A second account beside the model's: topk is a stable sort here.
std::vector<std::uint32_t> expected_masks(const DetectorShape& shape, const DetectorGroup& group);

}  // namespace winnow::verif::detector
