// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "verif/suites/detector/group.hpp"

// Groups that ask for one thing in particular, for every suite whose core takes scores and settings.
namespace winnow::verif::detector {

std::int64_t highest_score(const DetectorShape& shape);

// Most keys have the same score, which is each that there is in turn (of both passes): every counter of the
// search meets whole tiles.
std::vector<DetectorGroup> every_score_value(const DetectorShape& shape, Random& random);

// The shared threshold is the common score of a key that only some rows see, and one more: what the others
// would say must not count.
std::vector<DetectorGroup> shared_thresholds(const DetectorShape& shape, Random& random);

// topk of neighbouring scores: for the first group after a reset, whose counters must begin at zero.
DetectorGroup cluster(const DetectorShape& shape, Random& random);
// So many of them that the thresholds lie everywhere, but not more than some thousand cycles' worth.
unsigned clusters(const DetectorShape& shape);

}  // namespace winnow::verif::detector
