// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa_attention/shape.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace winnow::verif {
namespace {

void require(bool condition, const char* what) {
  if (!condition) throw std::invalid_argument(std::string("elsa_attention: ") + what);
}

unsigned divided(unsigned number, unsigned by) {
  return (number + by - 1) / by;
}

// ceil(log2 count).
unsigned bits_for(unsigned count) {
  return static_cast<unsigned>(std::bit_width(count - 1));
}

unsigned stages_of(unsigned dimension) {
  unsigned stages = 1;
  for (unsigned sums = divided(dimension, 4); sums > 1; sums = divided(sums, 16)) ++stages;
  return stages;
}

}  // namespace

ElsaAttentionShape::ElsaAttentionShape(const config::ElsaAttentionParameters& p)
    : dimension(p.dimension),
      vector_bits(p.vector_format.width()),
      vector_fraction_bits(p.vector_format.fraction_bits),
      scale_bits(p.scale_format.width()),
      scale_fraction_bits(p.scale_format.fraction_bits),
      term_fraction_bits(p.term_fraction_bits),
      sum_fraction_bits(p.sum_fraction_bits),
      lanes(p.lanes),
      wide(p.sums == "wide") {
  require(dimension >= 1 && dimension <= 256, "dimension must be 1 to 256");
  require(p.maximum_keys >= 1 && p.maximum_keys <= 4096, "maximum_keys must be 1 to 4096");
  require(p.banks >= 1 && p.banks <= 16, "banks must be 1 to 16");
  require(p.vector_format.is_signed && vector_bits <= 13, "vector_format must be s0.0 to s6.6");
  require(!p.scale_format.is_signed && scale_bits >= 1 && scale_bits <= 21,
          "scale_format must be u0.1 to u1.20");
  require(term_fraction_bits >= 1 && term_fraction_bits <= 8, "term_fraction_bits must be 1 to 8");
  require(wide || p.sums == "float", "sums must be wide or float");
  require(sum_fraction_bits >= (wide ? std::max(8U, term_fraction_bits) : 1),
          "sum_fraction_bits is too small");
  require(sum_fraction_bits <= (wide ? 32U : 16U), "sum_fraction_bits is too large");
  require(lanes >= 1 && lanes <= dimension, "lanes must be 1 to dimension");
  bank_keys = divided(p.maximum_keys, p.banks);
  chunks = divided(dimension, lanes);
  address_bits = std::max(1U, bits_for(bank_keys));
  norm_bits = 2 * (vector_bits - 1) + static_cast<unsigned>(std::bit_width(dimension));
  chunk_bits = std::max(1U, bits_for(chunks));
  weight_sum_bits = wide ? sum_fraction_bits + bits_for(bank_keys) + 1 : sum_format().width();
  value_sum_bits = wide ? weight_sum_bits + vector_bits : sum_format().width();
  dot_stages = stages_of(dimension);
}

std::vector<ElsaAttentionPort> ElsaAttentionShape::inputs() const {
  std::vector<ElsaAttentionPort> ports = {{"rst_ni", 1},
                                          {"candidate_valid_i", 1},
                                          {"candidate_address_i", address_bits},
                                          {"norm_i", 1},
                                          {"begin_i", 1},
                                          {"end_i", 1},
                                          {"scale_i", scale_bits},
                                          {"query_i", dimension * vector_bits},
                                          {"key_data_i", dimension * vector_bits},
                                          {"value_data_i", dimension * vector_bits}};
  if (wide) ports.push_back({"shared_exponent_i", exponent_bits});
  return ports;
}

std::vector<ElsaAttentionPort> ElsaAttentionShape::outputs() const {
  std::vector<ElsaAttentionPort> ports = {{"query_read_o", 1},
                                          {"key_read_o", 1},
                                          {"key_address_o", address_bits},
                                          {"value_read_o", 1},
                                          {"value_address_o", address_bits},
                                          {"norm_valid_o", 1},
                                          {"norm_value_o", norm_bits},
                                          {"sums_valid_o", 1},
                                          {"sums_chunk_o", chunk_bits},
                                          {"sums_last_o", 1},
                                          {"sums_weight_o", weight_sum_bits},
                                          {"sums_value_o", lanes * value_sum_bits}};
  if (wide) ports.push_back({"exponent_o", exponent_bits});
  return ports;
}

}  // namespace winnow::verif
