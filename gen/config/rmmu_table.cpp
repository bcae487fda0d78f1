// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <algorithm>
#include <bit>

#include "gen/config/core_tables.hpp"
#include "gen/config/rmmu_parameters.hpp"

namespace winnow::config {
namespace {

// Row r takes chunk r mod D of a vector, and D rows form a group: a last, incomplete group would have no
// result.
std::optional<Breach> rows_in_whole_groups(const RmmuParameters& parameters) {
  if (parameters.rows % parameters.chunks == 0) return std::nullopt;
  const unsigned nearest = std::max(parameters.rows / parameters.chunks, 1U) * parameters.chunks;
  return Breach{fmt::format("rows {} is not a multiple of chunks {}", parameters.rows, parameters.chunks),
                fmt::format("give rows {}, or chunks that divides {}", nearest, parameters.rows)};
}

// The row adder's taps are whole subtrees over equally many columns (DOTA thesis, section 7.6.2; taps are
// ours).
std::optional<Breach> segments_of_equal_length(const RmmuParameters& parameters) {
  if (parameters.columns % parameters.segments == 0) return std::nullopt;
  const unsigned largest = 1U << static_cast<unsigned>(std::countr_zero(parameters.columns));
  return Breach{
      fmt::format("segments {} does not divide columns {}", parameters.segments, parameters.columns),
      largest == 1 ? "give segments 1, or an even number of columns"
                   : fmt::format("give segments as a power of two from 1 to {}", largest)};
}

}  // namespace

ParameterTable rmmu_table() {
  using P = RmmuParameters;
  const ChoiceType overflow{{"wrap", "saturate"}};
  const ChoiceType multiplier{{"shared", "behavioural"}};
  return TableBuilder<P>("rmmu", "reconfigurable multi-precision matrix multiplication unit (DOTA)")
      .add("rows", &P::rows, IntegerType{1, 128}, "rows of PEs (R)", "a multiple of `chunks`")
      .add("columns", &P::columns, IntegerType{1, 128}, "columns of PEs (C)")
      .add("precisions", &P::precisions, IntegerListType{{16, 8, 4, 2}}, "operand widths a row can run in")
      .add("sources", &P::sources, IntegerType{1, 16}, "stream sources a row selects from (S)")
      .add("chunks", &P::chunks, IntegerType{1, 16}, "chunks of a vector; row r takes chunk r mod D")
      .add("reductions", &P::reductions, TextListType{{"row", "element"}}, "how products are accumulated")
      .add("segments", &P::segments, IntegerType{.minimum = 1, .maximum = 128, .power_of_two = true},
           "dot products per row (taps of the row adder) (G)", "divides `columns`")
      .add("maximum_length", &P::maximum_length, IntegerType{1, 1048576},
           "products per result that cannot overflow")
      .add("overflow", &P::overflow, overflow, "what an accumulator does beyond its range")
      .add("multiplier", &P::multiplier, multiplier, "form of the PE's multiplier; same function and latency")
      .add("pe_stages", &P::pe_stages, IntegerType{0, 2},
           "pipeline registers inside and after the multiplier")
      .add("reduction_stages", &P::reduction_stages, IntegerType{0, 3},
           "pipeline registers in the row adder tree")
      .add("shadow", &P::shadow, BooleanType{},
           "a second stationary register, loaded while the first computes")
      .rule({"rows", "chunks"}, rows_in_whole_groups)
      .rule({"segments", "columns"}, segments_of_equal_length)
      .build();
}

}  // namespace winnow::config
