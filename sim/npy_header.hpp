// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::sim {

// The dictionary at the start of a .npy file.
struct NpyHeader {
  std::string type;  // numpy's descr, e.g. "<f2"
  bool fortran_order = false;
  std::vector<std::size_t> shape;
};

// Parses the Python dictionary {'descr': .., 'fortran_order': .., 'shape': ..}; the three keys in any order,
// once each. Throws DataError that begins with `name`.
NpyHeader parse_npy_header(std::string_view text, const std::string& name);

}  // namespace winnow::sim
