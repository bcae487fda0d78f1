// SPDX-License-Identifier: Apache-2.0
// The example of docs/netlist-builder.md compiles, elaborates without a diagnostic, and has the widths that
// its comments state.
#include <boost/test/unit_test.hpp>
#include <string>

#include "builder_page_component.inc"

namespace {

unsigned width_of(const Module& module, const std::string& name) {
  for (const Node& node : module.nodes) {
    if (node.name == name) return node.width;
  }
  return 0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_pages_example_elaborates) {
#include "builder_page_elaboration.inc"
  BOOST_TEST(design.diagnostics().empty());
  BOOST_TEST(top.name() == "mac_8_24");
  BOOST_TEST(width_of(top, "product") == 16U);
  BOOST_TEST(top.registers.size() == 1U);
  BOOST_TEST(top.ports.size() == 5U);
}
