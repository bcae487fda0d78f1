// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "gen/config/config.hpp"
#include "gen/cores/generate.hpp"
#include "verif/engines/verilated_build.hpp"

namespace winnow::verif {

// How Verilator builds a core: its files below `directory`, where the core's package was written, the model
// in `directory`/verilated, with the hints of its kind. Throws std::invalid_argument for a kind without a
// suite.
VerilatedModelOptions verilated_options(const config::Config& config, const cores::GeneratedCore& core,
                                        const std::filesystem::path& directory);

}  // namespace winnow::verif
