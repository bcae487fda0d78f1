// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_divide/lane.hpp"

#include <vector>

#include "gen/cores/elsa_divide/reciprocal.hpp"
#include "gen/lib/adder_tree.hpp"
#include "gen/lib/arithmetic/shift.hpp"
#include "gen/lib/delay.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::cores::elsa_divide {

using hdl::Bit;
using hdl::Reset;
using hdl::SInt;
using hdl::UInt;

namespace {

std::optional<hdl::In<UInt>> input_if(bool condition, hdl::Io& io, const char* name, unsigned width,
                                      const char* meaning) {
  if (!condition) return std::nullopt;
  return io.in<UInt>(name, width, {{}, 0, false, meaning, ""});
}

// To nearest, ties to even, of a number with two bits below the last: the half, and whether there is more.
SInt rounded(const SInt& value) {
  const SInt whole = value >> 2;
  const Bit up = value.bit(1) & (value.bit(0) | whole.bit(0));
  return whole + up.as_uint().to_sint();
}

UInt wide_result(hdl::Builder& b, const Lane::Ports& io, const Shape& shape) {
  std::vector<SInt> sums;
  for (unsigned bank = 0; bank < shape.banks; ++bank)
    sums.push_back(lib::element(io.values, bank, shape.sums.value_bits()).as_sint());
  const SInt total = lib::delay(b, "total", lib::sum(sums).trunc(shape.total_value_bits()), 3, Reset::none);
  const unsigned width = shape.total_value_bits() + shape.sums.mantissa_bits();
  const SInt product =
      lib::delay(b, "product", (total * io.mantissa->to_sint()).trunc(width), 1, Reset::none);
  const SInt moved = lib::shift_right_sticky(product << (shape.missing_bits() + 2), *io.places);
  const SInt exact = lib::delay(b, "exact", moved, 1, Reset::none);
  const SInt result = rounded(exact);
  const SInt fitting = result.width() > shape.output_bits ? result.saturate(shape.output_bits)
                                                          : result.extend(shape.output_bits);
  return lib::delay(b, "result", fitting, 1, Reset::none).as_uint();
}

UInt float_result(hdl::Builder& b, const Lane::Ports& io, const Shape& shape) {
  const lib::FloatFormat format = shape.sums.sum();
  std::vector<UInt> sums;
  for (unsigned bank = 0; bank < shape.banks; ++bank)
    sums.push_back(lib::element(io.values, bank, format.width()));
  const UInt total = lib::delay(b, "total", float_total(b, shape, sums), 1, Reset::none);
  const UInt product =
      lib::delay(b, "product", lib::float_multiply(b, format, total, *io.reciprocal), 1, Reset::none);
  const SInt result =
      lib::fixed_from_float(b, format, product, shape.output_integer_bits, shape.output_fraction_bits);
  return lib::delay(b, "result", result, 1, Reset::none).as_uint();
}

}  // namespace

Lane::Ports::Ports(hdl::Io& io, const Params& p)
    : values(io.in<UInt>("values_i", p.shape.banks * p.shape.sums.value_bits(),
                         {{{"bank", p.shape.banks}},
                          p.shape.sums.value_bits(),
                          p.shape.sums.is_wide,
                          "sums of an element",
                          ""})),
      mantissa(input_if(p.shape.sums.is_wide, io, "mantissa_i", p.shape.sums.mantissa_bits(),
                        "of the reciprocal")),
      places(input_if(p.shape.sums.is_wide, io, "places_i", p.shape.places_bits(),
                      "by which the product moves right")),
      reciprocal(
          input_if(!p.shape.sums.is_wide, io, "reciprocal_i", p.shape.sums.sum().width(), "of the weights")),
      result(io.out<UInt>("result_o", p.shape.output_bits, {{}, 0, true, "element of the result", ""})) {}

std::string Lane::name(const Params& p) {
  const Shape& shape = p.shape;
  std::string name = "elsa_divide_lane";
  for (const unsigned number :
       {shape.banks, shape.sums.vector_bits, shape.sums.vector_fraction_bits, shape.sums.term_fraction_bits,
        shape.sums.sum_fraction_bits, shape.sums.count_bits, shape.output_integer_bits,
        shape.output_fraction_bits}) {
    name += "_" + std::to_string(number);
  }
  return name + (shape.sums.is_wide ? "" : "_float");
}

void Lane::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("One multiplier of the output division: adds the banks' sums, multiplies, rounds.");
  io.result.drive(p.shape.sums.is_wide ? wide_result(b, io, p.shape) : float_result(b, io, p.shape));
}

}  // namespace winnow::cores::elsa_divide
