// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/dead.hpp"

#include <boost/test/unit_test.hpp>

#include "verif/tests/passes/tree.hpp"

using namespace winnow::hdl;
using namespace winnow::hdl::test;

namespace {

// A child with two outputs; with a property inside if asked.
struct Child {
  struct Params {
    bool checked = false;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    Ports(Io& io, const Params&)
        : data(io.in<UInt>("data_i", 4)), low(io.out<UInt>("low_o", 4)), high(io.out<UInt>("high_o", 4)) {}
    In<UInt> data;
    Out<UInt> low, high;
  };
  static std::string name(const Params& params) { return params.checked ? "child_checked" : "child"; }
  static void build(Builder& builder, Ports& ports, const Params& params) {
    ports.low.drive(ports.data);
    ports.high.drive(~ports.data);
    if (params.checked) builder.check("never_full", !ports.data.all(), "data is full");
  }
};

struct Dead : Workbench {
  In<UInt> a = io.in<UInt>("a_i", 8);
  Out<UInt> y = io.out<UInt>("y_o", 8);
  bool has(const std::string& name) const { return find(module, name) != no_node; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(dead)

BOOST_FIXTURE_TEST_CASE(unread_nets_go_named_or_not, Dead) {
  (a + a).named("lost");
  a* a;
  y.drive(a);
  passes::dead(module);
  BOOST_TEST(!has("lost"));
  BOOST_TEST(module.nodes.size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(unread_inputs_stay, Dead) {
  y.drive(build.constant(8, 1));
  passes::dead(module);
  BOOST_TEST(has("a_i"));
  BOOST_TEST(module.ports.at(0).node == find(module, "a_i"));
  BOOST_TEST(driver(module, "y_o") == "8'h01");
}

BOOST_FIXTURE_TEST_CASE(registers_that_feed_only_themselves_go, Dead) {
  const Reg<UInt> lost = build.reg<UInt>("lost", 8);
  const Reg<UInt> other = build.reg<UInt>("other", 8);
  const Reg<UInt> kept = build.reg<UInt>("kept", 8);
  const Reg<Bit> gate = build.reg<Bit>("gate", 1);
  lost.next((other + a).trunc(8));
  other.next((lost + a).trunc(8));
  kept.next(a, gate);
  gate.next(a.bit(0));
  y.drive(kept);
  passes::dead(module);
  BOOST_TEST(module.registers.size() == 2U);
  BOOST_TEST(definition(module, "kept") == "reg8(a_i, enable gate)");
  BOOST_TEST(definition(module, "gate") == "reg1(a_i[0])");
  BOOST_TEST(!has("lost"));
  BOOST_TEST(!has("other"));
}

BOOST_FIXTURE_TEST_CASE(memories_nobody_reads_go, Dead) {
  MemoryHandle lost = build.memory("lost", 8, 16);
  MemoryHandle kept = build.memory("kept", 8, 16);
  const UInt address = a.trunc(4);
  lost.write(address, a, a.bit(7));
  kept.write(address, a, a.bit(6));
  kept.read_registered(address, a.bit(5), ReadDuringWrite::old_data);
  const UInt data = kept.read_registered(address, a.bit(4), ReadDuringWrite::old_data);
  y.drive(data.named("data"));
  passes::dead(module);
  BOOST_TEST(module.memories.size() == 1U);
  BOOST_TEST(module.memories.at(0).name == "kept");
  BOOST_TEST(module.memories.at(0).sync_reads.size() == 1U);
  const Node& read = module.node(find(module, "data"));
  BOOST_TEST(read.index == 0U);
  BOOST_TEST(read.aux == 0U);
  BOOST_TEST(expression(module, module.memories.at(0).sync_reads.at(0).enable) == "a_i[4]");
}

BOOST_FIXTURE_TEST_CASE(a_property_keeps_its_cone, Dead) {
  const Reg<UInt> seen = build.reg<UInt>("seen", 8);
  seen.next(a);
  build.check("not_full", !seen.all(), "full");
  y.drive(a);
  passes::dead(module);
  BOOST_TEST(definition(module, "seen") == "reg8(a_i)");
  BOOST_TEST(expression(module, module.properties.at(0).condition) == "not(reduce_and(seen))");
}

BOOST_FIXTURE_TEST_CASE(instances_nobody_reads_go, Dead) {
  auto lost = build.instance<Child>("lost", {});
  auto kept = build.instance<Child>("kept", {});
  lost.data.drive(a.bits(7, 4).named("only_for_lost"));
  kept.data.drive(a.bits(3, 0));
  y.drive(kept.high.extend(8));
  passes::dead(module);
  BOOST_TEST(module.instances.size() == 1U);
  BOOST_TEST(module.instances.at(0).name == "kept");
  BOOST_TEST(module.instances.at(0).outputs.at(1) == no_node);
  const NodeId high = module.instances.at(0).outputs.at(2);
  BOOST_TEST((module.node(high).op == Op::instance_output));
  BOOST_TEST(module.node(high).index == 0U);
  BOOST_TEST(expression(module, module.instances.at(0).inputs.at(0)) == "a_i[3:0]");
  BOOST_TEST(!has("only_for_lost"));
}

BOOST_FIXTURE_TEST_CASE(instances_with_properties_stay, Dead) {
  auto checked = build.instance<Child>("checked", {true});
  checked.data.drive(a.bits(7, 4));
  y.drive(a);
  passes::dead(module);
  BOOST_TEST(module.instances.size() == 1U);
  BOOST_TEST(expression(module, module.instances.at(0).inputs.at(0)) == "a_i[7:4]");
}

BOOST_AUTO_TEST_SUITE_END()
