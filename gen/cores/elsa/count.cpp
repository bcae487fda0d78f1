// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa/count.hpp"

#include "gen/lib/bits.hpp"

namespace winnow::cores::elsa {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

UInt count_down(hdl::Builder& b, const std::string& name, const Bit& load, const UInt& count,
                const Bit& step) {
  const auto left = b.reg<UInt>(name, count.width());
  left.next(mux(load, count, (left - b.constant(1, 1)).as_uint().trunc(count.width())), load | step);
  return left;
}

UInt count_up(hdl::Builder& b, const std::string& name, unsigned bits, const Bit& load, const Bit& step) {
  const auto number = b.reg<UInt>(name, bits, Reset::none);
  number.next(mux(load, b.constant(bits, 0), (number + b.constant(1, 1)).trunc(bits)), load | step);
  return number;
}

Bit is_rested(hdl::Builder& b, const std::string& name, unsigned cycles, const Bit& event) {
  if (cycles == 1) return b.bit(true);
  const unsigned bits = lib::index_bits(cycles);
  const auto rest = b.reg<UInt>(name, bits);
  const UInt less = (rest - b.constant(1, 1)).as_uint().trunc(bits);
  rest.next(mux(event, b.constant(bits, cycles - 1), less), event | rest.any());
  return !rest.any();
}

Bit is_more(hdl::Builder& b, const UInt& value, std::uint64_t most) {
  if (lib::ceil_log2(most + 1) == value.width() && (most & (most + 1)) == 0) return b.bit(false);
  return value > b.constant(value.width(), most);
}

}  // namespace winnow::cores::elsa
