// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace winnow::sim {

// The content of a .npy file. float32 holds every float16 exactly.
struct NpyArray {
  std::vector<std::size_t> shape;
  std::vector<float> values;  // C order: the last index varies fastest
};

// IEEE 754 binary16 to binary32, exact for every pattern (NaN stays NaN).
float decode_float16(std::uint16_t bits);

// Reads float16 or float32, little-endian, C order, format version 1 or 2. Throws DataError, with the file's
// name and what was expected, for everything else: no .npy at all, another element type or byte order,
// Fortran order, another number of dimensions than `rank`, an empty dimension, missing or trailing data, NaN
// or infinity.
NpyArray read_npy(const std::filesystem::path& file, std::size_t rank);

// The same from memory; `name` stands for the file in messages.
NpyArray parse_npy(std::span<const std::uint8_t> bytes, const std::string& name, std::size_t rank);

}  // namespace winnow::sim
