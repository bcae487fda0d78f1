// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gen/cli/simulate/accelerator_results.hpp"
#include "gen/config/config.hpp"
#include "verif/simulate/simulator.hpp"

namespace winnow::cli::simulate {

// What goes through ELSA's accelerator.
struct AcceleratorOptions {
  std::string config_file;  // its name in messages
  std::filesystem::path data;
  std::vector<double> degrees;        // p; 0: no approximation
  std::filesystem::path calibration;  // thresholds, hash matrix and cosines instead; empty: none
  std::vector<int> layers;            // the models' numbers; empty: all
  std::vector<unsigned> heads;        // empty: all
  verif::simulate::SimulatorOptions simulator;
};

// Throws UsageError for a choice that leaves nothing, sim::DataError, config::ConfigError for a calibration
// that does not go with the config, and verif::simulate::SimulationError when the device is not what its
// model says.
AcceleratorResults run_accelerator(const config::Config& config, const AcceleratorOptions& options);

}  // namespace winnow::cli::simulate
