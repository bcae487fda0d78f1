// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/narrow.hpp"

#include <boost/test/unit_test.hpp>

#include "verif/tests/passes/tree.hpp"

using namespace winnow::hdl;
using namespace winnow::hdl::test;

namespace {

struct Narrow : Workbench {
  In<UInt> a = io.in<UInt>("a_i", 8);
  In<UInt> b = io.in<UInt>("b_i", 8);
  In<SInt> s = io.in<SInt>("s_i", 8);
  In<SInt> t = io.in<SInt>("t_i", 8);
  In<Bit> c = io.in<Bit>("c_i", 1);

  template <class T>
  void output(const std::string& name, const T& value) {
    io.out<T>(name, value.width()).drive(value);
  }
  void run() { passes::narrow(module); }
  template <class T>
  std::string narrowed(const T& value) {
    output("y_o", value);
    run();
    return driver(module, "y_o");
  }
  unsigned width_of(const std::string& net) const { return module.node(find(module, net)).width; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(narrow)

#define NARROWS_TO(title, value, expected)      \
  BOOST_FIXTURE_TEST_CASE(title, Narrow) {      \
    const auto result = value;                  \
    BOOST_TEST(narrowed(result) == (expected)); \
  }

NARROWS_TO(sum_without_carry, (a + b).trunc(8), "add(a_i, b_i)")
NARROWS_TO(low_half_of_sum, (a + b).trunc(4), "add(a_i[3:0], b_i[3:0])")
NARROWS_TO(sum_with_carry, a + b, "add(zero9(a_i), zero9(b_i))")
NARROWS_TO(difference, (a - b).trunc(8).as_uint(), "subtract(a_i, b_i)")
NARROWS_TO(product_modulo, (a * b).trunc(8), "multiply8(a_i, b_i)")
NARROWS_TO(low_product, (a * b).trunc(4), "multiply4(a_i[3:0], b_i[3:0])")
NARROWS_TO(product_wider_than_one_operand, (a * b).trunc(10), "multiply10(a_i, b_i)")
NARROWS_TO(signed_product_modulo, (s * t).trunc(4), "multiply4(signed(s_i[3:0]), signed(t_i[3:0]))")
NARROWS_TO(multiplexer, mux(c, a, b).trunc(3), "mux(c_i, a_i[2:0], b_i[2:0])")
NARROWS_TO(bitwise, (a & ~b).trunc(3), "and(a_i[2:0], not(b_i[2:0]))")
NARROWS_TO(left_shift, shift_left(a, b.trunc(2), 11).trunc(4), "shift_left(a_i[3:0], b_i[1:0])")
NARROWS_TO(right_shift_needs_all, shift_right(a, b.trunc(2)).trunc(4), "shift_right(a_i, b_i[1:0])[3:0]")
NARROWS_TO(middle_bits, (a + b).bits(5, 2), "add(a_i[5:0], b_i[5:0])[5:2]")
NARROWS_TO(concatenation, cat(a + b, b).trunc(12), "concatenate(add(a_i[3:0], b_i[3:0]), b_i)")
NARROWS_TO(sign_extension, s.extend(20).trunc(8), "s_i")
NARROWS_TO(product_of_extended, a.extend(12) * b.extend(10), "zero22(multiply16(a_i, b_i))")
NARROWS_TO(product_of_sign_extended, s.extend(12) * t, "sign20(multiply16(s_i, t_i))")
NARROWS_TO(product_with_nonnegative, a.extend(15).to_sint() * s, "sign24(multiply17(zero9(a_i), s_i))")
NARROWS_TO(product_with_least_sign, a.to_sint() * s, "multiply17(zero9(a_i), s_i)")
NARROWS_TO(equality_of_extended, a.extend(12) == b.extend(12), "equal(a_i, b_i)")
NARROWS_TO(order_of_extended, a.extend(12) < b.trunc(4).extend(12), "less(a_i, zero8(b_i[3:0]))")
NARROWS_TO(order_of_sign_extended, s.extend(12) < t.extend(12), "less(s_i, t_i)")
NARROWS_TO(order_of_nonnegative, a.extend(12).to_sint() < b.extend(12).to_sint(), "less(a_i, b_i)")
NARROWS_TO(constant_in_range, a.extend(12) < build.constant(12, 200), "less(a_i, 8'hc8)")
NARROWS_TO(constant_above, a.extend(12) < build.constant(12, 256), "1'h1")
NARROWS_TO(constant_above_on_the_left, build.constant(12, 256) < a.extend(12), "1'h0")
NARROWS_TO(constant_never_equal, a.extend(12) == build.constant(12, 256), "1'h0")
NARROWS_TO(signed_constant_in_range, s.extend(12) < build.constant_signed(12, -3), "less(s_i, 8'hfd)")
NARROWS_TO(signed_constant_below, s.extend(12) < build.constant_signed(12, -300), "1'h0")
NARROWS_TO(negative_constant_below_nonnegative, build.constant_signed(13, -1) < a.extend(12).to_sint(),
           "1'h1")

BOOST_FIXTURE_TEST_CASE(named_net_keeps_its_name, Narrow) {
  const UInt sum = (a + b).named("sum");
  output("y_o", sum.trunc(8));
  run();
  BOOST_TEST(driver(module, "y_o") == "sum");
  BOOST_TEST(definition(module, "sum") == "add(a_i, b_i)");
  BOOST_TEST(module.node(find(module, "sum")).user_named);
}

BOOST_FIXTURE_TEST_CASE(widest_use_decides, Narrow) {
  const UInt sum = (a + b).named("sum");
  output("y_o", sum.trunc(2));
  output("z_o", sum.trunc(5));
  run();
  BOOST_TEST(width_of("sum") == 5U);
  BOOST_TEST(driver(module, "y_o") == "sum[1:0]");
  BOOST_TEST(driver(module, "z_o") == "sum");
}

BOOST_FIXTURE_TEST_CASE(register_is_narrowed, Narrow) {
  const Reg<UInt> count = build.reg<UInt>("count", 8, Reset::synchronous, 0xa5);
  count.next((count + build.constant(8, 3)).trunc(8), c);
  output("y_o", count.trunc(3));
  run();
  BOOST_TEST(definition(module, "count") == "reg3(add(count, 3'h3), enable c_i)");
  BOOST_TEST((module.registers.at(0).reset_value == Bits::from_unsigned(3, 5)));
}

BOOST_FIXTURE_TEST_CASE(register_read_in_full_by_another, Narrow) {
  const Reg<UInt> first = build.reg<UInt>("first", 8);
  const Reg<UInt> second = build.reg<UInt>("second", 8);
  first.next(a);
  second.next(first);
  output("y_o", second.trunc(6));
  output("z_o", shift_right(first, b.trunc(2)).trunc(2));
  run();
  BOOST_TEST(definition(module, "second") == "reg6(first[5:0])");
  BOOST_TEST(definition(module, "first") == "reg8(a_i)");
}

BOOST_FIXTURE_TEST_CASE(unread_register_demands_nothing, Narrow) {
  const Reg<UInt> lost = build.reg<UInt>("lost", 8);
  const UInt low = (a + b).named("low");
  lost.next(low.trunc(8));
  output("y_o", low.trunc(4));
  run();
  BOOST_TEST(module.registers.empty());
  BOOST_TEST(definition(module, "low") == "add(a_i[3:0], b_i[3:0])");
}

BOOST_AUTO_TEST_SUITE_END()
