// SPDX-License-Identifier: Apache-2.0
// Small floating-point arithmetic in the evaluator against the model, and the model against long double.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "gen/hdl/evaluator/evaluator.hpp"
#include "gen/lib/arithmetic/small_float.hpp"
#include "verif/harness/random.hpp"
#include "verif/models/arithmetic/small_float.hpp"

using namespace winnow;
namespace model = winnow::verif::arithmetic;

namespace {

// Formats of the conversions: ten bits in, so that all of them can be tried.
constexpr unsigned fixed_width = 10, in_fraction = 3, out_integer = 5, out_fraction = 4;

// Every operation on two codes.
struct Unit {
  struct Params {
    lib::FloatFormat format;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> x, y;
    hdl::In<hdl::SInt> fixed;
    hdl::Out<hdl::UInt> product, sum, from_fixed;
    hdl::Out<hdl::SInt> to_fixed;
    Ports(hdl::Io& io, const Params& p)
        : x(io.in<hdl::UInt>("x_i", p.format.width())),
          y(io.in<hdl::UInt>("y_i", p.format.width())),
          fixed(io.in<hdl::SInt>("fixed_i", fixed_width)),
          product(io.out<hdl::UInt>("product_o", p.format.width())),
          sum(io.out<hdl::UInt>("sum_o", p.format.width())),
          from_fixed(io.out<hdl::UInt>("from_fixed_o", p.format.width())),
          to_fixed(io.out<hdl::SInt>("to_fixed_o", 1 + out_integer + out_fraction)) {}
  };
  static std::string name(const Params&) { return "unit"; }
  static void build(hdl::Builder& b, Ports& io, const Params& p) {
    io.product.drive(float_multiply(b, p.format, io.x, io.y));
    io.sum.drive(float_add(b, p.format, io.x, io.y));
    io.from_fixed.drive(float_from_fixed(b, p.format, io.fixed, in_fraction));
    io.to_fixed.drive(fixed_from_float(b, p.format, io.x, out_integer, out_fraction));
  }
};

class Device {
 public:
  explicit Device(const lib::FloatFormat& format)
      : format_{format.exponent_bits, format.fraction_bits}, evaluator_(elaborate({format})) {}

  const model::FloatFormat& format() const { return format_; }

  void check(std::uint64_t x, std::uint64_t y) {
    poke(0, x);
    poke(1, y);
    poke(2, x);
    evaluator_.settle();
    BOOST_TEST_CONTEXT("x " << x << ", y " << y) {
      BOOST_REQUIRE_EQUAL(got(3), model::float_multiply(format_, x, y));
      BOOST_REQUIRE_EQUAL(got(4), model::float_add(format_, x, y));
      const auto fixed = static_cast<std::int64_t>((x & 0x3FFU) ^ 0x200U) - 0x200;
      BOOST_REQUIRE_EQUAL(got(5), model::float_from_fixed(format_, fixed, in_fraction));
      const std::uint64_t mask = (1U << (1 + out_integer + out_fraction)) - 1;
      BOOST_REQUIRE_EQUAL(
          got(6) & mask,
          static_cast<std::uint64_t>(model::fixed_from_float(format_, x, out_integer, out_fraction)) & mask);
    }
  }

 private:
  const hdl::Module& elaborate(const Unit::Params& params) {
    const hdl::Module& module = design_.elaborate<Unit>(params);
    design_.finish();
    return module;
  }
  void poke(std::size_t port, std::uint64_t value) {
    const std::uint32_t words[] = {static_cast<std::uint32_t>(value),
                                   static_cast<std::uint32_t>(value >> 32U)};
    evaluator_.poke(port, {words, evaluator_.value(port).width() > 32 ? std::size_t{2} : std::size_t{1}});
  }
  std::uint64_t got(std::size_t port) const { return evaluator_.value(port).low_word(); }

