// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "gen/config/hash_factors.hpp"
#include "gen/config/json.hpp"
#include "sim/activations.hpp"

namespace winnow::sim::elsa {

// The threshold of one attention head: what start_threshold_i of the accelerator takes.
struct HeadThreshold {
  std::string model;  // of the cases it was learned from: model_of() each
  int layer = 0;      // the model's number
  unsigned head = 0;
  std::size_t queries = 0;  // that it was learned from
  double threshold = 0;     // t, from -1 to 1
  int code = 0;             // t in units of 2^-fraction bits, rounded to nearest

  bool operator==(const HeadThreshold&) const = default;
};

// The hash, and what depends on it.
struct HashCalibration {
  config::HashFactors factors;
  unsigned factor_fraction_bits = 5;
  double theta_bias = 0;  // radians
  unsigned cosine_fraction_bits = 8;
  std::vector<int> cosine_table;

  bool operator==(const HashCalibration&) const = default;
};

// What `winnow calibrate` writes (docs/calibration.md).
struct Calibration {
  double degree = 1;  // p
  HashCalibration hash;
  unsigned threshold_fraction_bits = 8;
  std::vector<HeadThreshold> heads;  // by model, layer, head

  // nullptr when there is none.
  const HeadThreshold* find(const std::string& model, int layer, unsigned head) const;
  bool operator==(const Calibration&) const = default;
};

// A calibration, and the file that it was read from.
struct CalibrationFile {
  std::filesystem::path file;
  Calibration content;
};

// A head of a model, as in HeadThreshold.
struct HeadName {
  std::string model;
  int layer = 0;
  unsigned head = 0;
};

// Throws DataError that names every one of the heads for which the file has no threshold.
void require_thresholds(const CalibrationFile& calibration, const std::vector<HeadName>& heads);

// Name of the folder that holds the case's folder: cases of one model lie side by side.
std::string model_of(const ActivationCase& activations);

// theta_bias and the cosine table of these factors.
HashCalibration calibrate_hash(const config::HashFactors& factors, unsigned factor_fraction_bits,
                               unsigned cosine_fraction_bits);

// One threshold for each head of each model, learned from all cases of the model (ELSA, section III-E).
// Throws std::invalid_argument unless degree > 0.
std::vector<HeadThreshold> learn_thresholds(const std::vector<ActivationCase>& cases, double degree,
                                            unsigned fraction_bits);

config::Json to_json(const Calibration& calibration);
// Reads what to_json wrote. Throws DataError with everything that is wrong: "FILE:/pointer: ...".
Calibration read_calibration(const std::filesystem::path& file);

}  // namespace winnow::sim::elsa
