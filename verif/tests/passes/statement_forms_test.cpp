// SPDX-License-Identifier: Apache-2.0
// What is printed as statements: choices between sums of products, and wide concatenations. That they mean
// what the netlist says is the triangle's business; here it is which values take these forms.
#include <boost/test/unit_test.hpp>

#include "gen/hdl/passes/legalise.hpp"
#include "gen/hdl/verilog/writer.hpp"
#include "verif/tests/passes/tree.hpp"

using namespace winnow::hdl;
using namespace winnow::hdl::test;

namespace {

struct Statements : Workbench {
  In<SInt> a = io.in<SInt>("a_i", 4);
  In<SInt> b = io.in<SInt>("b_i", 4);
  In<Bit> first = io.in<Bit>("first_i", 1);
  In<Bit> second = io.in<Bit>("second_i", 1);

  void register_takes(const std::string& name, const SInt& next) {
    const auto reg = build.reg<SInt>(name, next.width(), Reset::none);
    reg.next(next);
    io.out<SInt>(name + "_o", next.width()).drive(reg);
  }
  std::string text() {
    passes::legalise(module);
    verilog::WriterOptions options;
    options.origin_comments = false;
    return verilog::print_module(module, options);
  }
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(statement_forms)

BOOST_FIXTURE_TEST_CASE(a_choice_between_products_is_an_if, Statements) {
  const SInt sum = (a * a + a * b).extend(12);
  register_takes("r", mux(first, sum, mux(second, (b * b).extend(12), build.constant_signed(12, 0))));
  const std::string verilog = text();
  BOOST_TEST(holds(verilog,
                   "    if (first_i) begin\n"
                   "      r <= a_i * a_i + a_i * b_i;\n"
                   "    end else if (second_i) begin\n"
                   "      r <= b_i * b_i;\n"
                   "    end else begin\n"
                   "      r <= 12'd0;\n"
                   "    end\n"),
             verilog);
}

BOOST_FIXTURE_TEST_CASE(registers_that_choose_alike_share_the_if, Statements) {
  register_takes("r", mux(first, a * a, build.constant_signed(8, 0)));
  register_takes("s", mux(first, a * b, build.constant_signed(8, 1)));
  register_takes("t", mux(second, b * b, build.constant_signed(8, 2)));
  const std::string verilog = text();
  BOOST_TEST(
      holds(verilog, "    if (first_i) begin\n      r <= a_i * a_i;\n      s <= a_i * b_i;\n    end else"),
      verilog);
  BOOST_TEST(holds(verilog, "    if (second_i) begin\n      t <= b_i * b_i;\n    end else"), verilog);
}

BOOST_FIXTURE_TEST_CASE(a_choice_without_products_stays_an_expression, Statements) {
  register_takes("r", mux(first, a, b));
  BOOST_TEST(holds(text(), "    r <= first_i ? a_i : b_i;\n"));
}

BOOST_FIXTURE_TEST_CASE(a_sum_that_may_overflow_stays_an_expression, Statements) {
  register_takes("r", (a * a + a * b).trunc(8).extend(12));
  BOOST_TEST(!holds(text(), "r <= a_i * a_i"));
}

BOOST_FIXTURE_TEST_CASE(a_product_that_is_read_twice_is_a_net, Statements) {
  const SInt product = a * b;
  register_takes("r", mux(first, product, build.constant_signed(8, 0)));
  register_takes("s", product);
  const std::string verilog = text();
  BOOST_TEST(holds(verilog, " = a_i * b_i;"), verilog);
  BOOST_TEST(!holds(verilog, "<= a_i * b_i;"), verilog);
}

BOOST_FIXTURE_TEST_CASE(a_named_product_is_a_net, Statements) {
  register_takes("r", mux(first, (a * b).named("p"), build.constant_signed(8, 0)));
  BOOST_TEST(holds(text(), "wire signed [7:0] p = a_i * b_i;"));
}

BOOST_FIXTURE_TEST_CASE(a_wide_concatenation_is_assigned_in_parts, Statements) {
  const In<UInt> x = io.in<UInt>("x_i", 64);
  io.out<UInt>("y_o", 129).drive(cat(first, x, x));
  io.out<UInt>("z_o", 128).drive(cat(x.bits(62, 0), first, x));
  const std::string verilog = text();
  BOOST_TEST(holds(verilog,
                   "  assign y_o[128] = first_i;\n  assign y_o[127:64] = x_i;\n  assign y_o[63:0] = x_i;\n"),
             verilog);
  BOOST_TEST(holds(verilog, "  assign z_o = {x_i[62:0], first_i, x_i};\n"), verilog);
}

BOOST_FIXTURE_TEST_CASE(equal_parts_side_by_side_are_one_replication, Statements) {
  const In<UInt> x = io.in<UInt>("x_i", 3);
  io.out<UInt>("y_o", 12).drive(cat(x, x, x, x));
  io.out<UInt>("z_o", 9).drive(cat(first, cat(x, x), first, first));
  io.out<UInt>("s_o", 4).drive(cat(first, x));
  const std::string verilog = text();
  BOOST_TEST(holds(verilog, "  assign y_o = {4{x_i}};\n"), verilog);
  BOOST_TEST(holds(verilog, "  assign z_o = {first_i, {2{x_i}}, {2{first_i}}};\n"), verilog);
  BOOST_TEST(holds(verilog, "  assign s_o = {first_i, x_i};\n"), verilog);
}

BOOST_FIXTURE_TEST_CASE(a_wide_net_is_declared_and_assigned_in_parts, Statements) {
  const In<UInt> x = io.in<UInt>("x_i", 64);
  const UInt wide = cat(first, x, x).named("wide");
  io.out<UInt>("y_o", 129).drive(~wide);
  const std::string verilog = text();
  BOOST_TEST(holds(verilog, "  wire [128:0] wide;\n  assign wide[128] = first_i;\n"), verilog);
}

BOOST_AUTO_TEST_SUITE_END()
