// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <bit>

#include "gen/config/part_rule.hpp"

namespace winnow::config {
namespace {

// The reference model computes in 64 bits.
constexpr unsigned widest_sum = 62;

std::vector<std::string> path_to(std::size_t batch, std::size_t factor) {
  return {std::to_string(batch), std::to_string(factor)};
}

std::string words_for(std::size_t batch, std::size_t factor) {
  return fmt::format("factor {} of batch {}", factor, batch);
}

// Calls `check` with every factor's batch, number and matrix, until it finds a breach.
template <class Check>
std::optional<Breach> first_breach(const HashFactors& factors, Check check) {
  for (std::size_t batch = 0; batch < factors.size(); ++batch) {
    for (std::size_t factor = 0; factor < factors[batch].size(); ++factor) {
      if (auto breach = check(batch, factor, factors[batch][factor])) return breach;
    }
  }
  return std::nullopt;
}

std::optional<Breach> entries_in_format(const ElsaHashParameters& p) {
  const int end = 1 << p.factor_fraction_bits;
  return first_breach(
      p.hash_factors,
      [&](std::size_t batch, std::size_t factor, const FactorMatrix& matrix) -> std::optional<Breach> {
        for (const std::vector<int>& row : matrix) {
          for (const int entry : row) {
            if (entry >= -end && entry < end) continue;
            return Breach{
                fmt::format("{} has the entry {}", words_for(batch, factor), entry),
                fmt::format("give integers from {} to {}, or more factor_fraction_bits", -end, end - 1),
                path_to(batch, factor)};
          }
        }
        return std::nullopt;
      });
}

// A factor of c columns multiplies its input by less than c 2^F.
std::optional<Breach> sums_in_reason(const ElsaHashParameters& p) {
  for (std::size_t batch = 0; batch < p.hash_factors.size(); ++batch) {
    const auto factors = static_cast<unsigned>(p.hash_factors[batch].size());
    const unsigned bits = p.vector_format.width() + factors * p.factor_fraction_bits +
                          static_cast<unsigned>(std::bit_width(hash_columns(p.hash_factors)));
    if (bits > widest_sum) {
      return Breach{fmt::format("the sums of batch {} take up to {} bits", batch, bits),
                    fmt::format("give fewer factors or factor_fraction_bits, for at most {}", widest_sum),
                    {std::to_string(batch)}};
    }
  }
  return std::nullopt;
}

std::optional<Breach> whole_dot_products(const ElsaHashParameters& p) {
  return first_breach(
      p.hash_factors,
      [&](std::size_t batch, std::size_t factor, const FactorMatrix& matrix) -> std::optional<Breach> {
        const std::size_t columns = matrix.front().size();
        if (p.multipliers % columns == 0) return std::nullopt;
        return Breach{fmt::format("{} multipliers do not make whole dot products of {}, which has {} columns",
                                  p.multipliers, words_for(batch, factor), columns),
                      fmt::format("give a multiple of {}", columns)};
      });
}

std::optional<Breach> multipliers_busy(const ElsaHashParameters& p) {
  if (p.allow_idle_multipliers) return std::nullopt;
  for (std::size_t batch = 0; batch < p.hash_factors.size(); ++batch) {
    std::size_t elements = hash_columns(p.hash_factors);
    // From the last factor to the first, as they are computed.
    for (std::size_t factor = p.hash_factors[batch].size(); factor-- > 0;) {
      const FactorMatrix& matrix = p.hash_factors[batch][factor];
      const std::size_t work = elements * matrix.size();
      if (work % p.multipliers != 0) {
        return Breach{fmt::format("{} takes {} multiplications, which leave some of {} multipliers idle",
                                  words_for(batch, factor), work, p.multipliers),
                      fmt::format("give a divisor of {}, or allow_idle_multipliers true", work)};
      }
      elements = elements / matrix.front().size() * matrix.size();
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<PartRule<ElsaHashParameters>> elsa_hash_rules() {
  return {{{"hash_factors", "factor_fraction_bits"}, entries_in_format},
          {{"hash_factors", "factor_fraction_bits", "vector_format"}, sums_in_reason},
          {{"multipliers", "hash_factors"}, whole_dot_products},
          {{"multipliers", "hash_factors", "allow_idle_multipliers"}, multipliers_busy}};
}

}  // namespace winnow::config
