// SPDX-License-Identifier: Apache-2.0
#include "gen/config/parameter_type.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <bit>
#include <numeric>

#include "gen/config/nearest_name.hpp"

namespace winnow::config {
namespace {

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

std::vector<std::string> all_in_quotes(const std::vector<std::string>& names) {
  std::vector<std::string> all;
  for (const std::string& name : names) all.push_back(in_quotes(name));
  return all;
}

std::vector<unsigned> powers_of_two(const IntegerType& type) {
  std::vector<unsigned> powers;
  for (unsigned long power = 1; power <= type.maximum; power *= 2) {
    if (power >= type.minimum) powers.push_back(static_cast<unsigned>(power));
  }
  return powers;
}

// "0|1|2" for 2, as a part of a regular expression.
std::string counts_to(unsigned maximum) {
  std::vector<unsigned> counts(maximum + 1);
  std::iota(counts.begin(), counts.end(), 0U);
  return fmt::format("{}", fmt::join(counts, "|"));
}

// The examples are the narrowest and the widest.
Json schema_of_format(const FixedFormatType& type) {
  const char sign = type.is_signed ? 's' : 'u';
  const FixedFormat narrowest{type.is_signed, type.is_signed ? 0U : 1U, 0};
  const FixedFormat widest{type.is_signed, type.maximum_integer_bits, type.maximum_fraction_bits};
  return {{"type", "string"},
          {"pattern", fmt::format("^{}({})\\.({})$", sign, counts_to(type.maximum_integer_bits),
                                  counts_to(type.maximum_fraction_bits))},
          {"examples", {narrowest.text(), widest.text()}}};
}

Json schema_of_table(const IntegerTableType& type) {
  return {{"type", "array"},
          {"items", {{"type", "integer"}, {"minimum", type.minimum}, {"maximum", type.maximum}}},
          {"minItems", type.shortest},
          {"maxItems", type.longest}};
}

// The parameters of each kind are in the kind's own schema.
Json schema_of_part(const PartType& part) {
  Json kinds = Json::array();
  for (const std::string& kind : part.kinds) {
    const Json parameters = {{"$ref", kind + ".schema.json#/properties/parameters"}};
    kinds.push_back({{"type", "object"},
                     {"additionalProperties", false},
                     {"properties", {{"core", {{"const", kind}}}, {"parameters", parameters}}}});
  }
  return {{"anyOf", std::move(kinds)}};
}

}  // namespace

Json to_json(const ParameterValue& value) {
  return std::visit(Overloaded{
                        [](const Part& part) { return canonical_json(part); },
                        [](const FixedFormat& format) { return Json(format.text()); },
                        [](const auto& held) { return Json(held); },
                    },
                    value);
}

std::string in_words(const ParameterValue& value) {
  return std::visit(Overloaded{
                        [](const Part& part) { return in_quotes(part.core); },
                        [](const HashFactors& factors) { return in_words(factors); },
                        [](const auto& held) { return in_words(to_json(held)); },
                    },
                    value);
}

Json schema_of(const ParameterType& type) {
  const auto list_of = [](const auto& choices) {
    return Json{{"type", "array"}, {"items", {{"enum", choices}}}, {"minItems", 1}, {"uniqueItems", true}};
  };
  return std::visit(
      Overloaded{
          [](const IntegerType& integer) {
            if (integer.power_of_two) return Json{{"type", "integer"}, {"enum", powers_of_two(integer)}};
            return Json{{"type", "integer"}, {"minimum", integer.minimum}, {"maximum", integer.maximum}};
          },
          [](const BooleanType&) {
            return Json{{"type", "boolean"}};
          },
          [](const ChoiceType& choice) {
            return Json{{"type", "string"}, {"enum", choice.choices}};
          },
          [&](const IntegerListType& list) { return list_of(list.choices); },
          [&](const TextListType& list) { return list_of(list.choices); },
          [](const FixedFormatType& format) { return schema_of_format(format); },
          [](const IntegerTableType& table) { return schema_of_table(table); },
          [](const HashFactorsType&) { return hash_factors_schema(); },
          [](const PartType& part) { return schema_of_part(part); },
      },
      type);
}

std::string type_in_words(const ParameterType& type) {
  return std::visit(Overloaded{
                        [](const IntegerType&) { return "integer"; },
                        [](const BooleanType&) { return "boolean"; },
                        [](const ChoiceType&) { return "text"; },
                        [](const IntegerListType&) { return "list"; },
                        [](const TextListType&) { return "list"; },
                        [](const FixedFormatType&) { return "format"; },
                        [](const IntegerTableType&) { return "list"; },
                        [](const HashFactorsType&) { return "matrices"; },
                        [](const PartType&) { return "core"; },
                    },
                    type);
}

std::string range_in_words(const ParameterType& type) {
  return std::visit(
      Overloaded{
          [](const IntegerType& integer) {
            // A power of two is always bounded by another parameter, whose rule says more than the numbers
            // would.
            if (integer.power_of_two) return std::string("power of two");
            return fmt::format("{} to {}", integer.minimum, integer.maximum);
          },
          [](const BooleanType&) { return std::string(); },
          [](const ChoiceType& choice) {
            return fmt::format("{}", fmt::join(all_in_quotes(choice.choices), ", "));
          },
          [](const IntegerListType& list) {
            return fmt::format("non-empty subset of {}, highest first", fmt::join(list.choices, ", "));
          },
          [](const TextListType& list) {
            return fmt::format("non-empty subset of {}", fmt::join(all_in_quotes(list.choices), ", "));
          },
          [](const FixedFormatType& format) {
            return fmt::format("\"{0}I.F\", I up to {1}, F up to {2}", format.is_signed ? 's' : 'u',
                               format.maximum_integer_bits, format.maximum_fraction_bits);
          },
          [](const IntegerTableType& table) {
            return fmt::format("{} to {} integers from {} to {}", table.shortest, table.longest,
                               table.minimum, table.maximum);
          },
          [](const HashFactorsType&) { return hash_factors_range(); },
          [](const PartType& part) { return fmt::format("{}", fmt::join(all_in_quotes(part.kinds), ", ")); },
      },
      type);
}

}  // namespace winnow::config
