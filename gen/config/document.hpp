// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gen/config/json.hpp"
#include "gen/config/problem.hpp"

namespace winnow::config {

// A JSON text read strictly: no duplicate keys, at most 64 levels deep. Duplicate keys are problems (the
// first value stays); a text that is not JSON throws ConfigError with its line and column. `label` names the
// text in messages.
struct ParsedJson {
  Json root;
  std::vector<Problem> problems;
};
ParsedJson parse_json(const std::string& text, const std::string& label);

// Reads a whole file; throws ConfigError when it cannot be read or is larger than any config (16 MiB).
std::string read_config_file(const std::string& path);

// A config on its way to typed values: the JSON tree, where each value came from, and what is wrong so far.
class Document {
 public:
  Document(const std::string& text, std::string label);

  Json& root() { return root_; }
  const Json& root() const { return root_; }

  // The value at `pointer`, and everything below, came from the command line: messages say "--set PATH".
  void came_from_override(const std::string& pointer, const std::string& path);

  void report(Problem problem) { problems_.push_back(std::move(problem)); }
  void report(const std::vector<Problem>& problems);
  // A problem of the command line itself; `location` is shown as it is, after those of the document.
  void report_override(const std::string& path, std::string wrong, std::string mend);

  // Throws ConfigError with everything reported, in document order, if there is anything.
  void throw_if_wrong() const;

 private:
  std::string location_of(const std::string& pointer) const;
  std::vector<Diagnostic> ordered_diagnostics() const;

  std::string label_;
  Json root_;
  std::vector<Problem> file_problems_;  // of the text itself, whatever was overridden since
  std::vector<Problem> problems_;
  std::vector<Diagnostic> override_diagnostics_;
  std::map<std::string, std::string> override_paths_;  // JSON pointer to the PATH of its --set
};

}  // namespace winnow::config
