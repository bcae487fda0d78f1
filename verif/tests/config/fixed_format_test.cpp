// SPDX-License-Identifier: Apache-2.0
#include <regex>

#include "verif/tests/config/value_reading.hpp"

namespace config = winnow::config;
using config::test::reading;

namespace {

const config::FixedFormatType signed_type{true, 8, 12};
const config::FixedFormatType unsigned_type{false, 8, 12};

}  // namespace

BOOST_AUTO_TEST_SUITE(fixed_formats)

BOOST_AUTO_TEST_CASE(good_formats_are_read_and_written_alike) {
  for (const std::string text : {"s5.3", "s0.0", "s8.12", "s0.12", "s8.0"}) {
    const auto read = reading(signed_type, text);
    BOOST_REQUIRE_MESSAGE(read.value, text);
    BOOST_TEST(config::to_json(*read.value) == config::Json(text));
  }
  const auto format = std::get<config::FixedFormat>(*reading(unsigned_type, "u6.2").value);
  BOOST_TEST(format.width() == 8U);
  BOOST_TEST(!format.is_signed);
  BOOST_TEST(std::get<config::FixedFormat>(*reading(signed_type, "s5.3").value).width() == 9U);
}

BOOST_AUTO_TEST_CASE(bad_formats_say_what_would_be_right) {
  const std::string mend =
      "; give \"sI.F\" for a sign, I integer and F fraction bits, with I up to 8 and F up to 12 bits";
  const std::vector<std::pair<config::Json, std::string>> bad = {
      {5, "5 is not text"},
      {"", R"("" is not a fixed-point format)"},
      {"s5", R"("s5" is not a fixed-point format)"},
      {"5.3", R"("5.3" is not a fixed-point format)"},
      {"s05.3", R"("s05.3" is not a fixed-point format)"},
      {"s5.", R"("s5." is not a fixed-point format)"},
      {"s5.3 ", R"("s5.3 " is not a fixed-point format)"},
      {"s-1.3", R"("s-1.3" is not a fixed-point format)"},
      {"s5.100", R"("s5.100" is not a fixed-point format)"},
      {"u5.3", R"("u5.3" is unsigned)"},
      {"s9.3", R"("s9.3" is too wide)"},
      {"s5.13", R"("s5.13" is too wide)"},
  };
  for (const auto& [value, wrong] : bad) {
    const auto read = reading(signed_type, value);
    BOOST_TEST(!read.value);
    BOOST_TEST(read.problems == std::vector<std::string>{"/p: " + wrong + mend},
               boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(an_unsigned_format_has_a_bit) {
  BOOST_TEST(reading(unsigned_type, "u0.1").value.has_value());
  BOOST_TEST(!reading(unsigned_type, "u0.0").value);
  BOOST_TEST(!reading(unsigned_type, "s5.3").value);
}

BOOST_AUTO_TEST_CASE(schema_and_reader_agree) {
  for (const auto& type : {signed_type, unsigned_type}) {
    const config::Json schema = config::schema_of(type);
    const std::regex pattern(schema.at("pattern").get<std::string>());
    for (const config::Json& example : schema.at("examples"))
      BOOST_TEST(reading(type, example).value.has_value());
    for (const char sign : {'s', 'u'}) {
      for (unsigned i = 0; i <= 13; ++i) {
        const std::string text = config::FixedFormat{sign == 's', i, 13 - i}.text();
        BOOST_TEST(std::regex_match(text, pattern) == reading(type, text).value.has_value());
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(words) {
  BOOST_TEST(config::type_in_words(signed_type) == "format");
  BOOST_TEST(config::range_in_words(signed_type) == R"("sI.F", I up to 8, F up to 12)");
}

BOOST_AUTO_TEST_SUITE_END()
