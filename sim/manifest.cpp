// SPDX-License-Identifier: Apache-2.0
#include "sim/manifest.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/data_error.hpp"

namespace winnow::sim {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

std::string escaped(std::string_view key) {
  std::string result;
  for (const char c : key) {
    if (c == '~') {
      result += "~0";
    } else if (c == '/') {
      result += "~1";
    } else {
      result += c;
    }
  }
  return result;
}

// Reads the members of one entry and collects what is wrong with them.
class EntryReader {
 public:
  EntryReader(const json& entry, std::string place) : entry_(entry), place_(std::move(place)) {}

  std::optional<std::size_t> size(const char* key) {
    const auto at = entry_.find(key);
    if (at == entry_.end()) return {};
    if (at->is_number_unsigned() && at->get<std::size_t>() > 0) return at->get<std::size_t>();
    return wrong<std::size_t>(key, "a positive integer");
  }

  std::optional<double> scale() {
    const auto at = entry_.find("scale");
    if (at == entry_.end()) return {};
    if (at->is_number() && std::isfinite(at->get<double>()) && at->get<double>() > 0.0)
      return at->get<double>();
    return wrong<double>("scale", "a positive number");
  }

  std::optional<std::vector<int>> layers() {
    const auto at = entry_.find("layers");
    if (at == entry_.end()) return {};
    bool good = at->is_array() && !at->empty();
    for (const json& layer : *at)
      good = good && layer.is_number_unsigned() && layer.get<std::uint64_t>() <= 1000000;
    if (good) return at->get<std::vector<int>>();
    return wrong<std::vector<int>>("layers", "a list of layer numbers");
  }

  // "mask" begins with "none" or "causal" (remarks may follow); "causal" is a boolean that must agree.
  std::optional<Mask> mask() {
    std::optional<Mask> by_text;
    if (const auto at = entry_.find("mask"); at != entry_.end()) {
      const std::string text = at->is_string() ? at->get<std::string>() : "";
      const std::string word = text.substr(0, text.find(' '));
      if (word != "none" && word != "causal") return wrong<Mask>("mask", "\"none\" or \"causal\"");
      by_text = word == "causal" ? Mask::causal : Mask::none;
    }
    const auto at = entry_.find("causal");
    if (at == entry_.end()) return by_text;
    if (!at->is_boolean()) return wrong<Mask>("causal", "true or false");
    const Mask by_flag = at->get<bool>() ? Mask::causal : Mask::none;
    if (by_text && *by_text != by_flag) return wrong<Mask>("causal", "the same as \"mask\"");
    return by_flag;
  }

  void finish() const {
    if (!faults_.empty()) throw DataError(faults_);
  }

 private:
  template <typename Value>
  std::optional<Value> wrong(const char* key, const char* expected) {
    faults_.push_back(fmt::format("{}/{}: is {}; expected {}", place_, key, entry_.at(key).dump(), expected));
    return {};
  }

  const json& entry_;
  std::string place_;
  std::vector<std::string> faults_;
};

ManifestEntry read_entry(const json& entry, const std::string& key, const std::string& file) {
  ManifestEntry result;
  result.name = key;
  result.place = fmt::format("{}:/cases/{}", file, escaped(key));
  if (!entry.is_object())
    throw DataError(fmt::format("{}: is no object; expected the case's description", result.place));
  EntryReader reader(entry, result.place);
  result.layers = reader.layers();
  result.heads = reader.size("heads");
  result.queries = reader.size("n");
  result.keys = reader.size("n_keys");
  result.dimension = reader.size("d");
  result.scale = reader.scale();
  result.mask = reader.mask();
  reader.finish();
  return result;
}

json parse_file(const fs::path& file) {
  std::ifstream stream(file);
  try {
    return json::parse(stream);
  } catch (const json::parse_error& error) {
    throw DataError(fmt::format("{}: {}; expected valid JSON", file.generic_string(), error.what()));
  }
}

ManifestEntry select_entry(const json& cases, const fs::path& relative, const std::string& file) {
  if (relative == ".") {
    if (cases.size() != 1) {
      throw DataError(fmt::format(
          "{}:/cases: {} entries; expected one, because the manifest lies in the case's own folder", file,
          cases.size()));
    }
    return read_entry(cases.begin().value(), cases.begin().key(), file);
  }
  const std::string key = relative.generic_string();
  const auto at = cases.find(key);
  if (at == cases.end()) {
    const std::string example =
        cases.empty() ? "none at all" : fmt::format("e.g. \"{}\"", cases.begin().key());
    throw DataError(fmt::format(
        "{}:/cases: has no entry \"{}\" (it has {}); expected one for each case below the manifest", file,
        key, example));
  }
  return read_entry(*at, key, file);
}

}  // namespace

std::optional<ManifestEntry> find_manifest_entry(const fs::path& folder) {
  const fs::path start = fs::canonical(folder);
  for (fs::path above = start;; above = above.parent_path()) {
    const fs::path file = above / "manifest.json";
    if (fs::is_regular_file(file)) {
      const json content = parse_file(file);
      if (content.is_object() && content.contains("cases") && content.at("cases").is_object()) {
        return select_entry(content.at("cases"), start.lexically_relative(above), file.generic_string());
      }
    }
    if (above == above.parent_path()) return {};
  }
}

}  // namespace winnow::sim
