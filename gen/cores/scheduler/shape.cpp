// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/scheduler/shape.hpp"

#include <algorithm>
#include <bit>

#include "gen/lib/bits.hpp"

namespace winnow::cores::scheduler {

using hdl::Bit;
using hdl::UInt;

namespace {

// Keys of a search block when tiles are no larger: the lines of a pick drive so many comparisons.
constexpr unsigned full_block = 32;

unsigned tiles_of_a_block(unsigned tile, unsigned tiles) {
  return std::min(std::max(1U, full_block / tile), std::bit_ceil(tiles));
}

template <class T>
T tree(std::vector<T> values, T (*join)(hdl::At<T>, const T&)) {
  while (values.size() > 1) {
    std::vector<T> next;
    for (std::size_t i = 0; i + 1 < values.size(); i += 2) next.push_back(join(values[i], values[i + 1]));
    if (values.size() % 2 == 1) next.push_back(values.back());
    values = std::move(next);
  }
  return values.front();
}

}  // namespace

Shape::Shape(const config::SchedulerParameters& p)
    : tokens(p.tokens),
      keys(p.maximum_keys),
      tile(p.keys_per_cycle),
      key_bits(lib::index_bits(p.maximum_keys)),
      lists((1U << p.tokens) - 1),
      count_bits(lib::ceil_log2(p.maximum_keys + 1ULL)),
      tiles((p.maximum_keys + p.keys_per_cycle - 1) / p.keys_per_cycle),
      block(p.keys_per_cycle * tiles_of_a_block(p.keys_per_cycle, tiles)),
      blocks((p.maximum_keys + block - 1) / block) {}

Bit any_of(const std::vector<Bit>& values) {
  return tree<Bit>(values, hdl::operator|);
}

UInt any_of(const std::vector<UInt>& values) {
  return tree<UInt>(values, hdl::operator|);
}

Bit all_of(const std::vector<Bit>& values) {
  return tree<Bit>(values, hdl::operator&);
}

std::vector<Bit> one_hot(const UInt& value) {
  if (value.width() == 1) return {!value.bit(0), value.bit(0)};
  const unsigned half = value.width() / 2;
  const std::vector<Bit> low = one_hot(value.trunc(half)), high = one_hot(value >> half);
  std::vector<Bit> result;
  for (const Bit& upper : high)
    for (const Bit& lower : low) result.push_back(upper & lower);
  return result;
}

std::vector<Bit> last_of(const std::vector<Bit>& values) {
  // later[i]: some value at i or after it, by doubling the reach.
  std::vector<Bit> later = values;
  for (std::size_t reach = 1; reach < values.size(); reach *= 2) {
    std::vector<Bit> next = later;
    for (std::size_t i = 0; i + reach < values.size(); ++i) next[i] = later[i] | later[i + reach];
    later = std::move(next);
  }
  std::vector<Bit> result;
  for (std::size_t i = 0; i < values.size(); ++i)
    result.push_back(i + 1 < values.size() ? values[i] & !later[i + 1] : values[i]);
  return result;
}

UInt count_ones(const std::vector<Bit>& values) {
  std::vector<UInt> sums;
  for (const Bit& value : values) sums.push_back(value.as_uint());
  return tree<UInt>(sums, hdl::operator+);
}

UInt counter(hdl::Builder& b, const std::string& name, unsigned width, const std::vector<Bit>& ones,
             const Bit& step, const Bit& clear) {
  const auto count = b.reg<UInt>(name, width);
  count.next(gate(!clear, (UInt(count) + count_ones(ones)).trunc(width)), step);
  return count;
}

}  // namespace winnow::cores::scheduler
