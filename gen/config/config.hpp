// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <any>
#include <optional>
#include <string>
#include <vector>

#include "gen/config/json.hpp"
#include "gen/config/parameter_table.hpp"
#include "gen/config/problem.hpp"
#include "gen/config/registry.hpp"

namespace winnow::config {

inline constexpr unsigned format_version = 1;  // the value of "winnow" in a config

// A validated config. `parameters` holds the parameter struct of the core kind.
struct Config {
  std::string core;                       // kind, such as "rmmu"
  std::string name;                       // the top module
  std::any parameters;                    // e.g. RmmuParameters
  std::optional<double> clock_period_ns;  // positive; absent when the config says nothing about it

  // The typed parameters; throws std::bad_any_cast when the core is of another kind.
  template <class Parameters>
  const Parameters& as() const {
    return std::any_cast<const Parameters&>(parameters);
  }

  const ParameterTable& table() const { return core_table_of(parameters.type()); }
};

// Parses and validates; `label` names the text in messages, `overrides` are "PATH=VALUE" of the command line.
// Throws ConfigError (and nothing else) with everything that is wrong.
Config parse_config(const std::string& text, const std::string& label,
                    const std::vector<std::string>& overrides = {});
Config load_config(const std::string& path, const std::vector<std::string>& overrides = {});

// A config made by a program, such as a test. Its values are not checked:
// parse_config(to_text(canonical_json(c))) does that.
template <class Parameters>
Config make_config(std::string name, Parameters parameters) {
  return {core_table_of(typeid(Parameters)).kind(), std::move(name), std::move(parameters), std::nullopt};
}

// The keys at the top of a config, in canonical order.
const std::vector<std::string>& root_keys();

// The config in full: every parameter, in a fixed order. Configs that mean the same have the same canonical
// form.
Json canonical_json(const Config& config);

// FNV-1a, 64 bits, of the canonical form's text: 16 hexadecimal digits.
std::string config_hash(const Config& config);

}  // namespace winnow::config
