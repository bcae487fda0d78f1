// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_attention/lane.hpp"

#include "gen/lib/arithmetic/integer.hpp"
#include "gen/lib/delay.hpp"

namespace winnow::cores::elsa_attention {

using hdl::Bit;
using hdl::Reset;
using hdl::SInt;
using hdl::UInt;

namespace {

template <class T>
std::optional<hdl::In<T>> input_if(bool condition, hdl::Io& io, const char* name, unsigned width,
                                   const char* meaning) {
  if (!condition) return std::nullopt;
  return io.in<T>(name, width, {{}, 0, std::is_same_v<T, SInt>, meaning, ""});
}

UInt bits_of(const UInt& value) {
  return value;
}
UInt bits_of(const SInt& value) {
  return value.as_uint();
}

template <class T>
T registered(hdl::Builder& b, const std::string& name, const T& value) {
  return lib::delay(b, name, value, 1, Reset::none);
}

// T is the sign of the sum: UInt for weights, SInt for weighted values.
template <class T>
UInt wide_sum(hdl::Builder& b, const Lane::Ports& io, const Lane::Params& p, const T& product,
              const T& zero) {
  const SumFormat& format = p.format;
  const T exact = product << (format.sum_fraction_bits - format.term_fraction_bits);
  const T term =
      registered(b, "term", shift_right(exact, registered(b, "term_places", UInt(*io.term_places))));
  const auto sum = b.reg<T>("sum", p.sum_bits(), Reset::none);
  const T moved = shift_right(T(sum), registered(b, "sum_places", UInt(*io.sum_places)));
  sum.next(
      (mux(registered(b, "begin", Bit(io.begin)), zero, moved).named("kept") + term).trunc(p.sum_bits()));
  return bits_of(T(sum));
}

UInt float_sum(hdl::Builder& b, const Lane::Ports& io, const Lane::Params& p, const Bit& negative,
               const UInt& magnitude) {
  const lib::FloatFormat format = p.format.sum();
  const unsigned fraction_bits =
      p.format.term_fraction_bits + (p.of_weights ? 0 : p.format.vector_fraction_bits);
  const SInt exponent = registered(b, "exponent", UInt(*io.exponent)).to_sint() -
                        lib::integer(b, std::int64_t{format.bias()} + fraction_bits);
  const UInt term = registered(b, "term", lib::pack_float(b, format, negative, magnitude, exponent));
  const auto sum = b.reg<UInt>("sum", format.width(), Reset::none);
  sum.next(lib::float_add(
      b, format, mux(registered(b, "begin", Bit(io.begin)), b.constant(format.width(), 0), sum), term));
  return sum;
}

UInt sum_of_weights(hdl::Builder& b, const Lane::Ports& io, const Lane::Params& p) {
  const UInt product = registered(b, "product", registered(b, "mantissa", UInt(io.mantissa)));
  if (p.format.is_wide) return wide_sum<UInt>(b, io, p, product, b.constant(p.sum_bits(), 0));
  return float_sum(b, io, p, b.bit(false), product);
}

UInt sum_of_values(hdl::Builder& b, const Lane::Ports& io, const Lane::Params& p) {
  const unsigned width = p.format.mantissa_bits() + p.format.vector_bits;
  const UInt mantissa = registered(b, "mantissa", UInt(io.mantissa));
  const SInt value = registered(b, "value", SInt(*io.value));
  const SInt product = registered(b, "product", (mantissa.to_sint() * value).trunc(width));
  if (p.format.is_wide) return wide_sum<SInt>(b, io, p, product, b.constant_signed(p.sum_bits(), 0));
  const UInt magnitude = mux(product.sign(), -product, product.extend(width + 1)).as_uint();
  return float_sum(b, io, p, product.sign(), magnitude);
}

}  // namespace

Lane::Ports::Ports(hdl::Io& io, const Params& p)
    : mantissa(io.in<UInt>("mantissa_i", p.format.mantissa_bits(),
                           {{}, 0, false, "of the weight; 0 for none", ""})),
      value(input_if<SInt>(!p.of_weights, io, "value_i", p.format.vector_bits, "element of the value")),
      exponent(input_if<UInt>(!p.format.is_wide, io, "exponent_i", exponent_bits, "of the weight")),
      term_places(input_if<UInt>(p.format.is_wide, io, "term_places_i",
                                 lib::ceil_log2(p.format.sum_fraction_bits + p.format.vector_bits + 1),
                                 "by which the term moves right")),
      sum_places(input_if<UInt>(p.format.is_wide, io, "sum_places_i", lib::ceil_log2(p.format.value_bits()),
                                "by which the sum moves right")),
      begin(io.in<Bit>("begin_i", 1, {{}, 0, false, "the sum starts anew", ""})),
      end(io.in<Bit>("end_i", 1, {{}, 0, false, "the sum is finished", ""})),
      next(input_if<UInt>(!p.of_weights, io, "next_i", p.sum_bits(), "held sum that follows")),
      held(io.out<UInt>("held_o", p.sum_bits(), {{}, 0, false, "finished sum", ""})) {}

std::string Lane::name(const Params& p) {
  const SumFormat& format = p.format;
  std::string name = std::string("elsa_attention_") + (p.of_weights ? "weight" : "value") + "_sum";
  for (const unsigned number : {format.vector_bits, format.vector_fraction_bits, format.term_fraction_bits,
                                format.sum_fraction_bits, format.count_bits}) {
    name += "_" + std::to_string(number);
  }
  return name + (format.is_wide ? "" : "_float");
}

void Lane::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document(std::string("Sum of ") + (p.of_weights ? "weights" : "values times weights") +
             ", and the finished one.");
  const UInt sum = p.of_weights ? sum_of_weights(b, io, p) : sum_of_values(b, io, p);
  const Bit end = registered(b, "end", Bit(io.end));
  const auto held = b.reg<UInt>("held", p.sum_bits(), Reset::none);
  if (io.next) {
    held.next(mux(end, sum, *io.next));
  } else {
    held.next(sum, end);
  }
  io.held.drive(held);
}

}  // namespace winnow::cores::elsa_attention
