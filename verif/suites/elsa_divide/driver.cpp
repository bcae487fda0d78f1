// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_divide/driver.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "verif/harness/words.hpp"

namespace winnow::verif::elsa_divide {

Driver::Driver(Bench& bench, const config::ElsaDivideParameters& parameters, ElsaDivideCoverage* coverage)
    : bench_(bench),
      shape_(parameters),
      coverage_(coverage),
      reset_(bench.input("rst_ni")),
      valid_(bench.input("sums_valid_i")),
      chunk_(bench.input("sums_chunk_i")),
      last_(bench.input("sums_last_i")),
      weight_(bench.input("sums_weight_i")),
      value_(bench.input("sums_value_i")),
      inside_(shape_.latency + 1) {
  if (coverage_ != nullptr) coverage_->begin();
}

void Driver::scramble(std::size_t input) {
  for (std::uint32_t& word : bench_.value(input)) word = static_cast<std::uint32_t>(random().next());
}

void Driver::reset(unsigned cycles) {
  if (coverage_ != nullptr) {
    coverage_->reset(
        std::any_of(inside_.begin(), inside_.end(), [](const auto& chunk) { return chunk.has_value(); }));
  }
  bench_.value(reset_)[0] = 0;
  for (unsigned i = 0; i < cycles; ++i) {
    for (const std::size_t input : {valid_, chunk_, last_, weight_, value_}) scramble(input);
    bench_.cycle();
  }
  bench_.value(reset_)[0] = 1;
  inside_.assign(shape_.latency + 1, std::nullopt);
}

std::uint64_t Driver::random_word(unsigned bits) {
  return random().next() >> (64 - bits);
}

std::uint64_t Driver::weight_word(std::int64_t number) const {
  if (shape_.sums.wide) return static_cast<std::uint64_t>(number);
  return arithmetic::float_from_fixed(shape_.sums.sum_format(), number, shape_.sums.sum_fraction_bits);
}

std::uint64_t Driver::value_word(std::int64_t number) const {
  if (!shape_.sums.wide)
    return arithmetic::float_from_fixed(shape_.sums.sum_format(), number,
                                        shape_.sums.sum_fraction_bits + shape_.sums.vector_fraction_bits);
  return static_cast<std::uint64_t>(number) & ((std::uint64_t{1} << shape_.sums.value_sum_bits) - 1);
}

// Weights from one to a bank's keys in units of the largest, and values below the vectors' largest on
// average.
Chunk Driver::usual_chunk() {
  const ElsaAttentionShape& sums = shape_.sums;
  const std::int64_t one = std::int64_t{1} << sums.sum_fraction_bits;
  const std::int64_t element = std::int64_t{1} << (sums.vector_bits - 1);
  Chunk chunk;
  std::vector<std::int64_t> weights;
  for (unsigned bank = 0; bank < shape_.banks; ++bank) {
    const auto most = static_cast<std::uint64_t>(one) * sums.bank_keys;
    const std::uint64_t weight =
        random().one_in(4) ? 0 : random().below(random().one_in(2) ? most : most / sums.bank_keys);
    weights.push_back(static_cast<std::int64_t>(weight));
    chunk.weights.push_back(weight_word(weights.back()));
  }
  for (unsigned lane = 0; lane < sums.lanes; ++lane) {
    std::vector<std::uint64_t> values;
    for (const std::int64_t weight : weights) {
      const auto average =
          static_cast<std::int64_t>(random().below(static_cast<std::uint64_t>(2 * element))) - element;
      values.push_back(value_word(random().one_in(6) ? 0 : weight * average));
    }
    chunk.values.push_back(values);
  }
  chunk.number = random_word(sums.chunk_bits);
  chunk.last = random().one_in(3);
  return chunk;
}

Chunk Driver::uniform_chunk(std::uint64_t weight, std::uint64_t value) const {
  const std::vector<std::uint64_t> values(shape_.banks, value);
  return {0, true, std::vector<std::uint64_t>(shape_.banks, weight),
          std::vector<std::vector<std::uint64_t>>(shape_.sums.lanes, values)};
}

Chunk Driver::wild_chunk() {
  Chunk chunk = uniform_chunk(0, 0);
  // Of all sizes; one size for all banks as often as not, so that the totals have all sizes, too.
  const auto fill = [&](std::vector<std::uint64_t>& words, unsigned bits) {
    const std::uint64_t common = random().below(bits);
    const bool is_common = random().one_in(2);
    for (std::uint64_t& word : words) {
      word = random_word(bits) >> (is_common ? common : random().below(bits));
      if (random().one_in(4)) word = 0;
    }
  };
  fill(chunk.weights, shape_.sums.weight_sum_bits);
  for (std::vector<std::uint64_t>& values : chunk.values) fill(values, shape_.sums.value_sum_bits);
  return chunk;
}

void Driver::drive(const Chunk& chunk) {
  const ElsaAttentionShape& sums = shape_.sums;
  bench_.value(valid_)[0] = 1;
  bench_.value(chunk_)[0] = static_cast<std::uint32_t>(chunk.number);
  bench_.value(last_)[0] = chunk.last ? 1 : 0;
  for (unsigned bank = 0; bank < shape_.banks; ++bank) {
    put_bits(bench_.value(weight_), std::size_t{bank} * sums.weight_sum_bits, sums.weight_sum_bits,
             chunk.weights[bank]);
    for (unsigned lane = 0; lane < sums.lanes; ++lane)
      put_bits(bench_.value(value_), (std::size_t{bank} * sums.lanes + lane) * sums.value_sum_bits,
               sums.value_sum_bits, chunk.values[lane][bank]);
  }
}

Driver::Due Driver::due_of(const Chunk& chunk, unsigned lane) const {
  const ElsaAttentionShape& sums = shape_.sums;
  const auto weight_of = [&](std::uint64_t word) {
    return sums.wide ? static_cast<long double>(word) : arithmetic::value_of(sums.sum_format(), word);
  };
  const auto value_of = [&](std::uint64_t word) {
    if (!sums.wide) return arithmetic::value_of(sums.sum_format(), word);
    return std::ldexp(static_cast<long double>(sign_extend(word, sums.value_sum_bits)),
                      -static_cast<int>(sums.vector_fraction_bits));
  };
  long double weight = 0, weight_size = 0, value = 0, value_size = 0;
  for (const std::uint64_t word : chunk.weights) {
    weight += weight_of(word);
    weight_size += std::fabs(weight_of(word));
  }
  for (const std::uint64_t word : chunk.values[lane]) {
    value += value_of(word);
    value_size += std::fabs(value_of(word));
  }
  const long double unit = std::ldexp(1.0L, -static_cast<int>(shape_.output_fraction_bits));
  if (weight == 0) return {0, unit / 4};
  // A weight is rounded to F bits, and so is its reciprocal: each half a unit in the last place at most, a
  // whole one of the table's last entry. Every addition and product of float sums half a unit of G bits more.
  long double relative = std::ldexp(1.3L, -static_cast<int>(sums.term_fraction_bits));
  if (!sums.wide) relative += 12 * std::ldexp(1.0L, -static_cast<int>(sums.sum_fraction_bits));
  // A weight of unlike signs, or numbers at the ends of the format, are the model's alone.
  const long double far = std::ldexp(1.0L, 200);
  const bool is_plain = weight == weight_size && weight < far && weight > 1 / far && value_size < far &&
                        (value_size > 1 / far || value_size == 0);
  if (!is_plain || relative > 0.6L) return {0, far * far};
  return {value / weight, relative / (1 - relative) * value_size / weight + 0.501L * unit};
}

void Driver::check(const std::vector<Due>& due) {
  const Words& got = bench_.got(bench_.output("result_o"));
  const std::int64_t limit = std::int64_t{1} << (shape_.output_bits - 1);
  for (std::size_t lane = 0; lane < due.size(); ++lane) {
    const std::int64_t word =
        sign_extend(get_bits(got, lane * shape_.output_bits, shape_.output_bits), shape_.output_bits);
    if (coverage_ != nullptr) coverage_->result(word);
    const auto result =
        std::ldexp(static_cast<long double>(word), -static_cast<int>(shape_.output_fraction_bits));
    const bool may_be_more = word == limit - 1, may_be_less = word == -limit;
    const long double above = result - due[lane].quotient;
    if ((above > due[lane].error && !may_be_less) || (-above > due[lane].error && !may_be_more))
      throw std::runtime_error("a result is " + std::to_string(result) + ", not near " +
                               std::to_string(due[lane].quotient));
  }
}

void Driver::cycle(const std::optional<Chunk>& chunk) {
  for (const std::size_t input : {chunk_, last_, weight_, value_}) scramble(input);
  bench_.value(valid_)[0] = 0;
  inside_.pop_back();
  inside_.emplace_front();
  if (chunk) {
    drive(*chunk);
    inside_.front().emplace();
    for (unsigned lane = 0; lane < shape_.sums.lanes; ++lane)
      inside_.front()->push_back(due_of(*chunk, lane));
    if (coverage_ != nullptr) {
      coverage_->weight(std::all_of(chunk->weights.begin(), chunk->weights.end(),
                                    [](std::uint64_t word) { return word == 0; }));
    }
  }
  if (coverage_ != nullptr) coverage_->cycle(chunk.has_value(), chunk && chunk->last);
  bench_.cycle();
  const bool is_valid = get_bit(bench_.got(bench_.output("result_valid_o")), 0);
  if (is_valid != inside_.back().has_value())
    throw std::runtime_error("results: a chunk too many or one missing");
  if (is_valid) check(*inside_.back());
}

void Driver::drain() {
  for (unsigned i = 0; i < shape_.latency + 1; ++i) cycle();
}

}  // namespace winnow::verif::elsa_divide
