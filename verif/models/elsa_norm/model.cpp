// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa_norm/model.hpp"

#include <algorithm>
#include <stdexcept>

#include "verif/models/arithmetic/square_root.hpp"
#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

// In the order of input_names() and output_names().
enum Input : std::size_t { in_reset, in_valid, in_square, in_first, in_threshold };
enum Output : std::size_t { out_valid, out_norm, out_maximum, out_cutoff };

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(std::string("elsa_norm: ") + what);
}

}  // namespace

ElsaNormShape::ElsaNormShape(const config::ElsaNormParameters& p)
    : square_bits(1),
      norm_bits(p.norm_format.integer_bits + p.norm_format.fraction_bits),
      threshold_bits(p.threshold_fraction_bits + 2),
      cutoff_bits(norm_bits + threshold_bits),
      root_step_bits(p.root_step_bits),
      root_table_bits(p.root_table_bits),
      root_fraction_bits(static_cast<int>(p.norm_format.fraction_bits) -
                         static_cast<int>(p.vector_format.fraction_bits)) {
  require(p.dimension >= 1 && p.dimension <= 128, "dimension must be 1 to 128");
  require(p.vector_format.is_signed && !p.norm_format.is_signed,
          "vector_format must be signed and norm_format unsigned");
  require(p.vector_format.integer_bits <= 6 && p.vector_format.fraction_bits <= 6,
          "vector_format must have at most 6 integer and 6 fraction bits");
  const unsigned magnitude_bits = p.vector_format.integer_bits + p.vector_format.fraction_bits;
  const std::uint64_t largest = std::uint64_t{p.dimension} << (2 * magnitude_bits);
  while (largest >> square_bits != 0) ++square_bits;
}

std::uint64_t ElsaNormShape::norm_of(std::uint64_t square) const {
  const arithmetic::SquareRoot root{
      .step_bits = root_step_bits, .table_bits = root_table_bits, .fraction_bits = root_fraction_bits};
  const std::uint64_t exact =
      arithmetic::square_root(root, square, std::max(square_bits, root_step_bits + 3));
  return std::min(exact, (std::uint64_t{1} << norm_bits) - 1);
}

std::vector<std::string> ElsaNormModel::input_names() const {
  return {"rst_ni", "square_valid_i", "square_i", "first_i", "threshold_i"};
}
std::vector<unsigned> ElsaNormModel::input_widths() const {
  return {1, 1, shape_.square_bits, 1, shape_.threshold_bits};
}
std::vector<std::string> ElsaNormModel::output_names() const {
  return {"norm_valid_o", "norm_o", "maximum_o", "cutoff_o"};
}
std::vector<unsigned> ElsaNormModel::output_widths() const {
  return {1, shape_.norm_bits, shape_.norm_bits, shape_.cutoff_bits};
}

void ElsaNormModel::power_up() {
  reset();
  started_ = false;
}

void ElsaNormModel::reset() {
  way_ = {};
  maximum_ = 0;
  cutoff_ = 0;
}

void ElsaNormModel::outputs(const std::vector<Words>& /*inputs*/, std::vector<Expected>& expected) {
  for (Expected& output : expected) {
    std::fill(output.value.begin(), output.value.end(), 0);
    output.known.assign(output.value.size(), 0);
  }
  if (!started_) return;
  const auto give = [&](Output output, unsigned width, std::uint64_t value) {
    expected[output].known.clear();
    put_bits(expected[output].value, 0, width, value);
  };
  give(out_valid, 1, way_[2] ? 1 : 0);
  if (way_[2]) give(out_norm, shape_.norm_bits, way_[2]->value);
  give(out_maximum, shape_.norm_bits, maximum_);
  give(out_cutoff, shape_.cutoff_bits, static_cast<std::uint64_t>(cutoff_));
}

void ElsaNormModel::clock(const std::vector<Words>& inputs) {
  if (!get_bit(inputs[in_reset], 0)) {
    started_ = true;
    reset();
    return;
  }
  if (!started_) return;
  const std::int64_t threshold =
      sign_extend(get_bits(inputs[in_threshold], 0, shape_.threshold_bits), shape_.threshold_bits);
  cutoff_ = threshold * static_cast<std::int64_t>(maximum_);
  if (way_[2]) maximum_ = way_[2]->first ? way_[2]->value : std::max(maximum_, way_[2]->value);
  way_[2] = way_[1];
  way_[1] = way_[0];
  way_[0].reset();
  if (get_bit(inputs[in_valid], 0)) {
    way_[0] = Norm{shape_.norm_of(get_bits(inputs[in_square], 0, shape_.square_bits)),
                   get_bit(inputs[in_first], 0)};
  }
}

}  // namespace winnow::verif
