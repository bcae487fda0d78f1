// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/calibrated.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "gen/cli/exit_code.hpp"
#include "gen/config/elsa_parameters.hpp"

namespace winnow::cli {
namespace {

// Where the file has a parameter; empty: it has not.
std::string place_in_file(const std::string& location) {
  const std::string parameters = "/parameters/";
  if (!location.starts_with(parameters)) return {};
  const std::string name = location.substr(parameters.size()), first = name.substr(0, name.find('/'));
  if (first == "threshold_fraction_bits") return "/" + name;
  for (const char* own : {"hash_factors", "factor_fraction_bits", "cosine_fraction_bits", "cosine_table"}) {
    if (first == own) return "/hash/" + name;
  }
  return {};
}

// The head dimension is the core's, so it is no matter of calibration.
void check_dimension(const config::ElsaParameters& parameters, const Calibrated& result,
                     const std::string& config_file) {
  const std::size_t core = config::hash_columns(parameters.hash_factors);
  const std::size_t file = config::hash_columns(result.calibration.content.hash.factors);
  if (core == file) return;
  throw config::ConfigError(
      {{result.calibration.file.string(), "/hash/hash_factors",
        fmt::format("hashes vectors of {} elements, those of {} have {}", file, result.config.name, core),
        fmt::format("calibrate with --config {}", config_file)}});
}

// Checked like a config that a user wrote.
config::Config checked(const config::Config& config, const std::string& config_file,
                       const std::string& file) {
  try {
    return config::parse_config(config::to_text(config::canonical_json(config)), config_file);
  } catch (const config::ConfigError& error) {
    std::vector<config::Diagnostic> diagnostics = error.diagnostics();
    for (config::Diagnostic& each : diagnostics) {
      const std::string place = place_in_file(each.location);
      if (place.empty()) {
        each.wrong += " (with what " + file + " says)";
      } else {
        each.file = file;
        each.location = place;
      }
    }
    throw config::ConfigError(std::move(diagnostics));
  }
}

}  // namespace

void require_calibratable(const config::Config& config, const std::string& config_file) {
  if (config.core == "elsa") return;
  throw UsageError(
      fmt::format("{}: a core of kind {} takes no calibration; leave out --calibration, or give a core of "
                  "kind \"elsa\"",
                  config_file, config::in_quotes(config.core)));
}

Calibrated calibrated(const config::Config& config, const std::string& config_file,
                      const std::filesystem::path& file) {
  require_calibratable(config, config_file);
  Calibrated result{config, {file, sim::elsa::read_calibration(file)}};
  const sim::elsa::Calibration& calibration = result.calibration.content;
  auto parameters = config.as<config::ElsaParameters>();
  check_dimension(parameters, result, config_file);
  parameters.hash_factors = calibration.hash.factors;
  parameters.factor_fraction_bits = calibration.hash.factor_fraction_bits;
  parameters.cosine_fraction_bits = calibration.hash.cosine_fraction_bits;
  parameters.cosine_table = calibration.hash.cosine_table;
  parameters.threshold_fraction_bits = calibration.threshold_fraction_bits;
  result.config.parameters = parameters;
  result.config = checked(result.config, config_file, file.string());
  return result;
}

}  // namespace winnow::cli
