// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa_hash/model.hpp"

#include <algorithm>
#include <stdexcept>

#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

// Indices in input_names() and output_names().
enum Input : std::size_t { rst_ni, valid_i, element_i, ready_i };
enum Output : std::size_t { ready_o, valid_o, bits_o };

constexpr std::size_t slice_size = 2;

using IntegerMatrix = std::vector<std::vector<std::int64_t>>;

void require(bool condition, const std::string& what) {
  if (!condition) throw std::invalid_argument("elsa_hash: " + what);
}

bool high(const std::vector<Words>& inputs, Input input) {
  return (inputs[input][0] & 1U) != 0;
}

void set_known(Expected& output, bool known) {
  output.known.assign(output.value.size(), known ? ~0U : 0U);
}

// Page, "Function": the index of `left` is the more significant one.
IntegerMatrix kronecker(const IntegerMatrix& left, const config::FactorMatrix& right) {
  IntegerMatrix product;
  for (const std::vector<std::int64_t>& left_row : left) {
    for (const std::vector<int>& right_row : right) {
      std::vector<std::int64_t>& row = product.emplace_back();
      for (const std::int64_t a : left_row) {
        for (const int b : right_row) row.push_back(a * b);
      }
    }
  }
  return product;
}

// Page, "Stages and steps": cycles of one batch for vectors of `dimension` elements.
std::uint64_t cycles_of(const config::HashBatch& batch, std::uint64_t dimension,
                        const config::ElsaHashParameters& parameters) {
  std::uint64_t elements = dimension, cycles = 0;
  for (std::size_t i = batch.size(); i > 0; --i) {
    const std::uint64_t rows = batch[i - 1].size(), columns = batch[i - 1][0].size();
    const std::uint64_t multiplications = elements * rows;
    require(parameters.multipliers % columns == 0, "multipliers must be a multiple of a factor's columns");
    require(parameters.allow_idle_multipliers || multiplications % parameters.multipliers == 0,
            "a stage leaves multipliers idle");
    cycles += (multiplications + parameters.multipliers - 1) / parameters.multipliers;
    elements = elements / columns * rows;
  }
  return cycles;
}

}  // namespace

ElsaHashShape::ElsaHashShape(const config::ElsaHashParameters& parameters)
    : element_bits(1 + parameters.vector_format.integer_bits + parameters.vector_format.fraction_bits) {
  require(parameters.vector_format.is_signed, "vector_format must be signed");
  require(parameters.multipliers > 0, "multipliers must be at least 1");
  for (const config::HashBatch& batch : parameters.hash_factors) {
    IntegerMatrix product = {{1}};
    for (const config::FactorMatrix& factor : batch) product = kronecker(product, factor);
    if (matrix.empty()) dimension = static_cast<unsigned>(product[0].size());
    require(product[0].size() == dimension, "every batch must take vectors of the same size");
    cycles += cycles_of(batch, dimension, parameters);
    matrix.insert(matrix.end(), product.begin(), product.end());
  }
  hash_bits = static_cast<unsigned>(matrix.size());
  require(hash_bits >= 1 && hash_bits <= 256 && dimension <= 256, "k and d must be 1 to 256");
}

std::vector<bool> elsa_hash_of(const ElsaHashShape& shape, const std::vector<std::int64_t>& vector) {
  std::vector<bool> hash;
  for (const std::vector<std::int64_t>& row : shape.matrix) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < row.size(); ++i) sum += row[i] * vector[i];
    hash.push_back(sum >= 0);
  }
  return hash;
}

std::vector<std::string> ElsaHashModel::input_names() const {
  return {"rst_ni", "vector_valid_i", "vector_element_i", "hash_ready_i"};
}

std::vector<unsigned> ElsaHashModel::input_widths() const {
  return {1, 1, shape_.dimension * shape_.element_bits, 1};
}

std::vector<std::string> ElsaHashModel::output_names() const {
  return {"vector_ready_o", "hash_valid_o", "hash_bits_o"};
}

std::vector<unsigned> ElsaHashModel::output_widths() const {
  return {1, 1, shape_.hash_bits};
}

void ElsaHashModel::power_up() {
  started_ = false;
  reset();
}

void ElsaHashModel::reset() {
  working_.reset();
  slice_.clear();
}

bool ElsaHashModel::finishes() const {
  return working_ && working_->steps_left == 1 && slice_.size() < slice_size;
}

void ElsaHashModel::outputs(const std::vector<Words>& /*inputs*/, std::vector<Expected>& expected) {
  for (Expected& output : expected) std::fill(output.value.begin(), output.value.end(), 0U);
  expected[ready_o].value[0] = is_ready() ? 1 : 0;
  expected[valid_o].value[0] = slice_.empty() ? 0 : 1;
  set_known(expected[ready_o], started_);
  set_known(expected[valid_o], started_);
  set_known(expected[bits_o], started_ && !slice_.empty());
  if (slice_.empty()) return;
  for (unsigned bit = 0; bit < shape_.hash_bits; ++bit)
    put_bit(expected[bits_o].value, bit, slice_.front()[bit]);
}

void ElsaHashModel::clock(const std::vector<Words>& inputs) {
  if (!high(inputs, rst_ni)) {
    started_ = true;
    reset();
    return;
  }
  // Everything looks at the state of before this clock edge.
  const bool takes = high(inputs, valid_i) && is_ready();
  const bool done = finishes();
  const bool gives = !slice_.empty() && high(inputs, ready_i);
  if (gives) slice_.pop_front();
  if (done) {
    slice_.push_back(std::move(working_->hash));
    working_.reset();
  } else if (working_ && working_->steps_left > 1) {
    --working_->steps_left;
  }
  if (!takes) return;
  std::vector<std::int64_t> vector;
  for (unsigned i = 0; i < shape_.dimension; ++i) {
    const std::uint64_t word =
        get_bits(inputs[element_i], std::size_t{i} * shape_.element_bits, shape_.element_bits);
    vector.push_back(sign_extend(word, shape_.element_bits));
  }
  working_ = Working{elsa_hash_of(shape_, vector), shape_.cycles};
}

}  // namespace winnow::verif
