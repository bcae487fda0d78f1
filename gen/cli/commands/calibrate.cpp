// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>

#include "gen/cli/commands/commands.hpp"
#include "gen/config/config.hpp"
#include "gen/config/elsa_hash_parameters.hpp"
#include "gen/config/elsa_select_parameters.hpp"
#include "sim/activations.hpp"
#include "sim/data_error.hpp"
#include "sim/elsa/calibration.hpp"
#include "sim/elsa/factors.hpp"

namespace winnow::cli {
namespace {

namespace fs = std::filesystem;
namespace elsa = sim::elsa;

// As many as elsa_select takes.
constexpr unsigned most_threshold_fraction_bits = 16, most_cosine_fraction_bits = 14;

struct Options {
  std::vector<std::string> data;
  std::string file, config, shapes;
  double degree = 1;
  unsigned threshold_fraction_bits = config::ElsaSelectParameters{}.threshold_fraction_bits;
  unsigned cosine_fraction_bits = config::ElsaSelectParameters{}.cosine_fraction_bits;
  std::uint64_t seed = 1;
  bool force = false, seed_given = false;
};

[[noreturn]] void refuse_shapes(const std::string& text) {
  throw UsageError(
      fmt::format("--factors {}: not the shapes of a hash matrix; give factors such as 4x4,4x4,4x4 (rows x "
                  "columns, no more rows "
                  "than columns), batches separated by +, each with as many columns in all",
                  text));
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char character : text) {
    if (character == separator) {
      parts.emplace_back();
    } else {
      parts.back().push_back(character);
    }
  }
  return parts;
}

unsigned size_of(const std::string& digits, const std::string& text) {
  unsigned size = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, size);
  const bool good =
      error == std::errc() && stop == end && size > 0 && size <= config::HashFactorsType::largest_size;
  if (!good) refuse_shapes(text);
  return size;
}

// "4x4,4x4+8x16": two batches.
std::vector<elsa::BatchShape> shapes_of(const std::string& text) {
  std::vector<elsa::BatchShape> batches;
  for (const std::string& batch : split(text, '+')) {
    batches.emplace_back();
    for (const std::string& factor : split(batch, ',')) {
      const std::vector<std::string> sizes = split(factor, 'x');
      if (sizes.size() != 2) refuse_shapes(text);
      batches.back().push_back({size_of(sizes[0], text), size_of(sizes[1], text)});
      if (batches.back().back().rows > batches.back().back().columns) refuse_shapes(text);
    }
  }
  return batches;
}

// The factors of the config's hash, or new ones of the shapes that were asked for.
config::ElsaHashParameters hash_of(const Options& options, const Context& context) {
  config::ElsaHashParameters hash;
  if (!options.config.empty()) {
    const config::Config config = config::load_config(options.config, context.overrides);
    if (config.core != "elsa_hash") {
      throw UsageError(fmt::format("{}: a core of kind {} has no hash; give one of kind \"elsa_hash\"",
                                   options.config, config::in_quotes(config.core)));
    }
    hash = config.as<config::ElsaHashParameters>();
  }
  if (options.shapes.empty()) return hash;
  const auto drawn = elsa::make_factors(shapes_of(options.shapes), hash.factor_fraction_bits, options.seed);
  // By the type's own reader, which knows what is legal.
  std::vector<config::Problem> problems;
  if (!config::read_hash_factors(config::Json(drawn), "", problems)) refuse_shapes(options.shapes);
  hash.hash_factors = drawn;
  return hash;
}

std::vector<sim::ActivationCase> load_all(const std::vector<std::string>& folders) {
  std::vector<sim::ActivationCase> cases;
  std::vector<std::string> faults;
  for (const std::string& folder : folders) {
    try {
      for (sim::ActivationCase& each : sim::load_cases(folder)) cases.push_back(std::move(each));
    } catch (const sim::DataError& error) {
      faults.insert(faults.end(), error.messages().begin(), error.messages().end());
    }
  }
  if (!faults.empty()) throw sim::DataError(faults);
  return cases;
}

bool is_calibration(const fs::path& file) {
  try {
    elsa::read_calibration(file);
    return true;
  } catch (const sim::DataError&) {
    return false;
  }
}

