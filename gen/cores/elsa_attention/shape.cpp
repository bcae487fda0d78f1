// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_attention/shape.hpp"

#include <bit>

namespace winnow::cores::elsa_attention {
namespace {

unsigned dot_stages_of(unsigned dimension) {
  unsigned stages = 1;
  for (unsigned count = (dimension + group_size - 1) / group_size; count > 1;
       count = (count + tree_size - 1) / tree_size) {
    ++stages;
  }
  return stages;
}

}  // namespace

Shape::Shape(const config::ElsaAttentionParameters& p)
    : dimension(p.dimension),
      vector_bits(p.vector_format.width()),
      vector_fraction_bits(p.vector_format.fraction_bits),
      scale_bits(p.scale_format.width()),
      scale_fraction_bits(p.scale_format.fraction_bits),
      sums(p),
      lanes(p.lanes),
      chunks((p.dimension + p.lanes - 1) / p.lanes),
      chunk_bits(lib::index_bits(chunks)),
      address_bits(lib::index_bits((p.maximum_keys + p.banks - 1) / p.banks)),
      norm_bits(2 * (vector_bits - 1) + static_cast<unsigned>(std::bit_width(p.dimension))),
      dot_stages(dot_stages_of(p.dimension)) {}

}  // namespace winnow::cores::elsa_attention
