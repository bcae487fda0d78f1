// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/fold.hpp"

#include <boost/test/unit_test.hpp>

#include "verif/tests/passes/tree.hpp"

using namespace winnow::hdl;
using namespace winnow::hdl::test;

namespace {

// One module per case: inputs a_i, b_i (8 bits), s_i, t_i (signed, 8 bits), c_i (one bit), and one output
// y_o.
struct Fold : Workbench {
  In<UInt> a = io.in<UInt>("a_i", 8);
  In<UInt> b = io.in<UInt>("b_i", 8);
  In<SInt> s = io.in<SInt>("s_i", 8);
  In<SInt> t = io.in<SInt>("t_i", 8);
  In<Bit> c = io.in<Bit>("c_i", 1);

  template <class T>
  std::string folded(const T& value) {
    io.out<T>("y_o", value.width()).drive(value);
    passes::fold(module);
    return driver(module, "y_o");
  }
  UInt number(unsigned width, std::uint64_t value) { return build.constant(width, value); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(fold)

#define FOLDS_TO(title, value, expected)      \
  BOOST_FIXTURE_TEST_CASE(title, Fold) {      \
    const auto result = value;                \
    BOOST_TEST(folded(result) == (expected)); \
  }

FOLDS_TO(constant_sum, number(4, 9) + number(4, 8), "5'h11")
FOLDS_TO(constant_comparison, number(4, 9) < number(4, 8), "1'h0")
FOLDS_TO(add_zero, (a + number(8, 0)).trunc(8), "a_i")
FOLDS_TO(add_zero_keeps_carry_bit, a + number(8, 0), "zero9(a_i)")
FOLDS_TO(subtract_zero, s - build.constant_signed(8, 0), "sign9(s_i)")
FOLDS_TO(subtract_itself, s - s, "9'h000")
FOLDS_TO(multiply_zero, a* number(3, 0), "11'h000")
FOLDS_TO(multiply_one, a* number(3, 1), "zero11(a_i)")
FOLDS_TO(multiply_signed_one, s* build.constant_signed(3, 1), "sign11(s_i)")
FOLDS_TO(multiply_minus_one_is_kept, s* build.constant_signed(1, -1), "multiply9(s_i, 1'h1)")
FOLDS_TO(and_zero, a& number(8, 0), "8'h00")
FOLDS_TO(and_ones, a& number(8, 255), "a_i")
FOLDS_TO(and_itself, a& a, "a_i")
FOLDS_TO(or_zero, a | number(8, 0), "a_i")
FOLDS_TO(or_ones, a | number(8, 255), "8'hff")
FOLDS_TO(xor_itself, a ^ a, "8'h00")
FOLDS_TO(xor_ones, a ^ number(8, 255), "not(a_i)")
FOLDS_TO(not_not, ~~a, "a_i")
FOLDS_TO(mux_constant_select, mux(build.bit(true), a, b), "a_i")
FOLDS_TO(mux_equal_arms, mux(c, a, a), "a_i")
FOLDS_TO(mux_equal_constants, mux(c, number(4, 5), number(4, 5)), "4'h5")
FOLDS_TO(mux_of_one_and_zero, mux(c, build.bit(true), build.bit(false)), "c_i")
FOLDS_TO(mux_of_zero_and_one, mux(c, build.bit(false), build.bit(true)), "not(c_i)")
FOLDS_TO(slice_of_slice, a.bits(6, 2).bits(3, 1), "a_i[5:3]")
FOLDS_TO(full_slice, a.bits(7, 0), "a_i")
FOLDS_TO(slice_of_concatenation, cat(a, b).bits(15, 8), "a_i")
FOLDS_TO(slice_across_concatenation, cat(a, b).bits(9, 6), "concatenate(a_i[1:0], b_i[7:6])")
FOLDS_TO(slice_inside_zero_extension, a.extend(20).bits(5, 2), "a_i[5:2]")
FOLDS_TO(slice_above_zero_extension, a.extend(20).bits(12, 9), "4'h0")
FOLDS_TO(slice_just_above_zero_extension, a.extend(20).bits(11, 8), "4'h0")
FOLDS_TO(slice_just_inside_zero_extension, a.extend(20).bits(10, 7), "zero4(a_i[7])")
FOLDS_TO(slice_across_zero_extension, a.extend(20).bits(9, 6), "zero4(a_i[7:6])")
FOLDS_TO(slice_above_sign_extension, s.extend(20).bits(12, 9), "sign4(s_i[7])")
FOLDS_TO(sign_of_sign_extension, s.extend(20).sign(), "s_i[7]")
FOLDS_TO(extend_constant, number(4, 9).extend(8), "8'h09")
FOLDS_TO(extend_twice, a.extend(9).extend(12), "zero12(a_i)")
FOLDS_TO(sign_extend_twice, s.extend(9).extend(12), "sign12(s_i)")
FOLDS_TO(sign_extend_after_zero_extend, a.to_sint().extend(12), "zero12(a_i)")
FOLDS_TO(reinterpret_twice, s.as_uint().as_sint(), "s_i")
FOLDS_TO(neighbouring_slices, cat(a.bits(6, 4), a.bits(3, 1)), "a_i[6:1]")
FOLDS_TO(neighbouring_slices_of_different_widths, cat(a.bits(7, 4), a.bits(3, 2)), "a_i[7:2]")
FOLDS_TO(slices_with_a_gap, cat(a.bits(6, 5), a.bits(3, 1)), "concatenate(a_i[6:5], a_i[3:1])")
FOLDS_TO(slices_of_different_values, cat(a.bits(6, 4), b.bits(3, 1)), "concatenate(a_i[6:4], b_i[3:1])")
FOLDS_TO(slices_in_wrong_order, cat(a.bits(3, 1), a.bits(6, 4)), "concatenate(a_i[3:1], a_i[6:4])")
FOLDS_TO(all_slices, cat(a.bits(7, 4), a.bits(3, 0)), "a_i")
FOLDS_TO(nested_concatenation, cat(cat(a, b), c), "concatenate(a_i, b_i, c_i)")
FOLDS_TO(zeros_on_top, cat(number(4, 0), a), "zero12(a_i)")
FOLDS_TO(neighbouring_constants, cat(a, number(2, 1), number(2, 2)), "concatenate(a_i, 4'h6)")
FOLDS_TO(equal_itself, a == a, "1'h1")
FOLDS_TO(equal_one_bit, c.as_uint() == 1, "c_i")
FOLDS_TO(different_one_bit, c.as_uint() != 1, "not(c_i)")
FOLDS_TO(equal_zero_bit, c.as_uint() == 0, "not(c_i)")
FOLDS_TO(equality_ignores_sign, s.as_uint() == t.as_uint(), "equal(s_i, t_i)")
FOLDS_TO(order_keeps_sign, s.as_uint() < t.as_uint(), "less(unsigned(s_i), unsigned(t_i))")
FOLDS_TO(nothing_below_zero, a < number(8, 0), "1'h0")
FOLDS_TO(nothing_above_ones, a <= number(8, 255), "1'h1")
FOLDS_TO(signed_nothing_below_least, s < build.constant_signed(8, -128), "1'h0")
FOLDS_TO(signed_zero_is_not_least, s < build.constant_signed(8, 0), "less(s_i, 8'h00)")
FOLDS_TO(shift_left_by_constant, shift_left(a, number(3, 2), 8), "concatenate(a_i[5:0], 2'h0)")
FOLDS_TO(shift_left_too_far, shift_left(a, number(4, 9), 8), "8'h00")
FOLDS_TO(shift_right_by_constant, shift_right(a, number(3, 2)), "zero8(a_i[7:2])")
FOLDS_TO(shift_right_arithmetic, shift_right(s, number(3, 2)), "sign8(s_i[7:2])")
FOLDS_TO(shift_right_arithmetic_too_far, shift_right(s, number(4, 12)), "sign8(s_i[7])")
FOLDS_TO(any_of_extension, a.extend(12).any(), "reduce_or(a_i)")
FOLDS_TO(all_of_extension, a.extend(12).all(), "1'h0")
FOLDS_TO(parity_of_one_bit, a.bits(3, 3).parity(), "a_i[3]")

BOOST_FIXTURE_TEST_CASE(named_nets_are_not_looked_through, Fold) {
  const UInt sum = (a + b).named("sum");
  BOOST_TEST(folded(sum.bits(7, 0).bits(3, 0)) == "sum[3:0]");
  BOOST_TEST(definition(module, "sum") == "add(zero9(a_i), zero9(b_i))");
}

BOOST_FIXTURE_TEST_CASE(named_net_without_an_operation_is_a_copy, Fold) {
  BOOST_TEST(folded(((a + number(8, 0)).trunc(8) | number(8, 0)).named("same")) == "same");
  BOOST_TEST(definition(module, "same") == "wire(a_i)");
}

BOOST_FIXTURE_TEST_CASE(named_constant_folds_into_its_users, Fold) {
  const UInt limit = number(8, 255).named("limit");
  io.out<UInt>("z_o", 9).drive(a + limit);
  BOOST_TEST(folded(a & limit) == "a_i");
  BOOST_TEST(driver(module, "z_o") == "add(zero9(a_i), 9'h0ff)");
  BOOST_TEST(definition(module, "limit") == "wire(8'hff)");
}

BOOST_FIXTURE_TEST_CASE(name_of_a_wire_moves_to_its_driver, Fold) {
  const Wire<UInt> later = build.wire<UInt>("later", 9);
  io.out<UInt>("y_o", 9).drive(later);
  later.drive(a + b);
  passes::fold(module);
  BOOST_TEST(driver(module, "y_o") == "later");
  BOOST_TEST(definition(module, "later") == "add(zero9(a_i), zero9(b_i))");
}

BOOST_FIXTURE_TEST_CASE(unnamed_wire_vanishes, Fold) {
  const Wire<UInt> later = build.wire<UInt>("later", 8);
  module.node(later.id()).name.clear();
  io.out<UInt>("y_o", 8).drive(later);
  later.drive(a);
  passes::fold(module);
  BOOST_TEST(driver(module, "y_o") == "a_i");
}

BOOST_FIXTURE_TEST_CASE(constant_enable, Fold) {
  const Reg<UInt> state = build.reg<UInt>("state", 8);
  state.next(a, build.bit(true));
  BOOST_TEST(folded<UInt>(state) == "state");
  BOOST_TEST(definition(module, "state") == "reg8(a_i)");
}

BOOST_FIXTURE_TEST_CASE(register_that_never_loads, Fold) {
  const Reg<UInt> state = build.reg<UInt>("state", 8, Reset::synchronous, 7);
  state.next(a, build.bit(false));
  BOOST_TEST(folded(a & state) == "and(a_i, state)");
  BOOST_TEST(definition(module, "state") == "wire(8'h07)");
  BOOST_TEST(module.registers.empty());
}

BOOST_FIXTURE_TEST_CASE(register_that_holds_itself, Fold) {
  const Reg<UInt> other = build.reg<UInt>("other", 8);
  const Reg<UInt> state = build.reg<UInt>("state", 8, Reset::none);
  const Reg<UInt> last = build.reg<UInt>("last", 8);
  other.next(b);
  state.next(state);
  last.next(other);
  io.out<UInt>("z_o", 8).drive(last);
  BOOST_TEST(folded(a | state) == "a_i");
  BOOST_TEST(module.registers.size() == 2U);
  BOOST_TEST(definition(module, "last") == "reg8(other)");
  BOOST_TEST(definition(module, "other") == "reg8(b_i)");
}

BOOST_FIXTURE_TEST_CASE(register_that_loads_only_its_reset_value, Fold) {
  const Reg<UInt> state = build.reg<UInt>("state", 8, Reset::synchronous, 7);
  const Reg<UInt> changing = build.reg<UInt>("changing", 8, Reset::synchronous, 7);
  state.next(number(8, 7));
  changing.next(number(8, 6));
  io.out<UInt>("z_o", 8).drive(changing);
  BOOST_TEST(folded(a & state) == "and(a_i, state)");
  BOOST_TEST(definition(module, "state") == "wire(8'h07)");
  BOOST_TEST(definition(module, "changing") == "reg8(8'h06)");
}

BOOST_FIXTURE_TEST_CASE(memory_ports_that_are_never_enabled, Fold) {
  MemoryHandle memory = build.memory("memory", 8, 16);
  const UInt address = a.trunc(4);
  memory.write(address, a, build.bit(false));
  memory.write(address, b, c);
  const UInt never = memory.read_registered(address, build.bit(false), ReadDuringWrite::old_data);
  const UInt read = memory.read_registered(address, c, ReadDuringWrite::old_data);
  io.out<UInt>("z_o", 8).drive(read.named("read"));
  BOOST_TEST(folded(never) == "8'h00");
  BOOST_TEST(module.memories.at(0).writes.size() == 1U);
  BOOST_TEST(module.memories.at(0).sync_reads.size() == 1U);
  BOOST_TEST(module.node(find(module, "read")).aux == 0U);
}

BOOST_FIXTURE_TEST_CASE(memory_that_is_never_written, Fold) {
  MemoryHandle memory = build.memory("memory", 8, 16);
  memory.write(a.trunc(4), a, build.bit(false));
  BOOST_TEST(folded(memory.read(b.trunc(4))) == "8'h00");
}

BOOST_AUTO_TEST_SUITE_END()