  model::FloatFormat format_;
  hdl::Design design_;
  hdl::Evaluator evaluator_;
};

// A code whose exponent lies near that of the other, or anywhere, or at an end.
std::uint64_t any_code(const model::FloatFormat& format, std::uint64_t other, verif::Random& random) {
  const std::uint64_t code = random.below(std::uint64_t{1} << format.width());
  const std::uint64_t exponents = (std::uint64_t{1} << format.exponent_bits) - 1;
  const auto with_exponent = [&](std::uint64_t exponent) {
    const std::uint64_t cleared = code & ~(exponents << format.fraction_bits);
    return cleared | ((exponent & exponents) << format.fraction_bits);
  };
  switch (random.below(6)) {
    case 0:
      return code;
    case 1:
      return with_exponent(random.below(3));
    case 2:
      return with_exponent(exponents - random.below(3));
    case 3:
      return with_exponent(exponents / 2 + random.below(20) - 10);
    default:
      return with_exponent((other >> format.fraction_bits) + random.below(format.fraction_bits + 6ULL) -
                           format.fraction_bits / 2);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_pair_of_a_tiny_format) {
  for (const lib::FloatFormat& format :
       {lib::FloatFormat{4, 3}, lib::FloatFormat{3, 4}, lib::FloatFormat{2, 1}}) {
    Device device(format);
    const std::uint64_t codes = std::uint64_t{1} << format.width();
    for (std::uint64_t x = 0; x < codes; ++x)
      for (std::uint64_t y = 0; y < codes; ++y) device.check(x, y);
  }
}

BOOST_AUTO_TEST_CASE(random_pairs_of_the_used_formats) {
  for (const lib::FloatFormat& format : {lib::FloatFormat{10, 5}, lib::FloatFormat{10, 7},
                                         lib::FloatFormat{10, 16}, lib::FloatFormat{8, 20}}) {
    Device device(format);
    verif::Random random(format.fraction_bits);
    for (unsigned i = 0; i < 20000; ++i) {
      const std::uint64_t x = any_code(device.format(), 0, random);
      device.check(x, any_code(device.format(), x, random));
    }
  }
}

// Against long double: half a unit in the last place, wherever the exact result is in range.
BOOST_AUTO_TEST_CASE(results_are_the_nearest_numbers) {
  const model::FloatFormat format{10, 5};
  verif::Random random(1);
  const long double bound = std::ldexp(1.0L, -6);
  long double worst = 0;
  for (unsigned i = 0; i < 200000; ++i) {
    const std::uint64_t x = any_code(format, 0, random), y = any_code(format, x, random);
    const long double one = value_of(format, x), other = value_of(format, y);
    const long double exact[] = {one * other, one + other};
    const std::uint64_t codes[] = {float_multiply(format, x, y), float_add(format, x, y)};
    for (unsigned k = 0; k < 2; ++k) {
      const long double got = value_of(format, codes[k]), size = std::abs(exact[k]);
      if (size >= std::ldexp(2.0L - bound, 512)) {
        BOOST_REQUIRE(std::abs(got) == std::ldexp(2.0L - 2 * bound, 512));
      } else if (size < std::ldexp(1.0L - bound / 2, -510)) {
        BOOST_REQUIRE(got == 0);
      } else {
        worst = std::max(worst, std::abs(got - exact[k]) / size);
      }
    }
  }
  BOOST_TEST(worst <= bound);
  BOOST_TEST(worst > bound * 0.9L);
}

BOOST_AUTO_TEST_CASE(known_codes) {
  const model::FloatFormat format{10, 5};
  const std::uint64_t one = 511U << 5U, largest = 0x7FFF;
  BOOST_TEST(value_of(format, one) == 1.0L);
  BOOST_TEST(float_from_fixed(format, 8, 3) == one);
  BOOST_TEST(float_from_fixed(format, -12, 3) == (0x8000U | one | 16U));  // -1.5
  BOOST_TEST(float_from_fixed(format, 65, 6) == one);                     // 1 + 1/64: a tie, to the even one
  BOOST_TEST(float_from_fixed(format, 67, 6) == one + 2);                 // 1 + 3/64: a tie, up
  BOOST_TEST(float_from_fixed(format, 127, 6) == one + 32);               // 1.984 becomes 2
  BOOST_TEST(float_add(format, one, 0x8000U | one) == 0U);                // no negative zero
  BOOST_TEST(float_add(format, largest, largest) == largest);
  BOOST_TEST(float_multiply(format, 0x8000U | largest, largest) == (0x8000U | largest));
  BOOST_TEST(float_multiply(format, 32, 32) == 0U);  // the smallest number squared
  BOOST_TEST(fixed_from_float(format, one, 5, 3) == 8);
  BOOST_TEST(fixed_from_float(format, largest, 5, 3) == 255);
  BOOST_TEST(fixed_from_float(format, 0x8000U | largest, 5, 3) == -256);
}
