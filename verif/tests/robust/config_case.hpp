// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "gen/config/json.hpp"
#include "gen/config/problem.hpp"

namespace winnow::verif {

// Where a config of the fuzzer comes from.
enum class Origin : std::uint8_t {
  grammar,            // made from a core kind's schema
  damaged_structure,  // such a config, its JSON tree damaged
  damaged_text,       // such a config, its text damaged
  damaged_override,   // such a config with damaged --set assignments
  hostile,            // never was a config
};
inline constexpr std::array origin_names = {"from the grammar", "damaged structure", "damaged text",
                                            "damaged override", "hostile text"};

struct ConfigCase {
  Origin origin = Origin::grammar;
  std::string text;
  std::vector<std::string> overrides;
};

// The same for the same seed and number on every machine.
ConfigCase make_config_case(std::uint64_t seed, std::uint64_t number);

enum class Outcome : std::uint8_t { refused, valid, elaborated };  // valid: but too large to elaborate here
inline constexpr std::array outcome_names = {"refused", "valid, large", "valid, elaborated"};

struct CaseResult {
  Outcome outcome = Outcome::refused;
  std::string problem;  // "" when everything was as it must be
};

// Reads and validates the config; a valid and small one goes through elaboration, the structural checks and
// the passes to the text of every file of `winnow generate`. `templates` is the folder rtl_templates.
CaseResult run_config_case(const ConfigCase& config_case, const std::filesystem::path& templates);

// Judges the messages about one config.
class MessageCheck {
 public:
  explicit MessageCheck(const ConfigCase& config_case);

  // What is wrong with a message, "" when nothing is: FILE:/json/pointer (or FILE:LINE:COLUMN of what is not
  // JSON, or FILE:--set PATH), what is wrong and what would be right, on one printable line; the pointer
  // leads to a value of the text, or into one that lacks something.
  std::string fault(const config::Diagnostic& diagnostic) const;

 private:
  std::string location_fault(const std::string& location) const;

  const ConfigCase& config_case_;
  config::Json root_;  // discarded: the text is not JSON
};

// The name that configs of the fuzzer have in messages.
inline constexpr const char* case_label = "c.json";

}  // namespace winnow::verif
