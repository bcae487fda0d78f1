// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <any>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gen/config/parameter_type.hpp"

namespace winnow::config {

// One parameter of a core. The parameter struct is held in a std::any, so that tables of all cores have one
// type.
struct Parameter {
  std::string name;
  ParameterType type;
  std::string meaning;     // one sentence, no full stop
  std::string range_note;  // what a rule adds to the range, such as "a multiple of `chunks`"; may be empty
  ParameterValue default_value;
  std::function<void(std::any& parameters, const ParameterValue& value)> store;
  std::function<ParameterValue(const std::any& parameters)> load;

  // "1 to 128, a multiple of `chunks`"
  std::string range() const;
};

// What a rule between parameters found.
struct Breach {
  std::string wrong;
  std::string mend;
  std::vector<std::string> below = {};  // keys or indices inside the blamed parameter
};

struct Rule {
  std::vector<std::string> names;  // the parameters it is about, first the one to blame
  std::function<std::optional<Breach>(const std::any& parameters)> check;
};

// The single source of what a core's parameters are: parsing, validation, defaults, schema, documentation and
// the canonical form all come from here.
class ParameterTable {
 public:
  ParameterTable(std::string kind, std::string purpose, std::any defaults)
      : kind_(std::move(kind)), purpose_(std::move(purpose)), defaults_(std::move(defaults)) {}

  const std::string& kind() const { return kind_; }        // "rmmu", as in the config's "core"
  const std::string& purpose() const { return purpose_; }  // one line
  const std::any& defaults() const { return defaults_; }
  const std::vector<Parameter>& parameters() const { return parameters_; }
  const Parameter* find(const std::string& name) const;
  std::vector<std::string> names() const;

  void add(Parameter parameter) { parameters_.push_back(std::move(parameter)); }
  void add(Rule rule) { rules_.push_back(std::move(rule)); }

  // Reads the object at `pointer` ("parameters" of a config). Problems are added, all of them; the result is
  // meaningful only if there were none.
  std::any read(const Json& object, const std::string& pointer, std::vector<Problem>& problems) const;

  // Every parameter, defaults included, in table order.
  Json canonical_json(const std::any& parameters) const;

  // A Markdown table: name, type, range, default, meaning. With header, one line per parameter.
  std::string documentation() const;

 private:
  void check_rules(const std::any& parameters, const Json& object, const std::string& pointer,
                   const std::vector<std::string>& unusable, std::vector<Problem>& problems) const;

  std::string kind_;
  std::string purpose_;
  std::any defaults_;
  std::vector<Parameter> parameters_;
  std::vector<Rule> rules_;
};

// Writes a table down for one parameter struct. Defaults are the struct's own initialisers.
template <class Struct>
class TableBuilder {
 public:
  TableBuilder(std::string kind, std::string purpose)
      : table_(std::move(kind), std::move(purpose), Struct{}) {}

  // Entry `name`, stored in `member`; the member's type must be the one that `type` reads (ParameterValue).
  template <class Member>
  TableBuilder& add(const std::string& name, Member Struct::*member, const ParameterType& type,
                    const std::string& meaning, const std::string& range_note = {}) {
    table_.add(Parameter{
        .name = name,
        .type = type,
        .meaning = meaning,
        .range_note = range_note,
        .default_value = Struct{}.*member,
        .store =
            [member](std::any& parameters, const ParameterValue& value) {
              std::any_cast<Struct&>(parameters).*member = std::get<Member>(value);
            },
        .load = [member](const std::any& parameters) -> ParameterValue {
          return std::any_cast<const Struct&>(parameters).*member;
        },
    });
    return *this;
  }

  // A rule between parameters; it is checked when all of `names` are good by themselves.
  TableBuilder& rule(std::vector<std::string> names,
                     std::function<std::optional<Breach>(const Struct&)> check) {
    table_.add(Rule{std::move(names), [check = std::move(check)](const std::any& parameters) {
                      return check(std::any_cast<const Struct&>(parameters));
                    }});
    return *this;
  }

  ParameterTable build() { return std::move(table_); }

 private:
  ParameterTable table_;
};

}  // namespace winnow::config
