// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa/timing.hpp"

#include <algorithm>
#include <bit>

namespace winnow::verif::elsa {

std::uint64_t waiting_cycles(const ElsaShape& shape, unsigned keys) {
  if (keys == 0) return 1;
  const unsigned wait = std::max(shape.hash_cycles + 4, shape.attention.dot_stages + 8);
  return 1 + std::uint64_t{keys - 1} * shape.hash_cycles + wait;
}

std::uint64_t preprocessing_cycles(const ElsaShape& shape, unsigned keys) {
  if (shape.hides_preprocessing) return waiting_cycles(shape, keys) + shape.hash_cycles + 5;
  const int hash = static_cast<int>(shape.hash_cycles), stages = static_cast<int>(shape.attention.dot_stages);
  const int wait = keys == 0 ? hash + 4 : std::max(hash + 4, stages + 8 - hash);
  return 1 + std::uint64_t{keys} * shape.hash_cycles + static_cast<unsigned>(wait);
}

std::optional<std::uint64_t> execution_cycles(const ElsaShape& shape, unsigned queries, unsigned keys) {
  const auto quotient_up = [](unsigned number, unsigned by) { return (number + by - 1) / by; };
  const unsigned candidates = quotient_up(keys, shape.banks);
  const unsigned rows = quotient_up(candidates, shape.selectors);
  const unsigned period = std::max({shape.hash_cycles, rows, candidates, shape.chunks});
  const bool is_deep = shape.select.queue_depth >= std::max(shape.select.rows, 6U);
  if (keys == 0 || queries == 0 || period * (shape.select.tags - 1) < 6 || !is_deep) return std::nullopt;
  // Hashes that wait for the cut-off at first are no longer a period apart.
  const bool waits = !shape.hides_preprocessing && 2 * shape.hash_cycles < shape.attention.dot_stages + 4;
  // Five cycles after a hash has come out query 0 begins, which then puts off an issue.
  if (shape.hash_cycles == period && (waits || period == 5)) return std::nullopt;
  std::uint64_t cycles = candidates + 5 + std::uint64_t{queries - 1} * period;
  // A slot that begins a query meets the issue that is due.
  const unsigned meets = candidates + 10;
  if (shape.hash_cycles == period && meets % period == 0) cycles += (queries - 1) / (meets / period + 1);
  return cycles;
}

std::optional<std::uint64_t> working_cycles(const ElsaShape& shape, unsigned queries, unsigned keys) {
  const unsigned candidates = (keys + shape.banks - 1) / shape.banks;
  const unsigned rows = (candidates + shape.selectors - 1) / shape.selectors;
  // Else keys can put off queries.
  const bool is_slow = std::max({rows, candidates, shape.chunks}) >= shape.hash_cycles + 2;
  const auto execution = execution_cycles(shape, queries, keys);
  if (!is_slow || !execution) return std::nullopt;
  return shape.hash_cycles + 5 + *execution + ending_cycles(shape);
}

std::uint64_t ending_cycles(const ElsaShape& shape) {
  const unsigned levels = std::max(1U, static_cast<unsigned>(std::bit_width(shape.banks - 1)));
  const unsigned division = shape.attention.wide ? 6 : levels + 3;
  return shape.attention.dot_stages + division + shape.chunks + 11;
}

}  // namespace winnow::verif::elsa
