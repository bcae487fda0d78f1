// SPDX-License-Identifier: Apache-2.0
// Lists of batches of matrices as a parameter, and what ELSA's hash asks of them.
#include <cstdint>

#include "gen/config/elsa_hash_parameters.hpp"
#include "verif/tests/config/config_text.hpp"
#include "verif/tests/config/value_reading.hpp"

namespace config = winnow::config;
using config::Json;
using config::test::reading;

namespace {

std::vector<std::string> problems_of(const std::string& text) {
  return reading(config::HashFactorsType{}, Json::parse(text)).problems;
}

void check_problems(const std::string& text, const std::vector<std::string>& expected) {
  BOOST_TEST_CONTEXT(text) {
    BOOST_TEST(problems_of(text) == expected, boost::test_tools::per_element());
  }
}

// Of a config with these parameters.
std::string error(const std::string& parameters) {
  return config::test::errors_of(R"({"winnow": 1, "core": "elsa_hash", "name": "h", "parameters": {)" +
                                 parameters + "}}");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hash_factors)

BOOST_AUTO_TEST_CASE(good_factors_are_read_and_written_alike) {
  for (const char* text : {"[[[[1]]]]", "[[[[-256,255,0]],[[1],[2]]],[[[1,2,3],[4,5,6]]]]"}) {
    const auto read = reading(config::HashFactorsType{}, Json::parse(text));
    BOOST_REQUIRE_MESSAGE(read.value, text);
    BOOST_TEST(config::to_text(config::to_json(*read.value)) == text);
  }
}

BOOST_AUTO_TEST_CASE(sizes_and_words) {
  const config::HashFactors factors = {{{{1, 2, 3}}, {{1}, {2}}}, {{{1, 2, 3}, {4, 5, 6}}}};
  BOOST_TEST(config::hash_rows(factors) == 4U);
  BOOST_TEST(config::hash_columns(factors) == 3U);
  BOOST_TEST(config::in_words(factors) == "1 x 3, 2 x 1 and 2 x 3");
  BOOST_TEST(config::in_words(config::ParameterValue(config::default_hash_factors())) ==
             "4 x 4, 4 x 4, 4 x 4");
  BOOST_TEST(config::type_in_words(config::HashFactorsType{}) == "matrices");
}

BOOST_AUTO_TEST_CASE(bad_lists) {
  check_problems("7", {"/p: 7 is not a list; give a list of 1 to 256 batches"});
  check_problems("[]", {"/p: the list is empty; give a list of 1 to 256 batches"});
  check_problems("[[]]", {"/p/0: the list is empty; give a list of 1 to 8 matrices"});
  check_problems("[[3]]", {"/p/0/0: 3 is not a list; give a list of 1 to 256 rows"});
  check_problems("[[[3]]]", {"/p/0/0/0: 3 is not a list; give a list of 1 to 256 integers"});
  check_problems("[[[[1]],[[1]],[[1]],[[1]],[[1]],[[1]],[[1]],[[1]],[[1]]]]",
                 {"/p/0: the list has 9 matrices; give a list of 1 to 8 matrices"});
}

// All of them, each at its place.
BOOST_AUTO_TEST_CASE(bad_entries) {
  const std::string mend = "; give an integer from -256 to 255";
  check_problems("[[[[256,1.0],[-257,\"a\"]]]]",
                 {"/p/0/0/0/0: 256 is out of range" + mend, "/p/0/0/0/1: 1.0 is not an integer" + mend,
                  "/p/0/0/1/0: -257 is out of range" + mend, "/p/0/0/1/1: \"a\" is not an integer" + mend});
  BOOST_TEST(!reading(config::HashFactorsType{}, Json{{{{UINT64_MAX}}}}).value);
  BOOST_TEST(!reading(config::HashFactorsType{}, Json{{{{INT64_MIN}}}}).value);
}

BOOST_AUTO_TEST_CASE(bad_shapes) {
  check_problems("[[[[1,2],[3]]]]",
                 {"/p/0/0/1: the row has 1 entries, the first one 2; give rows of the same length"});
  check_problems("[[[[1,2]]],[[[1]]]]",
                 {"/p/1: the batch takes vectors of 1 elements, the first one of 2; give matrices "
                  "whose columns multiply to 2"});
  const std::string row_17 = "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]";
  check_problems(
      "[[[" + row_17 + "],[" + row_17 + "]]]",
      {"/p/0: the batch takes vectors of 289 elements; give matrices whose columns multiply to at most 256"});
  std::string column = "[1]";
  for (int i = 0; i < 16; ++i) column += ",[1]";
  check_problems("[[[" + column + "],[" + column + "]]]",
                 {"/p: the batches give 289 bits; give at most 256 bits, the sum over the batches of their "
                  "rows' products"});
}

BOOST_AUTO_TEST_CASE(rules_of_the_hash) {
  BOOST_TEST(error("") == "");
  BOOST_TEST(error(R"("multipliers": 128)") == "");
  BOOST_TEST(error(R"("factor_fraction_bits": 4)") ==
             "c.json:/parameters/factor_fraction_bits: factor 0 of batch 0 has the entry 27; give integers "
             "from -16 to 15, "
             "or more factor_fraction_bits");
  BOOST_TEST(error(R"("hash_factors": [[[[1, 2], [3, 40]]]], "multipliers": 4)") ==
             "c.json:/parameters/hash_factors/0/0: factor 0 of batch 0 has the entry 40; give integers from "
             "-32 to 31, or "
             "more factor_fraction_bits");
  BOOST_TEST(
      error(R"("multipliers": 30)") ==
      "c.json:/parameters/multipliers: 30 multipliers do not make whole dot products of factor 0 of batch 0, "
      "which "
      "has 4 columns; give a multiple of 4\n"
      "c.json:/parameters/multipliers: factor 2 of batch 0 takes 256 multiplications, which leave some of 30 "
      "multipliers idle; give a divisor of 256, or allow_idle_multipliers true");
  BOOST_TEST(
      error(R"("multipliers": 96)") ==
      "c.json:/parameters/multipliers: factor 2 of batch 0 takes 256 multiplications, which leave some of 96 "
      "multipliers idle; give a divisor of 256, or allow_idle_multipliers true");
  BOOST_TEST(error(R"("multipliers": 96, "allow_idle_multipliers": true)") == "");
}

// Eight factors of s0.8 for 256 elements would take 9 + 64 + 9 bits.
BOOST_AUTO_TEST_CASE(sums_that_are_too_wide) {
  std::string factors;
  for (int i = 0; i < 8; ++i) factors += std::string(i == 0 ? "" : ", ") + "[[200, -200], [-200, 200]]";
  BOOST_TEST(
      error(R"("factor_fraction_bits": 8, "hash_factors": [[)" + factors + "]]") ==
      "c.json:/parameters/hash_factors/0: the sums of batch 0 take up to 82 bits; give fewer factors or "
      "factor_fraction_bits, for at most 62");
}

BOOST_AUTO_TEST_SUITE_END()
