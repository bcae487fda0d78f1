// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace winnow::synth_test {

// The committed schedulers of scheduler_sizes.hpp as an SVG picture: gates over keys, a line per number of
// rows, both axes logarithmic.
std::string scheduler_sizes_plot(const std::filesystem::path& folder);

}  // namespace winnow::synth_test
