// SPDX-License-Identifier: Apache-2.0
#include "gen/config/document.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <unordered_map>

namespace winnow::config {
namespace {

constexpr std::size_t largest_file = std::size_t{16} << 20U;

// Where a value stands in the document, depth first: its own number and that of the last value inside it.
struct Span {
  std::size_t first;
  std::size_t last;
};
using Spans = std::unordered_map<std::string, Span>;

void number_values(const Json& value, const std::string& pointer, std::size_t& next, Spans& spans) {
  const std::size_t first = next++;
  if (value.is_object()) {
    for (const auto& [name, child] : value.items())
      number_values(child, child_pointer(pointer, name), next, spans);
  } else if (value.is_array()) {
    std::size_t index = 0;
    for (const Json& child : value)
      number_values(child, child_pointer(pointer, std::to_string(index++)), next, spans);
  }
  spans[pointer] = {first, next - 1};
}

// What is missing from an object is reported after all that is in it: values have even ranks, gaps odd ones.
std::size_t rank_of(const std::string& pointer, const Spans& spans) {
  if (const auto found = spans.find(pointer); found != spans.end()) return 2 * found->second.first;
  const std::size_t slash = pointer.rfind('/');
  if (slash == std::string::npos) return 0;
  const auto parent = spans.find(pointer.substr(0, slash));
  return parent != spans.end() ? 2 * parent->second.last + 1 : rank_of(pointer.substr(0, slash), spans);
}

// Control characters in keys would break the one-line form of a message.
std::string printable(const std::string& text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte >= 0x20 && byte < 0x7F;
  });
  if (plain) return text;
  const std::string escaped = to_text(Json(text));
  return escaped.substr(1, escaped.size() - 2);
}

ConfigError unreadable(const std::string& path, int error) {
  return ConfigError({{path, "", std::string("cannot be read: ") + std::strerror(error),
                       "give the path of a winnow config (a JSON file)"}});
}

}  // namespace

std::string read_config_file(const std::string& path) {
  const auto close = [](std::FILE* stream) { std::fclose(stream); };
  const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "rb"), close);
  if (!file) throw unreadable(path, errno);
  std::string text;
  char block[65536];
  while (const std::size_t count = std::fread(block, 1, sizeof block, file.get())) {
    text.append(block, count);
    if (text.size() > largest_file) {
      throw ConfigError(
          {{path, "", "is larger than 16 MiB", "give the path of a winnow config (a JSON file)"}});
    }
  }
  if (std::ferror(file.get()) != 0) throw unreadable(path, errno);
  return text;
}

Document::Document(const std::string& text, std::string label) : label_(std::move(label)) {
  ParsedJson parsed = parse_json(text, label_);
  root_ = std::move(parsed.root);
  file_problems_ = std::move(parsed.problems);
}

void Document::came_from_override(const std::string& pointer, const std::string& path) {
  std::erase_if(override_paths_,
                [&](const auto& earlier) { return earlier.first.starts_with(pointer + "/"); });
  override_paths_[pointer] = path;
}

void Document::report(const std::vector<Problem>& problems) {
  problems_.insert(problems_.end(), problems.begin(), problems.end());
}

void Document::report_override(const std::string& path, std::string wrong, std::string mend) {
  override_diagnostics_.push_back({label_, "--set " + printable(path), std::move(wrong), std::move(mend)});
}

std::string Document::location_of(const std::string& pointer) const {
  // The nearest enclosing override, so that /parameters/precisions/0 reads "--set precisions/0".
  std::string enclosing = pointer;
  while (!enclosing.empty()) {
    if (const auto found = override_paths_.find(enclosing); found != override_paths_.end()) {
      return "--set " + printable(found->second + pointer.substr(enclosing.size()));
    }
    enclosing.erase(enclosing.rfind('/'));
  }
  return printable(pointer);
}

std::vector<Diagnostic> Document::ordered_diagnostics() const {
  Spans spans;
  std::size_t next = 0;
  number_values(root_, "", next, spans);
  std::vector<std::pair<std::size_t, Diagnostic>> ranked;
  const auto add = [&](const Problem& problem, std::string location) {
    ranked.emplace_back(rank_of(problem.pointer, spans),
                        Diagnostic{label_, std::move(location), problem.wrong, problem.mend});
  };
  for (const Problem& problem : file_problems_) add(problem, printable(problem.pointer));
  for (const Problem& problem : problems_) add(problem, location_of(problem.pointer));
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Diagnostic> diagnostics;
  for (auto& [rank, diagnostic] : ranked) diagnostics.push_back(std::move(diagnostic));
  diagnostics.insert(diagnostics.end(), override_diagnostics_.begin(), override_diagnostics_.end());
  return diagnostics;
}

void Document::throw_if_wrong() const {
  if (file_problems_.empty() && problems_.empty() && override_diagnostics_.empty()) return;
  throw ConfigError(ordered_diagnostics());
}

}  // namespace winnow::config
