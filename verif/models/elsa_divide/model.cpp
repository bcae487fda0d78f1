// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa_divide/model.hpp"

#include <algorithm>

#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

// Indices in input_names() and output_names().
enum Input : std::size_t { rst_ni, valid_i, chunk_i, last_i, weight_i, value_i };
enum Output : std::size_t { valid_o, chunk_o, last_o, result_o };

}  // namespace

ElsaDivideModel::ElsaDivideModel(const config::ElsaDivideParameters& parameters)
    : shape_(parameters), chunks_(shape_.latency) {}

std::vector<std::string> ElsaDivideModel::input_names() const {
  return {"rst_ni", "sums_valid_i", "sums_chunk_i", "sums_last_i", "sums_weight_i", "sums_value_i"};
}

std::vector<unsigned> ElsaDivideModel::input_widths() const {
  return {1,
          1,
          shape_.sums.chunk_bits,
          1,
          shape_.banks * shape_.sums.weight_sum_bits,
          shape_.banks * shape_.sums.lanes * shape_.sums.value_sum_bits};
}

std::vector<std::string> ElsaDivideModel::output_names() const {
  return {"result_valid_o", "result_chunk_o", "result_last_o", "result_o"};
}

std::vector<unsigned> ElsaDivideModel::output_widths() const {
  return {1, shape_.sums.chunk_bits, 1, shape_.sums.lanes * shape_.output_bits};
}

void ElsaDivideModel::power_up() {
  started_ = false;
  chunks_.assign(shape_.latency, Chunk{});
}

void ElsaDivideModel::outputs(const std::vector<Words>&, std::vector<Expected>& expected) {
  const Chunk& chunk = chunks_.back();
  for (Expected& output : expected) {
    std::fill(output.value.begin(), output.value.end(), 0U);
    output.known.assign(output.value.size(), started_ && chunk.valid ? ~0U : 0U);
  }
  expected[valid_o].known.assign(1, started_ ? ~0U : 0U);
  expected[valid_o].value[0] = chunk.valid ? 1 : 0;
  expected[chunk_o].value[0] = static_cast<std::uint32_t>(chunk.number);
  expected[last_o].value[0] = chunk.last ? 1 : 0;
  for (std::size_t lane = 0; lane < chunk.results.size(); ++lane)
    put_bits(expected[result_o].value, lane * shape_.output_bits, shape_.output_bits,
             static_cast<std::uint64_t>(chunk.results[lane]));
}

ElsaDivideModel::Chunk ElsaDivideModel::divided(const std::vector<Words>& inputs) const {
  Chunk chunk;
  chunk.valid = get_bit(inputs[valid_i], 0);
  if (!chunk.valid) return chunk;
  chunk.last = get_bit(inputs[last_i], 0);
  chunk.number = get_bits(inputs[chunk_i], 0, shape_.sums.chunk_bits);
  const auto word = [](const Words& words, std::size_t index, unsigned bits) {
    return get_bits(words, index * bits, bits);
  };
  std::vector<std::uint64_t> weights;
  for (unsigned bank = 0; bank < shape_.banks; ++bank)
    weights.push_back(word(inputs[weight_i], bank, shape_.sums.weight_sum_bits));
  for (unsigned lane = 0; lane < shape_.sums.lanes; ++lane) {
    std::vector<std::uint64_t> values;
    for (unsigned bank = 0; bank < shape_.banks; ++bank)
      values.push_back(
          word(inputs[value_i], std::size_t{bank} * shape_.sums.lanes + lane, shape_.sums.value_sum_bits));
    chunk.results.push_back(elsa_quotient(shape_, weights, values));
  }
  return chunk;
}

void ElsaDivideModel::clock(const std::vector<Words>& inputs) {
  if (!get_bit(inputs[rst_ni], 0)) {
    started_ = true;
    chunks_.assign(shape_.latency, Chunk{});
    return;
  }
  chunks_.pop_back();
  chunks_.push_front(divided(inputs));
}

}  // namespace winnow::verif
