// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// An unsigned number as vectors whose sum it is; `maximum` is the largest value that the sum can take. As
// long as no vector is negative, every partial sum stays within `maximum`, so a compressor of that width
// loses no carry.
struct CarrySave {
  std::vector<hdl::UInt> vectors;
  std::uint64_t maximum = 0;

  // The number times 2^amount.
  CarrySave shifted(unsigned amount) const;
  void add(const CarrySave& other);
};

// Bits that hold every value up to `maximum`.
unsigned bits_for(std::uint64_t maximum);

// The same number in at most two vectors, by 3:2 compressors (full adders without carry chain).
CarrySave compress(hdl::Builder& b, const CarrySave& number);

// The same for vectors of equal width, modulo 2^width: carries out of the top are dropped.
std::vector<hdl::UInt> compress_modulo(hdl::Builder& b, std::vector<hdl::UInt> vectors);

}  // namespace winnow::lib
