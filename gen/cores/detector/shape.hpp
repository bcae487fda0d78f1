// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/detector_parameters.hpp"
#include "gen/lib/streams/shape.hpp"

namespace winnow::cores::detector {

// Everything that follows from the parameters (docs/cores/detector.md, "Parameters").
struct Shape {
  unsigned tokens = 1, keys = 1;  // T; P, keys of a tile
  unsigned maximum_keys = 1, score_bits = 2;
  unsigned passes = 1;

  Shape() = default;
  explicit Shape(const config::DetectorParameters& p)
      : tokens(p.tokens),
        keys(p.keys_per_cycle),
        maximum_keys(p.maximum_keys),
        score_bits(p.score_bits),
        passes(p.passes) {}

  unsigned tiles() const { return (maximum_keys - 1) / keys + 1; }          // M
  unsigned index_bits() const { return lib::index_bits(tiles()); }          // of a tile's number
  unsigned key_bits() const { return lib::index_bits(maximum_keys); }       // K
  unsigned count_bits() const { return lib::ceil_log2(maximum_keys + 1); }  // c
  unsigned rows_bits() const { return lib::ceil_log2(tokens + 1); }
  unsigned sum_bits() const { return score_bits + lib::ceil_log2(tokens); }
  unsigned tile_bits() const { return tokens * keys * score_bits; }
  unsigned high_bits() const { return passes == 1 ? score_bits : (score_bits + 1) / 2; }  // h
  unsigned low_bits() const { return score_bits - high_bits(); }                          // m
  unsigned buffers() const { return passes + 1; }

  lib::streams::Shape streams() const {
    lib::streams::Shape shape;
    shape.tokens = tokens;
    shape.keys_per_cycle = keys;
    shape.maximum_keys = maximum_keys;
    shape.score_bits = score_bits;
    return shape;
  }
  // The end of module names: two shapes have the same only if they are equal.
  std::string suffix() const {
    return std::to_string(tokens) + "x" + std::to_string(keys) + "_n" + std::to_string(maximum_keys) + "_b" +
           std::to_string(score_bits) + "_p" + std::to_string(passes);
  }
  bool operator==(const Shape&) const = default;
};

}  // namespace winnow::cores::detector