// By one rename: the file is there as a whole or not at all.
void write_file(const Options& options, const std::string& text) {
  const fs::path file = options.file, part = file.string() + ".part";
  std::ofstream stream(part, std::ios::binary);
  stream << text;
  stream.close();
  std::error_code error;
  if (stream) fs::rename(part, file, error);
  if (stream && !error) return;
  std::error_code ignored;
  fs::remove(part, ignored);
  throw UsageError(file.string() + ": cannot be written; give a file in a folder that exists");
}

std::string summary(const elsa::Calibration& calibration, const std::string& file) {
  std::string text = fmt::format("theta_bias {:.3f} for d = {}, k = {}; p = {:g}\n",
                                 calibration.hash.theta_bias, config::hash_columns(calibration.hash.factors),
                                 config::hash_rows(calibration.hash.factors), calibration.degree);
  for (const elsa::HeadThreshold& head : calibration.heads) {
    text += fmt::format("{} layer {} head {}: t = {:.3f} ({} queries)\n", head.model, head.layer, head.head,
                        head.threshold, head.queries);
  }
  return text + file + " written\n";
}

void run_calibration(const Options& options, Context& context) {
  if (!(options.degree > 0)) {
    throw UsageError(
        fmt::format("--degree {:g} is out of range; give p above 0 (for no approximation there is nothing to "
                    "calibrate: the core "
                    "has start_approximation_off_i)",
                    options.degree));
  }
  if (options.seed_given && options.shapes.empty())
    throw UsageError("--seed needs --factors, whose draw it sets");
  if (!options.force && fs::exists(options.file) && !is_calibration(options.file))
    throw UsageError(options.file + ": is there and is no calibration; give another file, or --force");
  const config::ElsaHashParameters hash = hash_of(options, context);
  const auto cases = load_all(options.data);
  context.progress(fmt::format("{} cases", cases.size()));
  elsa::Calibration calibration;
  calibration.degree = options.degree;
  calibration.threshold_fraction_bits = options.threshold_fraction_bits;
  calibration.hash =
      elsa::calibrate_hash(hash.hash_factors, hash.factor_fraction_bits, options.cosine_fraction_bits);
  calibration.heads = elsa::learn_thresholds(cases, options.degree, options.threshold_fraction_bits);
  const std::string json = config::to_file_text(elsa::to_json(calibration));
  write_file(options, json);
  if (context.json) context.output << json;
  if (context.shows_text()) context.output << summary(calibration, options.file);
}

}  // namespace

void add_calibrate(CLI::App& program, Context& context) {
  CLI::App* command =
      add_command(program, context, "calibrate", "ELSA's thresholds and tables, learned from activations");
  const auto options = std::make_shared<Options>();
  command->add_option("DATA", options->data, "activations: cases or trees of cases")->required();
  command->add_option("-o,--output", options->file, "file to write")->required()->type_name("FILE");
  command->add_option("--degree", options->degree, "degree of approximation p (1)")->type_name("P");
  command
      ->add_option("--config", options->config, "core whose hash matrix is used (default: elsa_hash's own)")
      ->type_name("CONFIG");
  command
      ->add_option("--factors", options->shapes,
                   "draw a new hash matrix of these factors, such as 4x4,4x4,4x4")
      ->type_name("SHAPES");
  CLI::Option* seed = command->add_option("--seed", options->seed, "of that draw (1)")->type_name("S");
  command->add_option("--threshold-fraction-bits", options->threshold_fraction_bits, "of the thresholds (8)")
      ->check(CLI::Range(1U, most_threshold_fraction_bits))
      ->type_name("N");
  command->add_option("--cosine-fraction-bits", options->cosine_fraction_bits, "of the cosine table (8)")
      ->check(CLI::Range(1U, most_cosine_fraction_bits))
      ->type_name("N");
  command->add_flag("--force", options->force, "replace FILE whatever it is");
  add_overrides(command, context);
  command->callback([options, seed, &context] {
    options->seed_given = seed->count() > 0;
    run_calibration(*options, context);
  });
}

}  // namespace winnow::cli
