// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/attention.hpp"

namespace winnow::sim {

// What a manifest says of one case. Absent entries are not checked, or take the default of their user.
struct ManifestEntry {
  std::string place;  // "FILE:/json/pointer" of the entry, for messages
  std::string name;   // the case's key
  std::optional<std::vector<int>> layers;
  std::optional<std::size_t> heads, queries, keys, dimension;
  std::optional<double> scale;
  std::optional<Mask> mask;
};

// The entry for `folder` in the nearest manifest.json, in the folder itself or above it, that has a "cases"
// object (other files of that name are none of ours). Keys are paths from the manifest's folder to the case;
// a manifest in the case's own folder has exactly one entry, whatever its key. Nothing when there is no
// manifest. Throws DataError for unreadable JSON, a missing entry and entries of the wrong type.
std::optional<ManifestEntry> find_manifest_entry(const std::filesystem::path& folder);

}  // namespace winnow::sim
