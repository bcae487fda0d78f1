// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/legalise.hpp"

#include <boost/test/unit_test.hpp>

#include "verif/tests/passes/tree.hpp"

using namespace winnow::hdl;
using namespace winnow::hdl::test;

namespace {

struct Pair {
  struct Params {
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    Ports(Io& io, const Params&)
        : data(io.in<UInt>("data_i", 8)), low(io.out<UInt>("low_o", 8)), high(io.out<UInt>("high_o", 8)) {}
    In<UInt> data;
    Out<UInt> low, high;
  };
  static std::string name(const Params&) { return "pair"; }
  static void build(Builder&, Ports& ports, const Params&) {
    ports.low.drive(ports.data);
    ports.high.drive(~ports.data);
  }
};

struct Legalise : Workbench {
  In<UInt> a = io.in<UInt>("a_i", 8);
  In<UInt> b = io.in<UInt>("b_i", 8);
  In<SInt> s = io.in<SInt>("s_i", 8);
  In<SInt> t = io.in<SInt>("t_i", 8);

  template <class T>
  void output(const std::string& name, const T& value) {
    io.out<T>(name, value.width()).drive(value);
  }
  // Reads every input, so that only what the test is about is left unread.
  void run() {
    output("all_inputs_o", cat(a, b, s, t));
    passes::legalise(module);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(legalise)

BOOST_FIXTURE_TEST_CASE(simple_expressions_stay_inline, Legalise) {
  output("y_o", (a + b).bits(8, 0));
  run();
  BOOST_TEST(driver(module, "y_o") == "add(zero9(a_i), zero9(b_i))");
  BOOST_TEST(find(module, "unused_ok") == no_node);
}

BOOST_FIXTURE_TEST_CASE(what_is_selected_from_is_a_net, Legalise) {
  output("y_o", (a + b).bits(8, 1));
  run();
  BOOST_TEST(driver(module, "y_o") == "y_sum[8:1]");
  BOOST_TEST(definition(module, "y_sum") == "add(zero9(a_i), zero9(b_i))");
  BOOST_TEST(!module.node(find(module, "y_sum")).user_named);
  BOOST_TEST(definition(module, "unused_ok") == "reduce_and(concatenate(1'h0, y_sum[0]))");
}

BOOST_FIXTURE_TEST_CASE(what_is_sign_extended_is_a_net, Legalise) {
  output("y_o", (s + t).extend(12));
  run();
  BOOST_TEST(driver(module, "y_o") == "sign12(y_sum)");
  BOOST_TEST(definition(module, "y_sum") == "add(sign9(s_i), sign9(t_i))");
}

BOOST_FIXTURE_TEST_CASE(products_are_nets_of_simple_operands, Legalise) {
  output("y_o", (s + t) * s);
  run();
  BOOST_TEST(driver(module, "y_o") == "y");
  BOOST_TEST(definition(module, "y") == "multiply17(y_sum, s_i)");
  BOOST_TEST(definition(module, "y_sum") == "add(sign9(s_i), sign9(t_i))");
}

BOOST_FIXTURE_TEST_CASE(product_operands_through_reinterpretation, Legalise) {
  output("y_o", (a + b).as_sint() * s);
  run();
  BOOST_TEST(definition(module, "y") == "multiply17(signed(y_sum), s_i)");
}

BOOST_FIXTURE_TEST_CASE(arithmetic_shift_is_a_net, Legalise) {
  output("y_o", cat(shift_right(s, a.trunc(3)), shift_right(b, a.trunc(3))));
  run();
  BOOST_TEST(driver(module, "y_o") == "concatenate(y_shifted, shift_right(b_i, a_i[2:0]))");
  BOOST_TEST(definition(module, "y_shifted") == "shift_right(s_i, a_i[2:0])");
}

BOOST_FIXTURE_TEST_CASE(values_used_twice_are_nets, Legalise) {
  const UInt sum = a + b;
  output("y_o", ~sum);
  output("z_o", sum ^ a.extend(9));
  run();
  BOOST_TEST(driver(module, "y_o") == "not(z_sum)");
  BOOST_TEST(driver(module, "z_o") == "xor(z_sum, zero9(a_i))");
}

BOOST_FIXTURE_TEST_CASE(wiring_may_be_repeated, Legalise) {
  const Bit idle = !a.bit(3);
  const UInt wide = b.bits(5, 2).extend(8);
  output("y_o", mux(idle, wide, a));
  output("z_o", mux(idle, a, wide));
  run();
  BOOST_TEST(driver(module, "y_o") == "mux(not(a_i[3]), zero8(b_i[5:2]), a_i)");
  BOOST_TEST(driver(module, "z_o") == "mux(not(a_i[3]), a_i, zero8(b_i[5:2]))");
}

BOOST_FIXTURE_TEST_CASE(names_follow_registers, Legalise) {
  const Reg<UInt> accumulator = build.reg<UInt>("accumulator", 17);
  accumulator.next((accumulator + a * b).trunc(17));
  output<UInt>("y_o", accumulator);
  run();
  BOOST_TEST(definition(module, "accumulator_product") == "multiply16(a_i, b_i)");
}

BOOST_FIXTURE_TEST_CASE(names_never_clash, Legalise) {
  (a & b).named("y_sum");  // dead, but the name is the user's
  output("y_o", (a + b).bits(8, 1));
  output("z_o", (a + a).bits(8, 1));
  run();
  BOOST_TEST(driver(module, "y_o") == "y_sum_1[8:1]");
  BOOST_TEST(driver(module, "z_o") == "z_sum[8:1]");
}

BOOST_FIXTURE_TEST_CASE(names_are_no_reserved_words, Legalise) {
  output("signed_o", a * b);
  run();
  BOOST_TEST(driver(module, "signed_o") == "signed_1");
}

BOOST_FIXTURE_TEST_CASE(long_chains_are_cut, Legalise) {
  UInt chain = a;
  for (int i = 0; i < 20; ++i) chain = chain ^ ~(chain & b);
  output("y_o", chain);
  UInt deep = a;
  for (unsigned i = 0; i < 20; ++i) deep = (~deep & b.bits(i % 7 + 1, 0).extend(8)) | a;
  output("z_o", deep);
  run();
  // Depth of every inlined expression.
  std::vector<unsigned> depth(module.nodes.size(), 0);
  unsigned deepest = 0;
  for (NodeId id = 0; id < module.nodes.size(); ++id) {
    const Node& node = module.node(id);
    if (node.operands.empty()) continue;
    for (const NodeId operand : node.operands) {
      depth[id] = std::max(depth[id], module.node(operand).name.empty() ? depth[operand] : 0);
    }
    if (node.op != Op::slice && node.op != Op::zero_extend) ++depth[id];
    deepest = std::max(deepest, depth[id]);
  }
  BOOST_TEST(deepest <= 6U);
  BOOST_TEST(deepest >= 4U);
}

BOOST_FIXTURE_TEST_CASE(wide_concatenations_stay_whole, Legalise) {
  std::vector<Value> parts;
  for (unsigned i = 0; i < 40; ++i) parts.push_back(i % 2 == 0 ? a.bits(i % 8, 0) : b.bits(i % 8, 0));
  output("y_o", concatenate(parts));
  run();
  BOOST_TEST(driver(module, "y_o").starts_with("concatenate(a_i[0], b_i[1:0], a_i[2:0]"));
}

BOOST_FIXTURE_TEST_CASE(instance_outputs_are_nets, Legalise) {
  auto pair = build.instance<Pair>("pair_0", {});
  pair.data.drive(a);
  output("y_o", pair.low.bits(6, 2));
  run();
  BOOST_TEST(driver(module, "y_o") == "pair_0_low[6:2]");
  const NodeId high = module.instances.at(0).outputs.at(2);
  BOOST_TEST(module.node(high).name == "pair_0_high_unused");
  BOOST_TEST(definition(module, "unused_ok") ==
             "reduce_and(concatenate(1'h0, pair_0_low[7], pair_0_low[1:0]))");
}

BOOST_FIXTURE_TEST_CASE(unread_inputs, Legalise) {
  output("y_o", cat(a.bits(6, 4), a.bits(1, 0)));
  passes::legalise(module);
  BOOST_TEST(definition(module, "unused_ok") ==
             "reduce_and(concatenate(1'h0, a_i[7], a_i[3:2], b_i, s_i, t_i))");
}

BOOST_FIXTURE_TEST_CASE(property_conditions_are_nets_that_lint_sees_unread, Legalise) {
  build.check("not_equal_inputs", a != b, "equal");
  run();
  BOOST_TEST(expression(module, module.properties.at(0).condition) == "not_equal_inputs_holds");
  BOOST_TEST(definition(module, "unused_ok") == "reduce_and(concatenate(1'h0, not_equal_inputs_holds))");
}

BOOST_FIXTURE_TEST_CASE(again_changes_nothing, Legalise) {
  auto pair = build.instance<Pair>("pair_0", {});
  pair.data.drive((a + b).bits(8, 1));
  build.check("small", a < b, "not small");
  output("y_o", pair.low.bits(6, 2));
  output("z_o", (s * t).extend(20));
  passes::legalise(module);
  const std::string once = dump(module);
  passes::legalise(module);
  BOOST_TEST(dump(module) == once);
}

BOOST_AUTO_TEST_SUITE_END()
