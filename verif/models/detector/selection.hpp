// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace winnow::verif {

enum class DetectorMode : std::uint8_t { threshold, cap, topk, shared };

// The settings of a group, as sampled.
struct DetectorSettings {
  DetectorMode mode = DetectorMode::threshold;
  unsigned limit = 0;
  std::vector<std::int64_t> threshold;  // [row]
  std::int64_t shared_threshold = 0;
  bool shared_sum = false;
  unsigned length = 0;
  bool causal = false;
  unsigned query = 0;
  unsigned rows = 0;

  bool allowed(unsigned row, unsigned key) const {
    return key < length && row < rows && (!causal || key <= query + row);
  }
};

// Row masks, one per key: bit t is set when row t selects the key. docs/cores/detector.md, "What is
// selected".
using RowMasks = std::vector<std::uint32_t>;

// What a group selects, key by key, as its scores come in. `scores` of one key: [row].
class DetectorSelection {
 public:
  DetectorSelection() = default;
  explicit DetectorSelection(DetectorSettings settings);

  const DetectorSettings& settings() const { return settings_; }
  // The next key. In all modes but topk its mask is known at once.
  void add(const std::vector<std::int64_t>& scores);
  // In topk: makes the masks of all keys, when all are there.
  void finish();
  const RowMasks& masks() const { return masks_; }

 private:
  std::uint32_t compare(unsigned key, const std::vector<std::int64_t>& scores);
  std::uint32_t share(unsigned key, const std::vector<std::int64_t>& scores) const;

  DetectorSettings settings_;
  std::vector<std::vector<std::int64_t>> scores_;  // [row][key], topk only
  std::vector<unsigned> passed_;                   // [row], cap only
  RowMasks masks_;
};

}  // namespace winnow::verif
