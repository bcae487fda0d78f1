// SPDX-License-Identifier: Apache-2.0
// The square root in the evaluator against the model, and the model against long double.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "gen/hdl/evaluator/evaluator.hpp"
#include "gen/lib/arithmetic/square_root.hpp"
#include "verif/harness/random.hpp"
#include "verif/models/arithmetic/square_root.hpp"

using namespace winnow;
namespace model = winnow::verif::arithmetic;

namespace {

struct Unit {
  struct Params {
    lib::SquareRoot shape;
    unsigned width = 8;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> value;
    hdl::Out<hdl::UInt> root;
    Ports(hdl::Io& io, const Params& p)
        : value(io.in<hdl::UInt>("value_i", p.width)), root(io.out<hdl::UInt>("root_o", 32)) {}
  };
  static std::string name(const Params&) { return "unit"; }
  static void build(hdl::Builder& b, Ports& io, const Params& p) {
    io.root.drive(square_root(b, p.shape, io.value));
  }
};

model::SquareRoot model_of(const lib::SquareRoot& shape) {
  return {shape.step_bits, shape.table_bits, shape.fraction_bits};
}

class Device {
 public:
  explicit Device(const Unit::Params& params) : params_(params), evaluator_(elaborate(params)) {}

  // Hardware, model and mathematics agree.
  void check(std::uint64_t value) {
    const auto word = static_cast<std::uint32_t>(value);
    evaluator_.poke(0, {&word, 1});
    evaluator_.settle();
    const std::uint64_t root = model::square_root(model_of(params_.shape), value, params_.width);
    BOOST_TEST_CONTEXT(value << " of " << params_.width << " bits") {
      BOOST_REQUIRE_EQUAL(evaluator_.value(1).low_word(), root);
      const long double exact =
          std::ldexp(std::sqrt(static_cast<long double>(value)), params_.shape.fraction_bits);
      const long double relative = std::ldexp(1.0L, -2 * static_cast<int>(params_.shape.step_bits) - 5) +
                                   std::ldexp(1.0L, -static_cast<int>(params_.shape.table_bits));
      BOOST_REQUIRE(std::abs(static_cast<long double>(root) - exact) <= 0.5L + exact * relative);
    }
  }

 private:
  const hdl::Module& elaborate(const Unit::Params& params) {
    const hdl::Module& module = design_.elaborate<Unit>(params);
    design_.finish();
    return module;
  }

  Unit::Params params_;
  hdl::Design design_;
  hdl::Evaluator evaluator_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(every_value) {
  for (const unsigned width : {6U, 9U, 10U, 14U})
    for (const int fraction_bits : {-1, 0, 3}) {
      Device device({{3, 10, fraction_bits}, width});
      for (std::uint64_t value = 0; value < std::uint64_t{1} << width; ++value) device.check(value);
    }
}

BOOST_AUTO_TEST_CASE(random_values_of_many_shapes) {
  for (const lib::SquareRoot& shape : {lib::SquareRoot{1, 4, 0}, lib::SquareRoot{3, 10, -1},
                                       lib::SquareRoot{5, 14, 2}, lib::SquareRoot{8, 20, 6}}) {
    Device device({shape, 26});
    verif::Random random(shape.step_bits);
    for (unsigned i = 0; i < 3000; ++i)
      device.check(random.below(std::uint64_t{1} << (1 + random.below(26))));
    device.check((1U << 26U) - 1);
  }
}

BOOST_AUTO_TEST_CASE(known_roots) {
  const model::SquareRoot shape{3, 10, 0};
  BOOST_TEST(model::square_root(shape, 0, 12) == 0U);
  BOOST_TEST(model::square_root(shape, 1, 12) == 1U);
  BOOST_TEST(model::square_root(shape, 144, 12) == 12U);
  BOOST_TEST(model::square_root(shape, 4095, 12) == 64U);
  const auto table = lib::inverse_root_table(1, 4);
  BOOST_TEST((table == std::vector<std::uint64_t>{14, 12, 11, 10, 9, 8}));  // 16 / sqrt(1.25), 1.75, ... 3.75
}
