// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa_attention/model.hpp"

#include <algorithm>
#include <numeric>

#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

// Indices in input_names() and output_names().
enum Input : std::size_t {
  rst_ni,
  candidate_valid_i,
  candidate_address_i,
  norm_i,
  begin_i,
  end_i,
  scale_i,
  query_i,
  key_data_i,
  value_data_i,
  shared_exponent_i
};
enum Output : std::size_t {
  query_read_o,
  key_read_o,
  key_address_o,
  value_read_o,
  value_address_o,
  norm_valid_o,
  norm_value_o,
  sums_valid_o,
  sums_chunk_o,
  sums_last_o,
  sums_weight_o,
  sums_value_o,
  exponent_o
};

std::int64_t dot(const std::vector<std::int64_t>& one, const std::vector<std::int64_t>& other) {
  return std::inner_product(one.begin(), one.end(), other.begin(), std::int64_t{0});
}

template <class Value, class Ports>
std::vector<Value> each(const Ports& ports, Value ElsaAttentionPort::*member) {
  std::vector<Value> values;
  for (const ElsaAttentionPort& port : ports) values.push_back(port.*member);
  return values;
}

}  // namespace

ElsaAttentionModel::ElsaAttentionModel(const config::ElsaAttentionParameters& parameters)
    : shape_(parameters), sums_(shape_) {
  reset();
}

std::vector<std::string> ElsaAttentionModel::input_names() const {
  return each(shape_.inputs(), &ElsaAttentionPort::name);
}

std::vector<unsigned> ElsaAttentionModel::input_widths() const {
  return each(shape_.inputs(), &ElsaAttentionPort::width);
}

std::vector<std::string> ElsaAttentionModel::output_names() const {
  return each(shape_.outputs(), &ElsaAttentionPort::name);
}

std::vector<unsigned> ElsaAttentionModel::output_widths() const {
  return each(shape_.outputs(), &ElsaAttentionPort::width);
}

void ElsaAttentionModel::power_up() {
  started_ = false;
  reset();
}

void ElsaAttentionModel::reset() {
  slots_.assign(9 + shape_.dot_stages, Slot{});
  has_query_ = sums_known_ = false;
  query_.assign(shape_.dimension, 0);
  sums_.clear();
  held_ = {};
  chunk_.reset();
}

std::vector<std::int64_t> ElsaAttentionModel::vector_of(const Words& words) const {
  std::vector<std::int64_t> elements;
  for (unsigned i = 0; i < shape_.dimension; ++i)
    elements.push_back(sign_extend(get_bits(words, std::size_t{i} * shape_.vector_bits, shape_.vector_bits),
                                   shape_.vector_bits));
  return elements;
}

void ElsaAttentionModel::set(std::vector<Expected>& expected, std::size_t output, std::uint64_t value,
                             bool known) const {
  Expected& port = expected[output];
  std::fill(port.value.begin(), port.value.end(), 0U);
  for (std::size_t word = 0; word < std::min<std::size_t>(port.value.size(), 2); ++word)
    port.value[word] = static_cast<std::uint32_t>(value >> (32 * word));
  port.known.assign(port.value.size(), started_ && known ? ~0U : 0U);
}

void ElsaAttentionModel::outputs(const std::vector<Words>&, std::vector<Expected>& expected) {
  const unsigned stages = shape_.dot_stages;
  const Slot &asks = aged(1), &scored = aged(3 + stages), &values = aged(5 + stages),
             &weighed = aged(6 + stages);
  const bool is_norm = scored.uses_key && scored.norm;
  set(expected, query_read_o, asks.begin, true);
  set(expected, key_read_o, asks.uses_key, true);
  set(expected, key_address_o, asks.address, asks.uses_key);
  set(expected, value_read_o, values.candidate(), true);
  set(expected, value_address_o, values.address, values.candidate());
  set(expected, norm_valid_o, is_norm, true);
  set(expected, norm_value_o, is_norm ? static_cast<std::uint64_t>(scored.score) : 0, is_norm);
  if (shape_.wide)
    set(expected, exponent_o, weighed.weight.exponent, !weighed.candidate() || weighed.has_query);
  show_sums(expected);
}

void ElsaAttentionModel::show_sums(std::vector<Expected>& expected) const {
  const unsigned chunk = chunk_.value_or(0);
  const bool known = chunk_ && held_.known;
  set(expected, sums_valid_o, chunk_ ? 1 : 0, true);
  set(expected, sums_chunk_o, chunk, chunk_.has_value());
  set(expected, sums_last_o, chunk + 1 == shape_.chunks ? 1 : 0, chunk_.has_value());
  set(expected, sums_weight_o, held_.weight, known);
  set(expected, sums_value_o, 0, known);
  for (unsigned lane = 0; known && lane < shape_.lanes; ++lane) {
    const unsigned element = chunk * shape_.lanes + lane;
    if (element >= shape_.dimension) break;
    put_bits(expected[sums_value_o].value, std::size_t{lane} * shape_.value_sum_bits, shape_.value_sum_bits,
             static_cast<std::uint64_t>(held_.values[element]));
  }
}

void ElsaAttentionModel::take_key(const std::vector<Words>& inputs) {
  Slot& slot = aged(2);
  if (slot.begin) {
    has_query_ = true;
    query_ = vector_of(inputs[query_i]);
  }
  slot.has_query = has_query_;
  if (!slot.uses_key) return;
  const std::vector<std::int64_t> key = vector_of(inputs[key_data_i]);
  slot.score = dot(key, slot.norm ? key : query_);
}

void ElsaAttentionModel::take_value(const std::vector<Words>& inputs) {
  Slot& slot = aged(6 + shape_.dot_stages);
  if (shape_.wide) slot.shared = get_bits(inputs[shared_exponent_i], 0, ElsaAttentionShape::exponent_bits);
  if (slot.candidate()) slot.value = vector_of(inputs[value_data_i]);
}

// What a slot does to the sums: the last thing that it does.
void ElsaAttentionModel::finish_slot() {
  const Slot& slot = aged(9 + shape_.dot_stages);
  if (chunk_) ++*chunk_;
  if (slot.end) {
    held_ = {sums_known_, sums_.weight(), sums_.values()};
    chunk_ = 0;
  }
  if (chunk_ == shape_.chunks) chunk_.reset();
  if (slot.begin) {
    sums_.clear();
    sums_known_ = true;
  }
  if (!sums_known_) return;
  if (shape_.wide) {
    sums_known_ = slot.weight.exponent <= slot.shared;
    sums_.share(slot.shared);
  }
  if (sums_known_ && slot.candidate()) sums_.add(slot.weight, slot.value);
}

void ElsaAttentionModel::clock(const std::vector<Words>& inputs) {
  if (!get_bit(inputs[rst_ni], 0)) {
    started_ = true;
    reset();
    return;
  }
  finish_slot();
  take_value(inputs);
  Slot& scored = aged(3 + shape_.dot_stages);
  if (scored.candidate())
    scored.weight = elsa_weight(shape_, scored.score, get_bits(inputs[scale_i], 0, shape_.scale_bits));
  take_key(inputs);
  slots_.pop_back();
  slots_.push_front({.uses_key = get_bit(inputs[candidate_valid_i], 0),
                     .norm = get_bit(inputs[norm_i], 0),
                     .begin = get_bit(inputs[begin_i], 0),
                     .end = get_bit(inputs[end_i], 0),
                     .address = get_bits(inputs[candidate_address_i], 0, shape_.address_bits),
                     .has_query = false,
                     .score = 0,
                     .weight = {},
                     .shared = 0,
                     .value = {}});
}

}  // namespace winnow::verif
