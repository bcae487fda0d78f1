// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

#include "verif/tests/config/config_text.hpp"

namespace config = winnow::config;

BOOST_AUTO_TEST_SUITE(tables)

BOOST_AUTO_TEST_CASE(every_default_is_legal) {
  for (const config::ParameterTable& table : config::core_tables()) {
    std::vector<config::Problem> problems;
    const std::any read = table.read(table.canonical_json(table.defaults()), "", problems);
    BOOST_TEST(problems.empty());
    BOOST_TEST(table.canonical_json(read) == table.canonical_json(table.defaults()));
  }
}

BOOST_AUTO_TEST_CASE(every_parameter_reaches_its_own_member) {
  // One parameter at a time differs from the default; a pointer to the wrong member would change another one.
  const config::Json others = {{"rows", 64},
                               {"columns", 8},
                               {"precisions", {8}},
                               {"sources", 2},
                               {"chunks", 2},
                               {"reductions", {"row"}},
                               {"segments", 2},
                               {"maximum_length", 1},
                               {"overflow", "saturate"},
                               {"pe_stages", 2},
                               {"multiplier", "behavioural"},
                               {"shadow", true},
                               {"reduction_stages", 1}};
  const config::ParameterTable& table = *config::find_core_table("rmmu");
  BOOST_TEST(others.size() == table.parameters().size());
  for (const auto& [name, value] : others.items()) {
    std::vector<config::Problem> problems;
    config::Json object;
    object[name] = value;
    const config::Json read = table.canonical_json(table.read(object, "", problems));
    config::Json expected = table.canonical_json(table.defaults());
    expected[name] = value;
    BOOST_TEST_CONTEXT(name) {
      BOOST_TEST(problems.empty());
      BOOST_TEST(read == expected);
    }
  }
}

BOOST_AUTO_TEST_CASE(documentation_is_what_the_core_page_says) {
  for (const config::ParameterTable& table : config::core_tables()) {
    std::ifstream page(config::test::source_folder() + "/docs/cores/" + table.kind() + ".md");
    std::stringstream text;
    text << page.rdbuf();
    BOOST_TEST_INFO("the page must hold this table:\n" << table.documentation());
    BOOST_TEST((text.str().find(table.documentation()) != std::string::npos));
  }
}

BOOST_AUTO_TEST_CASE(kinds) {
  BOOST_TEST(config::find_core_table("none") == nullptr);
  BOOST_TEST(&config::core_table_of(typeid(config::RmmuParameters)) == config::find_core_table("rmmu"));
  BOOST_CHECK_THROW(config::core_table_of(typeid(int)), std::logic_error);
}

BOOST_AUTO_TEST_SUITE_END()
