// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa/shape.hpp"

#include <algorithm>
#include <bit>

namespace winnow::verif {
namespace {

// Bits that hold the numbers 0 to `largest`; at least one.
unsigned bits_for(unsigned largest) {
  return std::max(1U, static_cast<unsigned>(std::bit_width(largest)));
}

}  // namespace

ElsaShape::ElsaShape(const config::ElsaParameters& p)
    : hash(p.hash()),
      norm(p.norm()),
      select(p.select()),
      attention(p.attention()),
      divide(p.divide()),
      tokens(p.maximum_tokens),
      banks(p.banks),
      selectors(p.selectors),
      dimension(hash.dimension),
      vector_bits(p.vector_format.width()),
      hash_bits(hash.hash_bits),
      lanes(p.division_multipliers),
      chunks((dimension + lanes - 1) / lanes),
      hash_cycles(static_cast<unsigned>(hash.cycles)),
      count_bits(bits_for(tokens)),
      number_bits(bits_for(tokens - 1)),
      dimension_bits(bits_for(dimension)),
      address_bits(bits_for((tokens + banks - 1) / banks - 1)),
      chunk_bits(bits_for(chunks - 1)),
      candidates_bits(bits_for((tokens + banks - 1) / banks)),
      threshold_bits(p.threshold_fraction_bits + 2),
      scale_bits(p.scale_format.width()),
      output_bits(p.output_format.width()),
      hides_preprocessing(p.hide_preprocessing) {}

std::vector<ElsaPort> ElsaShape::inputs() const {
  std::vector<ElsaPort> ports = {{"rst_ni", 1},
                                 {"start_valid_i", 1},
                                 {"start_queries_i", count_bits},
                                 {"start_keys_i", count_bits},
                                 {"start_dimension_i", dimension_bits},
                                 {"start_causal_i", 1},
                                 {"start_approximation_off_i", 1},
                                 {"start_threshold_i", threshold_bits},
                                 {"start_scale_i", scale_bits},
                                 {"query_data_i", dimension * vector_bits},
                                 {"key_data_i", banks * dimension * vector_bits},
                                 {"value_data_i", banks * dimension * vector_bits}};
  if (hides_preprocessing) ports.push_back({"hash_key_data_i", dimension * vector_bits});
  return ports;
}

std::vector<ElsaPort> ElsaShape::outputs() const {
  std::vector<ElsaPort> ports = {{"start_ready_o", 1},
                                 {"done_o", 1},
                                 {"error_o", 1},
                                 {"query_read_o", 1},
                                 {"query_address_o", number_bits},
                                 {"key_read_o", banks},
                                 {"key_address_o", banks * address_bits},
                                 {"value_read_o", banks},
                                 {"value_address_o", banks * address_bits},
                                 {"output_write_o", 1},
                                 {"output_address_o", number_bits},
                                 {"output_chunk_o", chunk_bits},
                                 {"output_data_o", lanes * output_bits},
                                 {"query_taken_o", 1},
                                 {"query_selected_o", 1},
                                 {"query_candidates_o", banks * candidates_bits}};
  if (!hides_preprocessing) return ports;
  ports.insert(ports.end(),
               {{"execution_begins_o", 1}, {"hash_key_read_o", 1}, {"hash_key_address_o", number_bits}});
  return ports;
}

}  // namespace winnow::verif
