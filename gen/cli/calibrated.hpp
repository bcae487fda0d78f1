// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "gen/config/config.hpp"
#include "sim/elsa/calibration.hpp"

namespace winnow::cli {

// What `--calibration FILE` makes of a config: its hash matrix, cosines and fraction bits are the file's.
struct Calibrated {
  config::Config config;
  sim::elsa::CalibrationFile calibration;
};

// Throws UsageError for a kind that takes no calibration; `config_file` names the config.
void require_calibratable(const config::Config& config, const std::string& config_file);

// `config_file` names the config in messages. Throws UsageError for a kind that takes no calibration,
// sim::DataError for a file that is none, and config::ConfigError when the two do not go together, with the
// file and the place of what is at odds.
Calibrated calibrated(const config::Config& config, const std::string& config_file,
                      const std::filesystem::path& file);

}  // namespace winnow::cli
