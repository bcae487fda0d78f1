// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "gen/config/fixed_format.hpp"
#include "gen/config/hash_factors.hpp"
#include "gen/config/json.hpp"
#include "gen/config/part.hpp"
#include "gen/config/problem.hpp"

namespace winnow::config {

// What a parameter may be. Each type knows how to read a value, its JSON Schema and its words in the
// documentation; adding a type means one more alternative here and one more overload of each function below.

// minimum to maximum, both included.
struct IntegerType {
  unsigned minimum;
  unsigned maximum;
  bool power_of_two = false;
};

struct BooleanType {};

// One of a few texts.
struct ChoiceType {
  std::vector<std::string> choices;
};

// A non-empty subset of `choices`, which are strictly descending; to be given highest first.
struct IntegerListType {
  std::vector<unsigned> choices;
};

// A non-empty subset of `choices`, given in any order; the value that is read has the order of `choices`.
struct TextListType {
  std::vector<std::string> choices;
};

// A fixed-point format with at most these integer and fraction bits, and at least one bit.
struct FixedFormatType {
  bool is_signed;
  unsigned maximum_integer_bits;
  unsigned maximum_fraction_bits;
};

// `shortest` to `longest` integers, each from minimum to maximum, in the order given: a table.
struct IntegerTableType {
  int minimum;
  int maximum;
  unsigned shortest;
  unsigned longest;
};

// A core of one of these kinds with its parameters; the first kind when none is given.
struct PartType {
  std::vector<std::string> kinds;
};

using ParameterType = std::variant<IntegerType, BooleanType, ChoiceType, IntegerListType, TextListType,
                                   FixedFormatType, IntegerTableType, HashFactorsType, PartType>;
using ParameterValue =
    std::variant<unsigned, bool, std::string, std::vector<unsigned>, std::vector<std::string>, FixedFormat,
                 std::vector<int>, HashFactors, Part>;

// Checks `value` and converts it; on nullopt at least one problem was added, each at `pointer` or below.
std::optional<ParameterValue> read_value(const ParameterType& type, const Json& value,
                                         const std::string& pointer, std::vector<Problem>& problems);

Json to_json(const ParameterValue& value);
// As a message or a table shows it; of a core its kind, of hash factors their sizes.
std::string in_words(const ParameterValue& value);

// JSON Schema (draft 2020-12) of the value, without default and description.
Json schema_of(const ParameterType& type);

// "integer", "boolean", "text", "list", "matrices", "format" or "core"; and the range in words, such as "1 to
// 128" (empty for booleans).
std::string type_in_words(const ParameterType& type);
std::string range_in_words(const ParameterType& type);

}  // namespace winnow::config
