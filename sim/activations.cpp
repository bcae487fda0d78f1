// SPDX-License-Identifier: Apache-2.0
#include "sim/activations.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "sim/data_error.hpp"
#include "sim/manifest.hpp"

namespace winnow::sim {
namespace {

namespace fs = std::filesystem;

bool is_case(const fs::path& folder) {
  return fs::exists(folder / "Q.npy") || fs::exists(folder / "K.npy") || fs::exists(folder / "V.npy");
}

// Reads the arrays of a case and collects what is wrong with them.
class CaseReader {
 public:
  explicit CaseReader(fs::path folder) : folder_(std::move(folder)) {}

  std::optional<NpyArray> read(const char* name, std::size_t rank, bool required) {
    const fs::path file = folder_ / name;
    if (!required && !fs::exists(file)) return {};
    try {
      return read_npy(file, rank);
    } catch (const DataError& error) {
      faults_.insert(faults_.end(), error.messages().begin(), error.messages().end());
      return {};
    }
  }

  // Checks one array's leading dimensions; `what` says where the expectation comes from.
  void expect_shape(const char* name, const NpyArray& array, const std::vector<std::size_t>& expected,
                    std::string_view what) {
    if (std::equal(expected.begin(), expected.end(), array.shape.begin())) return;
    fault(fmt::format("{}: shape ({}) does not fit; expected ({}{}) by {}", (folder_ / name).generic_string(),
                      fmt::join(array.shape, ", "), fmt::join(expected, ", "),
                      expected.size() < array.shape.size() ? ", any" : "", what));
  }

  void fault(std::string message) { faults_.push_back(std::move(message)); }

  void finish() const {
    if (!faults_.empty()) throw DataError(faults_);
  }

 private:
  fs::path folder_;
  std::vector<std::string> faults_;
};

void check_shapes(const ActivationCase& c, CaseReader& reader) {
  const auto& q = c.q.shape;
  reader.expect_shape("K.npy", c.k, {q[0], q[1], c.k.shape[2], q[3]}, "Q.npy (layers, heads, d)");
  reader.expect_shape("V.npy", c.v, {q[0], q[1], c.k.shape[2], q[3]},
                      "Q.npy (layers, heads, d) and K.npy (keys)");
  if (c.x) reader.expect_shape("X.npy", *c.x, {q[0], q[2]}, "Q.npy (layers, queries)");
  if (c.output) reader.expect_shape("O.npy", *c.output, q, "Q.npy");
}

void check_manifest(const ActivationCase& c, const ManifestEntry& entry, CaseReader& reader) {
  const auto check = [&](const char* key, std::optional<std::size_t> said, std::size_t found) {
    if (!said || *said == found) return;
    reader.fault(fmt::format("{}/{}: is {}; expected {}, as in the arrays of {}", entry.place, key, *said,
                             found, c.folder.generic_string()));
  };
  check("heads", entry.heads, c.heads());
  check("n", entry.queries, c.queries());
  check("n_keys", entry.keys, c.keys());
  check("d", entry.dimension, c.dimension());
  if (entry.layers && entry.layers->size() != c.layer_count()) {
    reader.fault(fmt::format("{}/layers: has {} numbers; expected {}, as in the arrays of {}", entry.place,
                             entry.layers->size(), c.layer_count(), c.folder.generic_string()));
  }
}

void apply_manifest(ActivationCase& c, const std::optional<ManifestEntry>& entry) {
  c.layers.resize(c.layer_count());
  std::iota(c.layers.begin(), c.layers.end(), 0);
  c.scale = 1.0 / std::sqrt(static_cast<double>(c.dimension()));
  if (!entry) return;
  if (entry->layers) c.layers = *entry->layers;
  c.scale = entry->scale.value_or(c.scale);
  c.mask = entry->mask.value_or(Mask::none);
}

// A single case is named as in its manifest, so that it has the same name alone and within its tree.
std::string single_name(const fs::path& folder) {
  const auto entry = find_manifest_entry(folder);
  return entry ? entry->name : fs::canonical(folder).filename().generic_string();
}

}  // namespace

std::vector<CaseReference> find_cases(const fs::path& data) {
  if (!fs::is_directory(data)) {
    throw DataError(
        fmt::format("{}: is no folder; expected a case or a tree of cases", data.generic_string()));
  }
  std::vector<CaseReference> found;
  if (is_case(data)) found.push_back({single_name(data), data});
  for (const auto& entry : fs::recursive_directory_iterator(data)) {
    if (!entry.is_directory() || !is_case(entry.path())) continue;
    found.push_back({entry.path().lexically_relative(data).generic_string(), entry.path()});
  }
  std::sort(found.begin(), found.end(),
            [](const CaseReference& a, const CaseReference& b) { return a.name < b.name; });
  if (found.empty()) {
    throw DataError(fmt::format("{}: holds no case; expected folders with Q.npy, K.npy and V.npy",
                                data.generic_string()));
  }
  return found;
}

ActivationCase load_case(const CaseReference& reference) {
  CaseReader reader(reference.folder);
  auto q = reader.read("Q.npy", 4, true);
  auto k = reader.read("K.npy", 4, true);
  auto v = reader.read("V.npy", 4, true);
  auto x = reader.read("X.npy", 3, false);
  auto output = reader.read("O.npy", 4, false);
  reader.finish();

  ActivationCase result;
  result.name = reference.name;
  result.folder = reference.folder;
  result.q = std::move(*q);
  result.k = std::move(*k);
  result.v = std::move(*v);
  result.x = std::move(x);
  result.output = std::move(output);
  check_shapes(result, reader);
  const auto entry = find_manifest_entry(reference.folder);
  if (entry) check_manifest(result, *entry, reader);
  reader.finish();
  apply_manifest(result, entry);
  return result;
}

std::vector<ActivationCase> load_cases(const fs::path& data) {
  std::vector<ActivationCase> cases;
  std::vector<std::string> faults;
  for (const CaseReference& reference : find_cases(data)) {
    try {
      cases.push_back(load_case(reference));
    } catch (const DataError& error) {
      faults.insert(faults.end(), error.messages().begin(), error.messages().end());
    }
  }
  if (!faults.empty()) throw DataError(faults);
  return cases;
}

Matrix matrix_of(const NpyArray& array, std::size_t layer_index, std::size_t head) {
  if (array.shape.size() != 4 || layer_index >= array.shape[0] || head >= array.shape[1]) {
    throw std::out_of_range(fmt::format("no layer index {}, head {} in an array of shape ({})", layer_index,
                                        head, fmt::join(array.shape, ", ")));
  }
  Matrix result(array.shape[2], array.shape[3]);
  const std::size_t begin = (layer_index * array.shape[1] + head) * result.values.size();
  for (std::size_t i = 0; i < result.values.size(); ++i) result.values[i] = array.values[begin + i];
  return result;
}

Head head_of(const ActivationCase& c, std::size_t layer_index, std::size_t head) {
  return {matrix_of(c.q, layer_index, head), matrix_of(c.k, layer_index, head),
          matrix_of(c.v, layer_index, head), c.scale, c.mask};
}

}  // namespace winnow::sim
