// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/robust/damage.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace winnow::verif {
namespace {

using config::Json;
using namespace std::string_view_literals;

constexpr std::array pieces = {"null"sv,
                               "true"sv,
                               "-1"sv,
                               "1e400"sv,
                               "1e30"sv,
                               "0.5"sv,
                               "99999999999999999999"sv,
                               "{}"sv,
                               "[]"sv,
                               "[[[["sv,
                               "}}"sv,
                               "\""sv,
                               "\\u0000"sv,
                               "\\ud800"sv,
                               "\"rows\""sv,
                               "\"rows\": 3,"sv,
                               "\"name\": \"module\","sv,
                               ","sv,
                               ":"sv,
                               "[16, 16]"sv,
                               "\xff"sv,
                               "\xef\xbb\xbf"sv,
                               "/**/"sv,
                               "\"parameters\": {\"parameters\": {}},"sv,
                               "\"core\": \"\","sv,
                               " "sv,
                               "\n"sv,
                               "1"sv,
                               "\0"sv};

std::size_t below(Random& random, std::size_t bound) {
  return bound == 0 ? 0 : static_cast<std::size_t>(random.below(bound));
}

void damage_once(std::string& text, Random& random) {
  const std::size_t at = below(random, text.size() + 1);
  switch (random.below(6)) {
    case 0:
      text.erase(at, 1 + below(random, 8));
      break;
    case 1:
      text.insert(at, pieces[below(random, pieces.size())]);
      break;
    case 2: {
      const std::size_t from = below(random, text.size() + 1);
      text.insert(at, text.substr(from, below(random, 40)));
      break;
    }
    case 3:
      text.resize(at);
      break;
    case 4: {
      const std::size_t digit = text.find_first_of("0123456789", at);
      if (digit != std::string::npos) text[digit] = static_cast<char>('0' + random.below(10));
      break;
    }
    default:
      if (at < text.size()) text[at] = static_cast<char>(random.below(256));
  }
}

Json odd_value(Random& random) {
  static const Json values = {nullptr,
                              true,
                              false,
                              0,
                              1,
                              -1,
                              3,
                              7,
                              16,
                              129,
                              1048577,
                              4294967296,
                              -9223372036854775807LL,
                              18446744073709551615ULL,
                              1e30,
                              0.5,
                              8.0,
                              "",
                              "wrap",
                              "module",
                              "8",
                              "[]",
                              "\x01\x7f\n",
                              "\xc3\xa9\xe2\x82\xac",
                              Json::array(),
                              Json::object(),
                              Json::array({16, 8}),
                              Json::array({8, 16}),
                              Json::array({16, 16}),
                              Json::array({"row", "row"}),
                              Json::array({Json::array({Json::object()})}),
                              Json{{"rows", 1}},
                              Json{{"winnow", 1}},
                              Json{{"", Json::object()}, {"/", 1}, {"~", 2}}};
  return values[below(random, values.size())];
}

// Every value of the tree; the root first. Pointers into a tree that changes are not kept.
void collect(Json& value, std::vector<Json*>& all) {
  all.push_back(&value);
  if (value.is_structured()) {
    for (Json& child : value) collect(child, all);
  }
}

std::string some_key(const Json& object, Random& random) {
  auto entry = object.begin();
  std::advance(entry, static_cast<std::ptrdiff_t>(below(random, object.size())));
  return entry.key();
}

// A key near a good one, an empty one, one that needs escapes, or a good one at the wrong place.
std::string odd_key(const std::string& key, Random& random) {
  static const std::vector<std::string> keys = {"",           "~",      "a/b~1",     "rows",
                                                "winnow",     "core",   "precision", "name ",
                                                "parameters", "\x01\n", "R",         "\xc3\xa9"};
  switch (random.below(4)) {
    case 0:
      return key + "s";
    case 1:
      return key.substr(0, below(random, key.size()));
    case 2: {
      std::string swapped = key;
      if (swapped.size() > 1) std::swap(swapped[0], swapped[1]);
      return swapped;
    }
    default:
      return keys[below(random, keys.size())];
  }
}

void damage_object(Json& object, Random& random) {
  const std::string key = some_key(object, random);
  switch (random.below(3)) {
    case 0:
      object.erase(key);
      break;
    case 1:
      object[odd_key(key, random)] = Json(object[key]);
      break;
    default: {
      const Json value = object[key];
      object.erase(key);
      object[odd_key(key, random)] = value;
    }
  }
}

void damage_list(Json& list, Random& random) {
  const std::size_t at = below(random, list.size());
  switch (random.below(3)) {
    case 0:
      list.erase(at);
      break;
    case 1:
      list.push_back(Json(list[at]));
      break;
    default:
      std::swap(list[at], list[below(random, list.size())]);
  }
}

void damage_once(Json& root, Random& random) {
  std::vector<Json*> all;
  collect(root, all);
  // Rather something inside: the root is only one of many things that can be wrong.
  Json& value = *all[all.size() > 1 && !random.one_in(20) ? 1 + below(random, all.size() - 1) : 0];
  switch (random.below(5)) {
    case 0:
    case 1:
      value = odd_value(random);
      break;
    case 2:
      value = Json(*all[below(random, all.size())]);
      break;
    case 3:
      value = random.one_in(2) ? Json::array({Json(value)}) : Json{{"value", Json(value)}};
      break;
    default:
      if (value.is_object() && !value.empty()) {
        damage_object(value, random);
      } else if (value.is_array() && !value.empty()) {
        damage_list(value, random);
      } else if (root.is_object() && !root.empty()) {
        damage_object(root, random);
      }
  }
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

std::string damage_text(std::string text, Random& random) {
  const std::uint64_t edits = 1 + random.below(2);
  for (std::uint64_t edit = 0; edit < edits; ++edit) damage_once(text, random);
  return text;
}

Json damage_structure(Json root, Random& random) {
  const std::uint64_t edits = 1 + random.below(3);
  for (std::uint64_t edit = 0; edit < edits; ++edit) damage_once(root, random);
  return root;
}

std::string hostile_text(Random& random) {
  const std::size_t size = std::size_t{1} << random.below(14);
  switch (random.below(8)) {
    case 0:
      return repeated("[", size);
    case 1:
      return repeated("{\"parameters\":", size);
    case 2:
      return repeated("[", size) + repeated("]", size);
    case 3:
      return R"({"winnow": )" + repeated("9", size) + "}";
    case 4:
      return R"({"winnow": 1, ")" + repeated("rows/~", size) + R"(": 1})";
    case 5:
      return R"({"winnow": 1, "core": ")" + repeated("r", size) + R"(", "name": ")" + repeated("n", size) +
             "\"}";
    case 6: {
      std::string text = R"({"winnow": 1, "core": "rmmu", "name": "n", "parameters": {)";
      for (std::size_t i = 0; i < size / 8 + 1; ++i) text += "\"key" + std::to_string(i) + "\": 1, ";
      return text + R"("rows": 1}})";
    }
    default: {
      std::string bytes;
      for (std::size_t i = 0; i < size / 4; ++i) bytes += static_cast<char>(random.below(256));
      return bytes;
    }
  }
}

}  // namespace winnow::verif
