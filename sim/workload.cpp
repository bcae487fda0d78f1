// SPDX-License-Identifier: Apache-2.0
#include "sim/workload.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <random>
#include <string_view>

#include "sim/data_error.hpp"

namespace winnow::sim {
namespace {

constexpr std::size_t largest_size = 4096;

template <typename Value>
std::optional<Value> number_of(std::string_view text) {
  Value value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

// Reads the settings behind the name and collects what is wrong with them.
class Reader {
 public:
  explicit Reader(const std::string& text) { workload_.text = text; }

  void read_name(std::string_view name) {
    const auto& names = workload_names();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      fault(fmt::format("\"{}\" is no workload; give {}", name, fmt::join(names, ", ")));
    } else {
      workload_.kind = static_cast<WorkloadKind>(found - names.begin());
    }
  }

  void read_setting(std::string_view setting) {
    const std::size_t equals = setting.find('=');
    const std::string_view key = setting.substr(0, equals);
    const std::string_view value = equals == setting.npos ? std::string_view() : setting.substr(equals + 1);
    if (key == "n") {
      workload_.keys = size(key, value);
      if (!has_queries_) workload_.queries = workload_.keys;
    } else if (key == "queries") {
      workload_.queries = size(key, value);
      has_queries_ = true;
    } else if (key == "keep") {
      workload_.keep = real(key, value, 1.0);
    } else if (key == "strength") {
      workload_.strength = real(key, value, 1000.0);
    } else if (key == "seed") {
      const auto number = number_of<std::uint64_t>(value);
      if (!number) fault(fmt::format("seed=\"{}\" is no seed; give a whole number", value));
      workload_.seed = number.value_or(1);
    } else {
      fault(fmt::format("\"{}\" is no setting of a workload; give n, queries, keep, strength or seed", key));
    }
  }

  Workload result() const {
    if (!faults_.empty()) throw DataError(faults_);
    return workload_;
  }

 private:
  void fault(const std::string& text) {
    faults_.push_back(fmt::format("--workload {}: {}", workload_.text, text));
  }

  std::size_t size(std::string_view key, std::string_view value) {
    const auto number = number_of<std::size_t>(value);
    if (number && *number > 0 && *number <= largest_size) return *number;
    fault(fmt::format("{}=\"{}\" is out of range; give an integer from 1 to {}", key, value, largest_size));
    return 1;
  }

  double real(std::string_view key, std::string_view value, double largest) {
    const auto number = number_of<double>(value);
    if (number && std::isfinite(*number) && *number > 0 && *number <= largest) return *number;
    fault(fmt::format("{}=\"{}\" is out of range; give a number above 0, at most {}", key, value, largest));
    return 1;
  }

  Workload workload_;
  bool has_queries_ = false;
  std::vector<std::string> faults_;
};

// 0 to below 1. The standard's distributions are not the same everywhere; its generators are.
double draw(std::mt19937_64& random) {
  return std::ldexp(static_cast<double>(random() >> 11U), -53);
}

// What all queries add to the score of a key: by key where they agree, by its distance where they look around
// them.
double common_score(const Workload& w, const std::vector<double>& popularity, std::size_t query,
                    std::size_t key) {
  switch (w.kind) {
    case WorkloadKind::uniform:
      return 0;
    case WorkloadKind::popular:
      return popularity[key] - 0.5;
    case WorkloadKind::local:
      break;
  }
  const double place =
      static_cast<double>(query) * static_cast<double>(w.keys) / static_cast<double>(w.queries);
  return 0.5 - std::abs(place - static_cast<double>(key)) / static_cast<double>(w.keys);
}

}  // namespace

const std::vector<std::string>& workload_names() {
  static const std::vector<std::string> names = {"uniform", "local", "popular"};
  return names;
}

Workload parse_workload(const std::string& text) {
  Reader reader(text);
  const std::size_t colon = text.find(':');
  reader.read_name(std::string_view(text).substr(0, colon));
  for (std::size_t start = colon; start != std::string::npos;) {
    const std::size_t end = text.find(',', start + 1);
    reader.read_setting(std::string_view(text).substr(start + 1, end == text.npos ? end : end - start - 1));
    start = end;
  }
  return reader.result();
}

Matrix workload_scores(const Workload& workload) {
  std::mt19937_64 random(workload.seed);
  std::vector<double> popularity(workload.keys);
  for (double& value : popularity) value = draw(random);
  Matrix scores(workload.queries, workload.keys);
  for (std::size_t query = 0; query < workload.queries; ++query) {
    for (std::size_t key = 0; key < workload.keys; ++key) {
      scores.at(query, key) =
          workload.strength * common_score(workload, popularity, query, key) + draw(random) - 0.5;
    }
  }
  return scores;
}

}  // namespace winnow::sim
