// SPDX-License-Identifier: Apache-2.0
// Exponential and reciprocal by tables: the evaluator against the model over every input, and the model
// against long double.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "gen/hdl/evaluator/evaluator.hpp"
#include "gen/lib/arithmetic/float_tables.hpp"
#include "verif/models/arithmetic/small_float.hpp"

using namespace winnow;
namespace model = winnow::verif::arithmetic;

namespace {

struct Unit {
  struct Params {
    lib::FloatFormat format;
    unsigned index_bits = 5;
    unsigned width = 16, fraction_bits = 6;  // of the exponential's input
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::SInt> exponent;
    hdl::In<hdl::UInt> divisor;
    hdl::Out<hdl::UInt> exponential, reciprocal;
    Ports(hdl::Io& io, const Params& p)
        : exponent(io.in<hdl::SInt>("exponent_i", p.width)),
          divisor(io.in<hdl::UInt>("divisor_i", p.format.width())),
          exponential(io.out<hdl::UInt>("exponential_o", p.format.width())),
          reciprocal(io.out<hdl::UInt>("reciprocal_o", p.format.width())) {}
  };
  static std::string name(const Params&) { return "unit"; }
  static void build(hdl::Builder& b, Ports& io, const Params& p) {
    io.exponential.drive(float_exponential(b, p.format, io.exponent, p.fraction_bits, p.index_bits));
    io.reciprocal.drive(float_reciprocal(b, p.format, io.divisor, p.index_bits));
  }
};

model::FloatFormat format_of(const Unit::Params& p) {
  return {p.format.exponent_bits, p.format.fraction_bits};
}

void compare_all(const Unit::Params& p) {
  hdl::Design design;
  const hdl::Module& module = design.elaborate<Unit>(p);
  design.finish();
  hdl::Evaluator device(module);
  const std::uint64_t inputs = std::uint64_t{1} << std::max(p.width, p.format.width());
  for (std::uint64_t code = 0; code < inputs; ++code) {
    const auto word = static_cast<std::uint32_t>(code);
    device.poke(0, {&word, 1});
    device.poke(1, {&word, 1});
    device.settle();
    const std::int64_t sign = std::int64_t{1} << (p.width - 1);
    const auto exponent =
        (static_cast<std::int64_t>(code % (2 * static_cast<std::uint64_t>(sign))) ^ sign) - sign;
    BOOST_REQUIRE_EQUAL(device.value(2).low_word(),
                        model::float_exponential(format_of(p), exponent, p.fraction_bits, p.index_bits));
    const std::uint64_t divisor = code % (std::uint64_t{1} << p.format.width());
    BOOST_REQUIRE_EQUAL(device.value(3).low_word(),
                        model::float_reciprocal(format_of(p), divisor, p.index_bits));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_input_of_many_formats) {
  for (const lib::FloatFormat& format :
       {lib::FloatFormat{10, 5}, lib::FloatFormat{8, 7}, lib::FloatFormat{4, 3}})
    for (const unsigned index_bits : {3U, 5U, 7U})
      for (const unsigned fraction_bits : {2U, 6U, 9U}) compare_all({format, index_bits, 13, fraction_bits});
}

// 2^x with x rounded to a step of 2^-t and the result to F bits: relative error at most
// (2^(2^-(t+1)) (1 + 2^-(F+1)) - 1.
BOOST_AUTO_TEST_CASE(exponential_over_its_range) {
  for (const unsigned bits : {5U, 7U}) {
    const model::FloatFormat format{10, bits};
    const long double bound = std::exp2(std::ldexp(1.0L, -static_cast<int>(bits) - 1)) *
                                  (1 + std::ldexp(1.0L, -static_cast<int>(bits) - 1)) -
                              1;
    long double worst = 0;
    for (std::int64_t x = -510 * 4096; x < 511 * 4096; x += 7) {
      const long double exact = std::exp2(static_cast<long double>(x) / 4096);
      const long double got = value_of(format, float_exponential(format, x, 12, bits));
      worst = std::max(worst, std::abs(got - exact) / exact);
    }
    BOOST_TEST_MESSAGE("exponential, " << bits << " bits: " << worst << " of at most " << bound);
    BOOST_TEST(worst <= bound);
    BOOST_TEST(worst > bound / 2);
  }
}

BOOST_AUTO_TEST_CASE(reciprocal_of_every_number) {
  for (const unsigned bits : {5U, 7U}) {
    const model::FloatFormat format{10, bits};
    long double worst = 0;
    // Exponents whose reciprocal is in range.
    for (std::uint64_t code = std::uint64_t{2} << bits; code < std::uint64_t{1020} << bits; ++code) {
      const long double exact = 1 / value_of(format, code);
      worst =
          std::max(worst, std::abs(value_of(format, float_reciprocal(format, code, bits)) - exact) / exact);
    }
    const long double bound = std::ldexp(1.0L, -static_cast<int>(bits) - 1);
    BOOST_TEST_MESSAGE("reciprocal, " << bits << " bits: " << worst << " of at most " << bound);
    BOOST_TEST(worst <= bound);
    BOOST_TEST(worst > bound / 2);
  }
}

BOOST_AUTO_TEST_CASE(known_entries) {
  const auto exponentials = lib::exponential_table(5, 5);
  BOOST_TEST(exponentials.size() == 32U);
  BOOST_TEST(exponentials[0] == 0U);
  BOOST_TEST(exponentials[16] == 13U);  // 32 (sqrt(2) - 1) = 13.25
  BOOST_TEST(exponentials[31] == 31U);  // 30.6
  const auto reciprocals = lib::reciprocal_table(5, 5);
  BOOST_TEST(reciprocals.size() == 32U);
  BOOST_TEST(reciprocals[1] == 30U);   // 2/(33/32) - 1 = 0.9394
  BOOST_TEST(reciprocals[16] == 11U);  // 1/3
  BOOST_TEST(reciprocals[31] == 1U);   // 0.0159
}
