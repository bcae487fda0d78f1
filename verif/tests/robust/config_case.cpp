// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/robust/config_case.hpp"

#include <algorithm>

#include "gen/config/config.hpp"
#include "gen/cores/generate.hpp"
#include "gen/hdl/netlist/check.hpp"
#include "gen/hdl/netlist/diagnostics.hpp"
#include "verif/tests/robust/config_grammar.hpp"
#include "verif/tests/robust/damage.hpp"

namespace winnow::verif {
namespace {

using config::Json;

constexpr std::uint64_t generated_twice = 8;  // one in so many elaborated configs, to compare the bytes

Origin random_origin(Random& random) {
  const std::uint64_t choice = random.below(20);
  if (choice < 11) return Origin::grammar;
  if (choice < 14) return Origin::damaged_structure;
  if (choice < 17) return Origin::damaged_text;
  return choice < 19 ? Origin::damaged_override : Origin::hostile;
}

std::string random_assignment(const Json& root, Random& random) {
  static const std::vector<std::string> paths = {
      "name", "core", "winnow", "parameters", "clock_period_ns", "undefined", "a.b.c", "/x/~1/0"};
  std::vector<std::string> pointers;
  const Json flat = root.flatten();
  for (const auto& [pointer, value] : flat.items()) pointers.push_back(pointer);
  std::string path = random.one_in(3) || pointers.empty()
                         ? paths[static_cast<std::size_t>(random.below(paths.size()))]
                         : pointers[static_cast<std::size_t>(random.below(pointers.size()))];
  const Json other = make_config_json(random).flatten();
  auto value = other.begin();
  std::advance(value, static_cast<std::ptrdiff_t>(random.below(other.size())));
  return path + "=" + config::to_text(*value);
}

std::string checked_text(const std::string& text, const std::string& file) {
  const bool printable = std::all_of(text.begin(), text.end(), [](char character) {
    return character == '\n' || character == '\t' || (character >= 0x20 && character < 0x7F);
  });
  if (!printable) return file + " has characters that do not print";
  if (text.empty() || text.back() != '\n') return file + " does not end with a newline";
  if (!file.ends_with(".v")) return "";
  const std::string module = std::filesystem::path(file).stem().string();
  if (text.find("\nmodule " + module) == std::string::npos)
    return file + " does not hold the module " + module;
  return text.find("\nendmodule") == std::string::npos ? file + " has no endmodule" : "";
}

std::string elaborate(const config::Config& config, const std::filesystem::path& templates, bool twice) {
  const cores::GeneratedCore core = cores::generate(config, {templates, true});
  for (const cores::OutputFile& file : core.files) {
    if (std::string fault = checked_text(file.text, file.path); !fault.empty()) return fault;
  }
  hdl::check_structure(*core.design);
  if (!core.design->diagnostics().empty()) {
    return "after the passes the structure is wrong: " + core.design->diagnostics().front().text();
  }
  if (!twice) return "";
  const cores::GeneratedCore again = cores::generate(config, {templates, true});
  for (std::size_t i = 0; i < core.files.size(); ++i) {
    if (i >= again.files.size() || core.files[i].text != again.files[i].text) {
      return core.files[i].path + " differs between two runs";
    }
  }
  return "";
}

// A valid config says the same after it has been written out and read again.
std::string round_trip_fault(const config::Config& config) {
  const config::Config again =
      config::parse_config(config::to_text(config::canonical_json(config)), "again.json");
  return config::config_hash(again) == config::config_hash(config) ? ""
                                                                   : "its canonical form reads differently";
}

std::string refusal_fault(const config::ConfigError& error, const ConfigCase& config_case) {
  if (error.diagnostics().empty()) return "it is refused without a message";
  const MessageCheck check(config_case);
  std::string lines;
  for (const config::Diagnostic& diagnostic : error.diagnostics()) {
    const std::string fault = check.fault(diagnostic);
    if (!fault.empty()) return fault + ": " + diagnostic.text();
    lines += (lines.empty() ? "" : "\n") + diagnostic.text();
  }
  return lines == error.what() ? "" : "what() is not the messages, one a line";
}

}  // namespace

ConfigCase make_config_case(std::uint64_t seed, std::uint64_t number) {
  Random random(Random(seed).next() ^ (number * 0x9E3779B97F4A7C15ULL));
  ConfigCase made;
  made.origin = random_origin(random);
  if (made.origin == Origin::hostile) {
    made.text = hostile_text(random);
    return made;
  }
  Json root = make_config_json(random);
  if (made.origin == Origin::damaged_structure) root = damage_structure(std::move(root), random);
  made.text = random.one_in(2) ? config::to_text(root) : config::to_file_text(root);
  if (made.origin == Origin::damaged_text) made.text = damage_text(std::move(made.text), random);
  if (made.origin == Origin::damaged_override) {
    const std::uint64_t count = 1 + random.below(2);
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::string assignment = random_assignment(root, random);
      made.overrides.push_back(random.one_in(3) ? assignment : damage_text(assignment, random));
    }
  }
  return made;
}

CaseResult run_config_case(const ConfigCase& config_case, const std::filesystem::path& templates) {
  CaseResult result;
  try {
    const config::Config config = config::parse_config(config_case.text, case_label, config_case.overrides);
    result.outcome = Outcome::valid;
    result.problem = round_trip_fault(config);
    if (!result.problem.empty() || !is_small(config)) return result;
    result.outcome = Outcome::elaborated;
    const bool twice = config_case.text.size() % generated_twice == 0;
    result.problem = elaborate(config, templates, twice);
  } catch (const config::ConfigError& error) {
    result.problem = result.outcome == Outcome::refused
                         ? refusal_fault(error, config_case)
                         : std::string("its canonical form is refused: ") + error.what();
  } catch (const hdl::ElaborationError& error) {
    result.problem = std::string("valid, but it does not elaborate: ") + error.what();
  } catch (const std::exception& error) {
    result.problem = std::string("an exception that nobody expects: ") + error.what();
  }
  return result;
}

}  // namespace winnow::verif
