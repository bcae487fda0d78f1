// SPDX-License-Identifier: Apache-2.0
// Damaged configs: whatever the text is, the answer is a config or a ConfigError whose every line is well
// formed.
#include <boost/test/unit_test.hpp>
#include <random>

#include "verif/tests/config/config_text.hpp"

namespace config = winnow::config;

namespace {

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  std::string damaged(std::string text) {
    const std::size_t changes = 1 + below(2);
    for (std::size_t change = 0; change < changes; ++change) damage(text);
    return text;
  }

  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

 private:
  void damage(std::string& text) {
    static const std::vector<std::string> pieces = {"null",
                                                    "true",
                                                    "-1",
                                                    "1e400",
                                                    "1e30",
                                                    "0.5",
                                                    "99999999999999999999",
                                                    "{}",
                                                    "[]",
                                                    "[[[[",
                                                    "}}",
                                                    "\"",
                                                    "\\u0000",
                                                    "\\ud800",
                                                    "\"rows\"",
                                                    "\"rows\": 3,",
                                                    "\"name\": \"module\",",
                                                    ",",
                                                    ":",
                                                    "[16, 16]",
                                                    "\xff",
                                                    "\xef\xbb\xbf",
                                                    "/**/",
                                                    "\"parameters\": {\"parameters\": {}},",
                                                    "\"core\": \"\",",
                                                    " ",
                                                    "\n",
                                                    "1",
                                                    std::string(1, '\0')};
    const std::size_t at = below(text.size() + 1);
    switch (below(6)) {
      case 0:
        text.erase(at, 1 + below(8));
        break;
      case 1:
        text.insert(at, pieces[below(pieces.size())]);
        break;
      case 2:
        text.insert(at, text.substr(below(text.size() + 1), below(40)));
        break;
      case 3:
        text.resize(at);
        break;
      case 4: {
        const std::size_t digit = text.find_first_of("0123456789", at);
        if (digit != std::string::npos) text[digit] = static_cast<char>('0' + below(10));
        break;
      }
      default:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
    }
  }

  std::mt19937 random_;
};

bool is_well_formed(const std::string& line) {
  if (!line.starts_with("c.json:") || line.find("; ") == std::string::npos) return false;
  for (const char character : line) {
    if (static_cast<unsigned char>(character) < 0x20) return false;
  }
  return true;
}

// True when the text was accepted. Anything but a ConfigError escapes and fails the test.
bool accepted(const std::string& text, const std::vector<std::string>& overrides = {}) {
  try {
    const auto parsed = config::parse_config(text, "c.json", overrides);
    const auto again = config::parse_config(config::to_text(config::canonical_json(parsed)), "again.json");
    BOOST_REQUIRE_EQUAL(config::config_hash(again), config::config_hash(parsed));
    return true;
  } catch (const config::ConfigError& error) {
    BOOST_REQUIRE(!error.diagnostics().empty());
    for (const config::Diagnostic& diagnostic : error.diagnostics()) {
      BOOST_REQUIRE_MESSAGE(is_well_formed(diagnostic.text()), diagnostic.text());
    }
    return false;
  }
}

const std::string& whole_config() {
  static const std::string text =
      R"({"winnow": 1, "core": "rmmu", "name": "unit", "clock_period_ns": 2.5, "parameters": {"rows": 32,)"
      R"( "columns": 16, "precisions": [16, 8, 4, 2], "sources": 8, "chunks": 4, "reductions": ["row", "element"],)"
      R"( "segments": 2, "overflow": "wrap", "multiplier": "shared", "pe_stages": 1, "shadow": false}})";
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mutations)

BOOST_AUTO_TEST_CASE(damaged_texts) {
  Mutator mutator(20261);
  unsigned good = 0;
  constexpr unsigned tries = 20000;
  for (unsigned attempt = 0; attempt < tries; ++attempt)
    good += accepted(mutator.damaged(whole_config())) ? 1U : 0U;
  // Both outcomes are met often, or the mutations test nothing.
  BOOST_TEST_MESSAGE(good << " of " << tries << " damaged configs were still good");
  BOOST_TEST(good > tries / 100);
  BOOST_TEST(good < tries / 2);
}

BOOST_AUTO_TEST_CASE(damaged_values) {
  // The text stays JSON: one value anywhere is replaced, so that the typed readers see everything.
  const config::Json values = {nullptr,
                               true,
                               0,
                               1,
                               -1,
                               3,
                               16,
                               129,
                               1e30,
                               0.5,
                               "",
                               "wrap",
                               "module",
                               "[]",
                               config::Json::array(),
                               config::Json::object(),
                               {16, 8},
                               {8, 16},
                               {"row"},
                               {"row", "row"},
                               {{"rows", 1}},
                               {{"winnow", 1}}};
  const config::Json whole = config::Json::parse(whole_config());
  const config::Json flat = whole.flatten();
  unsigned good = 0;
  unsigned tries = 0;
  for (const auto& [pointer, unused] : flat.items()) {
    for (const config::Json& value : values) {
      config::Json changed = whole;
      changed[config::Json::json_pointer(pointer)] = value;
      good += accepted(config::to_text(changed)) ? 1U : 0U;
      ++tries;
    }
  }
  BOOST_TEST_MESSAGE(good << " of " << tries << " changed configs were good");
  BOOST_TEST(good > tries / 100);
  BOOST_TEST(good < tries / 2);
}

BOOST_AUTO_TEST_CASE(damaged_overrides) {
  Mutator mutator(20262);
  const std::vector<std::string> assignments = {
      "rows=4",     "parameters.precisions=[8,4]", "/parameters/precisions/0=8",
      "name=other", "overflow=saturate",           "parameters={}"};
  unsigned good = 0;
  constexpr unsigned tries = 6000;
  for (unsigned attempt = 0; attempt < tries; ++attempt) {
    good +=
        accepted(whole_config(), {mutator.damaged(assignments[mutator.below(assignments.size())])}) ? 1U : 0U;
  }
  BOOST_TEST_MESSAGE(good << " of " << tries << " damaged overrides were good");
  BOOST_TEST(good > tries / 100);
  BOOST_TEST(good < tries / 2);
}

BOOST_AUTO_TEST_SUITE_END()
