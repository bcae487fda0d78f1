// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/attention.hpp"
#include "sim/npy.hpp"

namespace winnow::sim {

// A folder that holds Q.npy, K.npy or V.npy.
struct CaseReference {
  std::string
      name;  // the path below the tree, '/' between parts; for a single case its manifest key or folder name
  std::filesystem::path folder;
};

// Captured activations of one model on one input. All arrays are checked against each other and the manifest.
struct ActivationCase {
  std::string name;
  std::filesystem::path folder;
  std::vector<int> layers;         // the model's layer number of each layer index
  NpyArray q;                      // [layers][heads][queries][d], before scaling
  NpyArray k, v;                   // [layers][heads][keys][d]
  std::optional<NpyArray> x;       // [layers][tokens][d_model]: what is projected to Q, K and V
  std::optional<NpyArray> output;  // [layers][heads][queries][d]: the model's own attention output
  double scale = 1.0;
  Mask mask = Mask::none;

  std::size_t layer_count() const { return q.shape[0]; }
  std::size_t heads() const { return q.shape[1]; }
  std::size_t queries() const { return q.shape[2]; }
  std::size_t keys() const { return k.shape[2]; }
  std::size_t dimension() const { return q.shape[3]; }
};

// The cases of `data`: itself when it is a case, and every case below, sorted by name. Links to folders below
// `data` are not followed. Throws DataError when it is no folder or holds none.
std::vector<CaseReference> find_cases(const std::filesystem::path& data);

// Reads and checks a case. manifest.json (in the folder or the nearest above that has "cases") gives scale,
// mask and layer numbers; without it the scale is 1/sqrt(d), there is no mask and layers count from 0. Throws
// DataError with every fault found.
ActivationCase load_case(const CaseReference& reference);

// All of find_cases(data). Throws DataError with the faults of every case.
std::vector<ActivationCase> load_cases(const std::filesystem::path& data);

// One head in double precision. Throws std::out_of_range.
Head head_of(const ActivationCase& activations, std::size_t layer_index, std::size_t head);

// One head of an array [layers][heads][rows][columns]. Throws std::out_of_range.
Matrix matrix_of(const NpyArray& array, std::size_t layer_index, std::size_t head);

}  // namespace winnow::sim
