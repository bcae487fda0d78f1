// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "synth/baseline.hpp"

namespace winnow::synth {

// Baselines as a Markdown table, in the given order: area, gates, flip-flops, the gates of the one module
// whose name begins or ends with `part` (such as the element that the design repeats), critical path. Above
// it a line with library and tool versions, without which the figures mean nothing. Throws InputError when
// there is no baseline, when they are not of one library and one set of tools, or when one of them has not
// exactly one such module.
std::string markdown_table(const std::vector<Baseline>& baselines, const std::string& part,
                           const std::string& part_title);

}  // namespace winnow::synth
