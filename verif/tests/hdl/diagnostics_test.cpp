// SPDX-License-Identifier: Apache-2.0
// The full text and the place of every diagnostic that building a module can give. Those of the finished
// structure (undriven nets, loops) are in verif/tests/passes/check_test.cpp.
#include <boost/test/unit_test.hpp>

#include "gen/hdl/netlist/builder.hpp"

using namespace winnow::hdl;

namespace {

// Two modules of one design.
struct Bench {
  Design design;
  Module module{design, "bench"}, other{design, "stranger"};
  Io io{module}, other_io{other};
  Builder build{module}, other_build{other};
  UInt a = io.in<UInt>("a_i", 4), far = other_io.in<UInt>("far_i", 4);
  SInt s = io.in<SInt>("s_i", 4);
  Bit on = io.in<Bit>("on_i", 1);

  // The only diagnostic is `message`, at the line of this file before the call (or `back` lines before).
  void expect(const std::string& message, unsigned back = 1,
              std::source_location call = std::source_location::current()) {
    BOOST_REQUIRE_EQUAL(design.diagnostics().size(), 1U);
    BOOST_TEST(design.diagnostics().front().message == message);
    BOOST_TEST(design.diagnostics().front().location.line == call.line() - back);
  }
};

std::string here(int line) {
  return std::string(std::source_location::current().file_name()) + ":" + std::to_string(line);
}

// A component with one input and one output.
struct Pass {
  struct Params {
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    Ports(Io& io, const Params&) : a(io.in<UInt>("a_i", 4)), y(io.out<UInt>("y_o", 4)) {}
    In<UInt> a;
    Out<UInt> y;
  };
  static std::string name(const Params&) { return "pass"; }
  static void build(Builder&, Ports& ports, const Params&) { ports.y.drive(ports.a); }
};

// Another component of the same name.
struct Impostor : Pass {
  static void build(Builder&, Ports& ports, const Params&) { ports.y.drive(~ports.a); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(diagnostics, Bench)

// Operands and widths

BOOST_AUTO_TEST_CASE(operands_of_two_modules) {
  (void)(a + far);
  expect(
      "operands of '+' belong to different modules ('bench' and 'stranger'); pass the value through a port");
}

BOOST_AUTO_TEST_CASE(operand_without_value) {
  (void)(a & UInt());
  expect("an operand of '&' has no value here; outputs are read at an instance, inputs inside their module");
}

BOOST_AUTO_TEST_CASE(one_mistake_is_reported_once) {
  const UInt wrong = a + far;
  (void)((wrong * a) ^ (wrong + wrong));
  expect(
      "operands of '+' belong to different modules ('bench' and 'stranger'); pass the value through a port",
      2);
}

BOOST_AUTO_TEST_CASE(slice_outside) {
  (void)a.bits(4, 2);
  expect("bits [4:2] are outside the value's 4 bits; give high >= low, both below the width");
}

BOOST_AUTO_TEST_CASE(slice_upside_down) {
  (void)a.bits(1, 2);
  expect("bits [1:2] are outside the value's 4 bits; give high >= low, both below the width");
}

BOOST_AUTO_TEST_CASE(extend_narrows) {
  (void)a.extend(3);
  expect("extend to 3 bits of a value of 4 bits; write .trunc or .saturate to narrow");
}

BOOST_AUTO_TEST_CASE(trunc_widens) {
  (void)s.trunc(5);
  expect("trunc to 5 bits of a value of 4 bits; write .extend to widen");
}

BOOST_AUTO_TEST_CASE(saturate_to_nothing) {
  (void)a.saturate(0);
  expect("saturate to 0 bits of a value of 4 bits; write .extend to widen");
}

BOOST_AUTO_TEST_CASE(constants_that_do_not_fit) {
  (void)build.constant(3, 8);
  expect("the constant 8 does not fit 3 bits; give it more bits");
}

BOOST_AUTO_TEST_CASE(signed_constant_that_does_not_fit) {
  (void)build.constant_signed(3, -5);
  expect("the constant -5 does not fit 3 bits; give it more bits");
}

BOOST_AUTO_TEST_CASE(comparison_with_a_large_constant) {
  (void)(a == 16);
  expect("the constant 16 does not fit the value's 4 bits; compare with less");
}

// Names

BOOST_AUTO_TEST_CASE(name_twice) {
  const int first = __LINE__ + 1;
  (void)(~a).named("sum");
  (void)(a & a).named("sum");
  expect("the name 'sum' is already used in module 'bench' at " + here(first) + "; choose another");
}

BOOST_AUTO_TEST_CASE(name_of_an_output_twice) {
  const int first = __LINE__ + 1;
  (void)io.out<UInt>("y_o", 4);
  (void)io.out<UInt>("y_o", 4);
  expect("the name 'y_o' is already used in module 'bench' at " + here(first) + "; choose another");
}

BOOST_AUTO_TEST_CASE(name_of_an_instance_twice) {
  const int first = __LINE__ + 1;
  build.instance<Pass>("pass_0", {});
  build.instance<Pass>("pass_0", {});
  expect("the name 'pass_0' is already used in module 'bench' at " + here(first) + "; choose another");
}

BOOST_AUTO_TEST_CASE(name_that_is_no_identifier) {
  build.memory("2_deep", 4, 4);
  expect("'2_deep' is not a Verilog identifier; use a letter, then letters, digits and underscores");
}

BOOST_AUTO_TEST_CASE(name_that_is_reserved) {
  (void)io.out<UInt>("logic", 4);
  expect("'logic' is a reserved word of Verilog or SystemVerilog; choose another name");
}

BOOST_AUTO_TEST_CASE(two_modules_of_one_name) {
  const int first = __LINE__ + 1;
  design.elaborate<Pass>({});
  design.elaborate<Impostor>({});
  expect("two different modules are both named 'pass' (the other is elaborated at " + here(first) +
         "); make the name depend on every parameter");
}

// State

BOOST_AUTO_TEST_CASE(register_without_width) {
  (void)build.reg<UInt>("count", 0);
  expect("register 'count' has width 0; give it a bit or leave it out");
}

BOOST_AUTO_TEST_CASE(register_with_two_next_values) {
  const Reg<UInt> count = build.reg<UInt>("count", 4);
  count.next(a);
  count.next(~a);
  expect("register 'count' has a next value already; give it one");
}

BOOST_AUTO_TEST_CASE(register_with_a_wide_next_value) {
  build.reg<UInt>("count", 4).next(a + a);
  expect("register 'count' is 4 bits, next value is 5 bits; write .trunc(4)");
}

BOOST_AUTO_TEST_CASE(register_with_a_foreign_next_value) {
  build.reg<UInt>("count", 4).next(far);
  expect(
      "register 'count' belongs to module 'bench', the value to 'stranger'; pass the value through a port");
}

BOOST_AUTO_TEST_CASE(register_with_a_foreign_enable) {
  build.reg<UInt>("count", 4).next(a, far.bit(0));
  expect(
      "enable of register 'count' belongs to module 'bench', the value to 'stranger'; pass "
      "the value through a port");
}

BOOST_AUTO_TEST_CASE(wire_without_width) {
  (void)build.wire<UInt>("forward", 0);
  expect("wire 'forward' has width 0; give it a bit or leave it out");
}

BOOST_AUTO_TEST_CASE(wire_driven_twice) {
  const Wire<UInt> forward = build.wire<UInt>("forward", 4);
  forward.drive(a);
  forward.drive(a);
  expect("wire 'forward' is driven already; drive it once");
}

BOOST_AUTO_TEST_CASE(wire_driven_by_too_much) {
  build.wire<SInt>("forward", 7).drive(s * s);
  expect("wire 'forward' is 7 bits, value is 8 bits; write .trunc(7)");
}

BOOST_AUTO_TEST_CASE(memory_without_depth) {
  build.memory("table", 4, 0);
  BOOST_REQUIRE_EQUAL(design.diagnostics().size(), 2U);
  BOOST_TEST(design.diagnostics()[0].message == "memory 'table' needs a width and a depth of at least 1");
  BOOST_TEST(design.diagnostics()[1].message ==
             "'table' is a reserved word of Verilog or SystemVerilog; choose another name");
}

BOOST_AUTO_TEST_CASE(memory_written_too_wide) {
  build.memory("store", 4, 16).write(a, a + a, on);
  expect("memory 'store' is 4 bits, data is 5 bits; write .trunc(4)");
}

BOOST_AUTO_TEST_CASE(memory_address_too_wide) {
  (void)build.memory("store", 4, 8).read(a);
  expect("address of memory 'store' is 3 bits, value is 4 bits; write .trunc(3)");
}

// Ports

BOOST_AUTO_TEST_CASE(port_without_width) {
  (void)io.in<UInt>("none_i", 0);
  expect("port 'none_i' has width 0; leave the port out or give it a bit");
}

BOOST_AUTO_TEST_CASE(output_driven_twice) {
  const Out<UInt> y = io.out<UInt>("y_o", 4);
  y.drive(a);
  y.drive(~a);
  expect("output 'y_o' is driven already; drive it once");
}

BOOST_AUTO_TEST_CASE(output_driven_by_too_much) {
  io.out<UInt>("y_o", 4).drive(a + a);
  expect("output 'y_o' is 4 bits, value is 5 bits; write .trunc(4)");
}

BOOST_AUTO_TEST_CASE(output_driven_from_elsewhere) {
  io.out<UInt>("y_o", 4).drive(far);
  expect("output 'y_o' is driven by a value of module 'stranger'; pass the value through a port");
}

BOOST_AUTO_TEST_CASE(output_driven_by_nothing) {
  io.out<UInt>("y_o", 4).drive(UInt());
  expect("output 'y_o' is driven by nothing; give it a value");
}

BOOST_AUTO_TEST_CASE(input_driven_inside) {
  const In<UInt> b = io.in<UInt>("b_i", 4);
  b.drive(a);
  expect("an input is driven at an instance, not inside its module");
}

BOOST_AUTO_TEST_CASE(output_driven_at_an_instance) {
  const auto pass = build.instance<Pass>("pass_0", {});
  pass.y.drive(a);
  expect("an output is driven inside its module, not at an instance");
}

BOOST_AUTO_TEST_CASE(input_of_an_instance_driven_twice) {
  const auto pass = build.instance<Pass>("pass_0", {});
  pass.a.drive(a);
  pass.a.drive(a);
  expect("input 'a_i' of instance 'pass_0' is driven already; drive it once");
}

BOOST_AUTO_TEST_CASE(input_of_an_instance_driven_by_nothing) {
  const auto pass = build.instance<Pass>("pass_0", {});
  pass.a.drive(UInt());
  expect("input 'a_i' of instance 'pass_0' is driven by nothing; give it a value");
}

BOOST_AUTO_TEST_CASE(input_of_an_instance_driven_by_too_much) {
  const auto pass = build.instance<Pass>("pass_0", {});
  pass.a.drive(a * a);
  expect("input 'a_i' of instance 'pass_0' is 4 bits, value is 8 bits; write .trunc(4)");
}

// Properties

BOOST_AUTO_TEST_CASE(pin_that_is_not_there) {
  const Pins pins = build.instance("unit", design.elaborate<Pass>({}));
  pins.drive("b_i", a);
  expect("module 'pass' has no input 'b_i'");
}

BOOST_AUTO_TEST_CASE(pin_of_the_other_direction) {
  const Pins pins = build.instance("unit", design.elaborate<Pass>({}));
  (void)pins.output("a_i");
  expect("module 'pass' has no output 'a_i'");
}

BOOST_AUTO_TEST_CASE(pin_of_the_other_sign) {
  const Pins pins = build.instance("unit", design.elaborate<Pass>({}));
  (void)pins.output_signed("y_o");
  expect("output 'y_o' of module 'pass' is unsigned");
}

BOOST_AUTO_TEST_CASE(pin_driven_by_too_much) {
  const Pins pins = build.instance("unit", design.elaborate<Pass>({}));
  pins.drive("a_i", cat(a, a));
  expect("input 'a_i' of instance 'unit' is 4 bits, value is 8 bits; write .trunc(4)");
}

BOOST_AUTO_TEST_CASE(check_of_nothing) {
  build.check("never", Bit(), "message");
  expect("check 'never' is given nothing; give it a value");
}

BOOST_AUTO_TEST_CASE(cover_of_a_foreign_condition) {
  build.cover("seen", far.bit(1));
  expect("cover 'seen' belongs to module 'bench', the value to 'stranger'; pass the value through a port");
}

BOOST_AUTO_TEST_SUITE_END()
