// SPDX-License-Identifier: Apache-2.0
// A kind of core is registered in three rooms (parameters, hardware, suite): none may be forgotten.
#include "verif/suites/registry/registry.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

#include "gen/config/registry.hpp"
#include "gen/config/rmmu_parameters.hpp"
#include "gen/cores/core_kind.hpp"

using namespace winnow;

namespace {

config::Config default_config(const config::ParameterTable& table) {
  return {table.kind(), "core", table.defaults(), std::nullopt};
}

std::vector<std::string> kinds_with_hardware() {
  std::vector<std::string> kinds;
  for (const cores::CoreKind& kind : cores::core_kinds()) kinds.push_back(kind.kind);
  return kinds;
}

std::vector<std::string> kinds_with_suite() {
  std::vector<std::string> kinds;
  for (const verif::SuiteEntry& entry : verif::suite_entries()) kinds.push_back(entry.kind);
  return kinds;
}

class Points : public verif::FunctionalCoverage {
 public:
  Points() {
    declare("reached");
    declare("not reached");
  }
  void reach(const std::string& point) { hit(point); }
};

}  // namespace

BOOST_AUTO_TEST_CASE(every_kind_has_hardware_and_a_suite) {
  const std::vector<std::string> kinds = config::core_kinds();
  BOOST_TEST(kinds_with_hardware() == kinds, boost::test_tools::per_element());
  BOOST_TEST(kinds_with_suite() == kinds, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_suite_is_complete) {
  for (const config::ParameterTable& table : config::core_tables()) {
    const verif::CoreSuite suite = verif::make_suite(default_config(table));
    std::set<std::string> names;
    bool has_random = false;
    for (const verif::SuiteTest& test : suite.suite) {
      BOOST_TEST(names.insert(test.name).second, table.kind() + " has two tests named " + test.name);
      BOOST_TEST(!test.description.empty(), table.kind() + " " + test.name);
      has_random = has_random || test.random;
    }
    BOOST_TEST(has_random, table.kind());
    BOOST_REQUIRE(suite.coverage != nullptr);
    // Nothing is counted before a test has run.
    BOOST_TEST(!suite.coverage->points().empty());
    BOOST_TEST(suite.coverage->missing().size() == suite.coverage->points().size());
    const std::unique_ptr<verif::Model> model = suite.model();
    BOOST_TEST(model->output_widths().size() == model->output_names().size(), table.kind());
    BOOST_TEST(model->input_widths().size() == model->input_names().size(), table.kind());
  }
}

// The model computes every width on its own; here it meets the hardware's.
BOOST_AUTO_TEST_CASE(models_have_the_ports_of_the_hardware) {
  for (const config::ParameterTable& table : config::core_tables()) {
    hdl::Design design;
    const config::Config config = default_config(table);
    const hdl::Module& top = cores::core_kind(table.kind()).elaborate(design, config);
    const std::unique_ptr<verif::Model> model = verif::make_suite(config).model();
    std::map<std::string, unsigned> of_model, of_hardware;
    const std::vector<std::string> inputs = model->input_names(), outputs = model->output_names();
    for (std::size_t i = 0; i < inputs.size(); ++i) of_model[inputs[i]] = model->input_widths()[i];
    for (std::size_t i = 0; i < outputs.size(); ++i) of_model[outputs[i]] = model->output_widths()[i];
    of_model.erase("rst_ni");
    for (const hdl::Port& port : top.ports) of_hardware[port.name] = port.width;
    BOOST_TEST((of_model == of_hardware), table.kind());
  }
}

BOOST_AUTO_TEST_CASE(a_kind_without_a_suite_is_refused) {
  BOOST_CHECK_THROW(verif::suite_entry("sieve"), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(only_what_is_numerous_is_kept_out_of_the_waves) {
  const auto hints = verif::suite_entry("rmmu").hints;
  config::RmmuParameters large, small;
  small.rows = small.columns = 8;
  BOOST_TEST(hints(config::make_config("a", large), "rmmu_pe_w32").out_of_line);
  BOOST_TEST(!hints(config::make_config("a", large), "rmmu_row").out_of_line);
  BOOST_TEST(hints(config::make_config("a", large), "rmmu_multiplier").untraced);
  BOOST_TEST(!hints(config::make_config("a", small), "rmmu_multiplier").untraced);
  BOOST_TEST(!hints(config::make_config("a", large), "rmmu_pe").untraced);
}

BOOST_AUTO_TEST_CASE(functional_coverage_counts_what_was_declared) {
  Points points;
  points.reach("reached");
  points.reach("reached");
  BOOST_TEST(points.missing() == std::vector<std::string>{"not reached"}, boost::test_tools::per_element());
  BOOST_TEST(points.points().at("reached") == 2U);
  BOOST_CHECK_THROW(points.reach("unheard of"), std::logic_error);
}
