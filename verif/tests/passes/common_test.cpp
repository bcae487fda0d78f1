// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/common.hpp"

#include <boost/test/unit_test.hpp>

#include "verif/tests/passes/tree.hpp"

using namespace winnow::hdl;
using namespace winnow::hdl::test;

namespace {

struct Common : Workbench {
  In<UInt> a = io.in<UInt>("a_i", 8);
  In<UInt> b = io.in<UInt>("b_i", 8);
  Out<UInt> y = io.out<UInt>("y_o", 9);
  Out<UInt> z = io.out<UInt>("z_o", 9);

  NodeId port_node(std::size_t index) const { return module.ports[index].node; }
  std::size_t count(Op op) const {
    std::size_t found = 0;
    for (const Node& node : module.nodes) found += node.op == op ? 1 : 0;
    return found;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(common)

BOOST_FIXTURE_TEST_CASE(equal_expressions_become_one, Common) {
  y.drive(a + b);
  z.drive(a + b);
  passes::common_subexpressions(module);
  BOOST_TEST(port_node(2) == port_node(3));
  BOOST_TEST(count(Op::add) == 1U);
  BOOST_TEST(count(Op::zero_extend) == 2U);
}

BOOST_FIXTURE_TEST_CASE(commutative_operands_in_either_order, Common) {
  y.drive(a + b);
  z.drive(b + a);
  passes::common_subexpressions(module);
  BOOST_TEST(count(Op::add) == 1U);
}

BOOST_FIXTURE_TEST_CASE(order_matters_for_differences, Common) {
  y.drive((a - b).as_uint());
  z.drive((b - a).as_uint());
  passes::common_subexpressions(module);
  BOOST_TEST(count(Op::subtract) == 2U);
}

BOOST_FIXTURE_TEST_CASE(different_constants_stay_apart, Common) {
  y.drive(a & build.constant(8, 1));
  z.drive(a & build.constant(8, 2));
  passes::common_subexpressions(module);
  BOOST_TEST(driver(module, "y_o") == "zero9(and(a_i, 8'h01))");
  BOOST_TEST(driver(module, "z_o") == "zero9(and(a_i, 8'h02))");
}

BOOST_FIXTURE_TEST_CASE(named_net_represents_the_unnamed, Common) {
  y.drive(a + b);
  z.drive((a + b).named("sum"));
  passes::common_subexpressions(module);
  BOOST_TEST(driver(module, "y_o") == "sum");
  BOOST_TEST(driver(module, "z_o") == "sum");
}

BOOST_FIXTURE_TEST_CASE(named_nets_are_not_merged, Common) {
  y.drive((a + b).named("first"));
  z.drive((a + b).named("second"));
  passes::common_subexpressions(module);
  BOOST_TEST(definition(module, "first") == "add(zero9(a_i), zero9(b_i))");
  BOOST_TEST(definition(module, "second") == "add(zero9(a_i), zero9(b_i))");
}

BOOST_FIXTURE_TEST_CASE(registers_are_not_merged, Common) {
  const Reg<UInt> first = build.reg<UInt>("first", 8);
  const Reg<UInt> second = build.reg<UInt>("second", 8);
  first.next(a);
  second.next(a);
  y.drive(first);
  z.drive(second);
  passes::common_subexpressions(module);
  BOOST_TEST(driver(module, "y_o") == "zero9(first)");
  BOOST_TEST(driver(module, "z_o") == "zero9(second)");
}

BOOST_AUTO_TEST_SUITE_END()
