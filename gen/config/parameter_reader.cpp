// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <bit>
#include <cmath>
#include <set>

#include "gen/config/nearest_name.hpp"
#include "gen/config/parameter_type.hpp"
#include "gen/config/registry.hpp"

namespace winnow::config {
namespace {

// One value being read: where it stands, and where its problems go.
struct Reader {
  const Json& value;
  const std::string& pointer;
  std::vector<Problem>& problems;

  std::nullopt_t wrong(std::string what, std::string mend) const {
    problems.push_back({pointer, std::move(what), std::move(mend)});
    return std::nullopt;
  }

  std::optional<ParameterValue> operator()(const IntegerType& type) const;
  std::optional<ParameterValue> operator()(const BooleanType& type) const;
  std::optional<ParameterValue> operator()(const ChoiceType& type) const;
  std::optional<ParameterValue> operator()(const IntegerListType& type) const;
  std::optional<ParameterValue> operator()(const TextListType& type) const;
  std::optional<ParameterValue> operator()(const FixedFormatType& type) const;
  std::optional<ParameterValue> operator()(const IntegerTableType& type) const;
  std::optional<ParameterValue> operator()(const HashFactorsType& type) const;
  std::optional<ParameterValue> operator()(const PartType& type) const;
};

std::optional<ParameterValue> Reader::operator()(const IntegerType& type) const {
  const std::string mend =
      fmt::format("give {} from {} to {}", type.power_of_two ? "a power of two" : "an integer", type.minimum,
                  type.maximum);
  const std::string shown = in_words(value);
  if (!value.is_number()) return wrong(shown + " is not a number", mend);
  if (value.is_number_float()) {
    const double number = value.get<double>();
    // Integers beyond 64 bits arrive as floating point too.
    if (std::abs(number) >= 0x1p63) return wrong(shown + " is out of range", mend);
    return wrong(shown + " is not written as an integer", mend);
  }
  // Numbers that a program put there may be signed; as an unsigned number a negative one is beyond every
  // maximum.
  const auto wide = value.get<std::uint64_t>();
  const bool fits = wide >= type.minimum && wide <= type.maximum;
  if (!fits) return wrong(shown + " is out of range", mend);
  const unsigned number = value.get<unsigned>();
  if (type.power_of_two && !std::has_single_bit(number)) return wrong(shown + " is not a power of two", mend);
  return number;
}

std::optional<ParameterValue> Reader::operator()(const BooleanType&) const {
  if (!value.is_boolean()) return wrong(in_words(value) + " is not a boolean", "give true or false");
  return value.get<bool>();
}

std::optional<ParameterValue> Reader::operator()(const ChoiceType& type) const {
  const std::string mend = "give " + choices_in_words(type.choices);
  if (!value.is_string()) return wrong(in_words(value) + " is not text", mend);
  const std::string given = value.get<std::string>();
  const bool known = std::find(type.choices.begin(), type.choices.end(), given) != type.choices.end();
  if (!known) return wrong(in_quotes(given) + " is not one of the choices", mend);
  return given;
}

// The elements that are among `choices`, each once; everything else becomes a problem at its own index.
template <class Element>
std::optional<std::vector<Element>> read_subset(const Reader& reader, const std::vector<Element>& choices,
                                                const std::string& mend) {
  if (!reader.value.is_array()) return reader.wrong(in_words(reader.value) + " is not a list", mend);
  if (reader.value.empty()) return reader.wrong("the list is empty", mend);
  std::vector<Element> elements;
  bool good = true;
  std::size_t index = 0;
  for (const Json& element : reader.value) {
    const Reader at{element, child_pointer(reader.pointer, std::to_string(index++)), reader.problems};
    const auto choice = std::find_if(choices.begin(), choices.end(),
                                     [&](const Element& each) { return Json(each) == element; });
    // 8.0 equals 8 as JSON, but is not written as an integer.
    if (choice == choices.end() || element.is_number_float()) {
      at.wrong(in_words(element) + " is not one of the choices", mend);
      good = false;
    } else if (std::find(elements.begin(), elements.end(), *choice) != elements.end()) {
      at.wrong(in_words(element) + " is given twice", "leave one of the two out");
      good = false;
    } else {
      elements.push_back(*choice);
    }
  }
  if (!good) return std::nullopt;
  return elements;
}

std::optional<ParameterValue> Reader::operator()(const IntegerListType& type) const {
  const std::string mend =
      fmt::format("give a non-empty subset of [{}], highest first", fmt::join(type.choices, ", "));
  auto elements = read_subset(*this, type.choices, mend);
  if (!elements) return std::nullopt;
  std::vector<unsigned> descending = *elements;
  std::sort(descending.rbegin(), descending.rend());
  if (descending != *elements) {
    return wrong(in_words(value) + " is not highest first",
                 fmt::format("give [{}]", fmt::join(descending, ", ")));
  }
  return *std::move(elements);
}

std::optional<ParameterValue> Reader::operator()(const TextListType& type) const {
  const std::string mend = fmt::format("give a non-empty subset of {}", in_words(Json(type.choices)));
  const auto elements = read_subset(*this, type.choices, mend);
  if (!elements) return std::nullopt;
  std::vector<std::string> in_order;
  for (const std::string& choice : type.choices) {
    if (std::find(elements->begin(), elements->end(), choice) != elements->end()) in_order.push_back(choice);
  }
  return in_order;
}

std::optional<ParameterValue> Reader::operator()(const FixedFormatType& type) const {
  const std::string mend = fmt::format("give {} for {}, with I up to {} and F up to {} bits",
                                       type.is_signed ? "\"sI.F\"" : "\"uI.F\"",
                                       type.is_signed ? "a sign, I integer and F fraction bits"
                                                      : "I integer and F fraction bits, at least one",
                                       type.maximum_integer_bits, type.maximum_fraction_bits);
  if (!value.is_string()) return wrong(in_words(value) + " is not text", mend);
  const std::string given = value.get<std::string>();
  const auto format = fixed_format(given);
  if (!format || format->width() == 0) return wrong(in_quotes(given) + " is not a fixed-point format", mend);
  if (format->is_signed != type.is_signed) {
    return wrong(in_quotes(given) + (type.is_signed ? " is unsigned" : " is signed"), mend);
  }
  if (format->integer_bits > type.maximum_integer_bits ||
      format->fraction_bits > type.maximum_fraction_bits) {
    return wrong(in_quotes(given) + " is too wide", mend);
  }
  return *format;
}

// Numbers that came as text are unsigned unless they are negative, those that a program put there may be
// signed.
bool is_between(const Json& integer, int minimum, int maximum) {
  if (integer.is_number_unsigned()) {
    const auto number = integer.get<std::uint64_t>();
    return maximum >= 0 && number <= static_cast<std::uint64_t>(maximum) &&
           static_cast<std::int64_t>(number) >= minimum;
  }
  const auto number = integer.get<std::int64_t>();
  return minimum <= number && number <= maximum;
}

// Every integer that is none, or out of range, becomes a problem at its own index.
std::optional<ParameterValue> Reader::operator()(const IntegerTableType& type) const {
  const std::string mend = fmt::format("give {} to {} integers from {} to {}", type.shortest, type.longest,
                                       type.minimum, type.maximum);
  if (!value.is_array()) return wrong(in_words(value) + " is not a list", mend);
  if (value.size() < type.shortest || value.size() > type.longest) {
    return wrong(fmt::format("the list has {} elements", value.size()), mend);
  }
  std::vector<int> table;
  std::size_t index = 0;
  for (const Json& element : value) {
    const Reader at{element, child_pointer(pointer, std::to_string(index++)), problems};
    const bool fits = element.is_number_integer() && is_between(element, type.minimum, type.maximum);
    if (fits) {
      table.push_back(element.get<int>());
    } else {
      at.wrong(in_words(element) + (element.is_number_integer() ? " is out of range" : " is not an integer"),
               fmt::format("give an integer from {} to {}", type.minimum, type.maximum));
    }
  }
  if (table.size() < value.size()) return std::nullopt;
  return table;
}

std::optional<ParameterValue> Reader::operator()(const HashFactorsType& /*type*/) const {
  return read_hash_factors(value, pointer, problems);
}

std::optional<ParameterValue> Reader::operator()(const PartType& type) const {
  const std::string mend =
      "give an object with \"core\", " + choices_in_words(type.kinds) + ", and \"parameters\"";
  if (!value.is_object()) return wrong(in_words(value) + " is not a core with its parameters", mend);
  const std::size_t before = problems.size();
  Part part{type.kinds.front(), {}};
  for (const auto& [key, inside] : value.items()) {
    if (key == "parameters") continue;
    const std::string place = child_pointer(pointer, key);
    if (key != "core") {
      problems.push_back({place, in_quotes(key) + " is not a key of a core inside a core",
                          suggestion(key, {"core", "parameters"})});
    } else if (const auto kind = read_value(ChoiceType{type.kinds}, inside, place, problems)) {
      part.core = std::get<std::string>(*kind);
    } else {
      return std::nullopt;
    }
  }
  const ParameterTable& table = *find_core_table(part.core);
  const auto parameters = value.find("parameters");
  part.parameters = parameters == value.end()
                        ? table.defaults()
                        : table.read(*parameters, child_pointer(pointer, "parameters"), problems);
  if (problems.size() > before) return std::nullopt;
  return part;
}

}  // namespace

std::optional<ParameterValue> read_value(const ParameterType& type, const Json& value,
                                         const std::string& pointer, std::vector<Problem>& problems) {
  return std::visit(Reader{value, pointer, problems}, type);
}

}  // namespace winnow::config
