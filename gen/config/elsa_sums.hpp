// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <optional>

#include "gen/config/parameter_table.hpp"

// What the tables of elsa_attention, elsa_divide and elsa have in common: all speak of the same sums.
namespace winnow::config {

inline const FixedFormatType elsa_vector_type{
    .is_signed = true, .maximum_integer_bits = 6, .maximum_fraction_bits = 6};
inline const FixedFormatType elsa_scale_type{
    .is_signed = false, .maximum_integer_bits = 1, .maximum_fraction_bits = 20};
inline const IntegerType elsa_dimension_type{1, 256};
inline const IntegerType elsa_keys_type{1, 4096};
inline const IntegerType elsa_banks_type{1, 16};
inline const IntegerType elsa_lanes_type{1, 256};

template <class Parameters>
void add_elsa_sums(TableBuilder<Parameters>& table) {
  table
      .add("term_fraction_bits", &Parameters::term_fraction_bits, IntegerType{1, 8},
           "fraction bits of a weight, and bits of the tables' index (F)")
      .add("sums", &Parameters::sums, ChoiceType{{"wide", "float"}},
           "sums are integers relative to a running exponent, or small floating-point numbers")
      .add("sum_fraction_bits", &Parameters::sum_fraction_bits, IntegerType{1, 32},
           "bits of a sum below the largest weight, or fraction bits of a floating-point sum (G)",
           "at least 8 and `term_fraction_bits` for wide `sums`; at most 16 for float")
      .rule({"sum_fraction_bits", "sums", "term_fraction_bits"},
            [](const Parameters& p) -> std::optional<Breach> {
              const unsigned bits = p.sum_fraction_bits, least = std::max(8U, p.term_fraction_bits);
              if (p.sums == "float" && bits > 16)
                return Breach{.wrong = fmt::format("float sums of {} fraction bits are too long", bits),
                              .mend = "give at most 16"};
              if (p.sums == "wide" && bits < least)
                return Breach{
                    .wrong = fmt::format("wide sums need more than {} bits below the largest weight", bits),
                    .mend = fmt::format("give at least {}", least)};
              return std::nullopt;
            });
}

template <class Parameters>
void add_elsa_lanes(TableBuilder<Parameters>& table, const std::string& meaning) {
  table.add("lanes", &Parameters::lanes, elsa_lanes_type, meaning, "at most `dimension`")
      .rule({"lanes", "dimension"}, [](const Parameters& p) -> std::optional<Breach> {
        if (p.lanes <= p.dimension) return std::nullopt;
        return Breach{.wrong = fmt::format("{} lanes for {} elements", p.lanes, p.dimension),
                      .mend = fmt::format("give at most {}", p.dimension)};
      });
}

template <class Parameters>
void add_elsa_output_format(TableBuilder<Parameters>& table) {
  table
      .add("output_format", &Parameters::output_format,
           FixedFormatType{.is_signed = true, .maximum_integer_bits = 8, .maximum_fraction_bits = 16},
           "format of the results", "at least 2 bits")
      .rule({"output_format"}, [](const Parameters& p) -> std::optional<Breach> {
        if (p.output_format.width() >= 2) return std::nullopt;
        return Breach{.wrong = "s0.0 has no bit beside the sign", .mend = "give it one, such as s0.1"};
      });
}

}  // namespace winnow::config
