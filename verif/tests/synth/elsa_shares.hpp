// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "synth/baseline.hpp"

namespace winnow::synth_test {

// The blocks of ELSA's accelerator as shares of its logic without the memories of hashes and norms, beside
// those of the paper's table I, as a Markdown table. `baseline`: of the published size; `banks`: Pa.
std::string elsa_shares_table(const synth::Baseline& baseline, unsigned banks);

}  // namespace winnow::synth_test
