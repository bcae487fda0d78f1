// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/position.hpp"

#include <bit>

#include "gen/lib/bits.hpp"

namespace winnow::lib {

using hdl::UInt;

UInt position(hdl::Builder& b, const std::string& name, unsigned size, const hdl::Bit& enable) {
  const unsigned width = index_bits(size);
  const auto value = b.reg<UInt>(name, width);
  const UInt next = (value + b.constant(1, 1)).trunc(width);
  const bool wraps_by_itself = std::has_single_bit(size) && size > 1;
  value.next(wraps_by_itself ? next : mux(value == std::uint64_t{size - 1}, b.constant(width, 0), next),
             enable);
  return value;
}

}  // namespace winnow::lib
