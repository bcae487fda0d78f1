// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_attention/driver.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

#include "verif/harness/words.hpp"

namespace winnow::verif::elsa_attention {

Driver::Driver(Bench& bench, const config::ElsaAttentionParameters& parameters,
               ElsaAttentionCoverage* coverage)
    : bench_(bench),
      shape_(parameters),
      coverage_(coverage),
      reset_(bench.input("rst_ni")),
      valid_(bench.input("candidate_valid_i")),
      address_(bench.input("candidate_address_i")),
      norm_(bench.input("norm_i")),
      begin_(bench.input("begin_i")),
      end_(bench.input("end_i")),
      scale_port_(bench.input("scale_i")),
      query_port_(bench.input("query_i")),
      key_port_(bench.input("key_data_i")),
      value_port_(bench.input("value_data_i")),
      account_(shape_),
      held_(shape_) {
  if (shape_.wide) shared_port_ = bench.input("shared_exponent_i");
  if (coverage_ != nullptr) coverage_->begin();
  forget();
}

void Driver::forget() {
  entries_.assign(10 + shape_.dot_stages, Entry{});
  has_query_ = false;
  account_.forget();
  chunk_.reset();
}

void Driver::start() {
  scale_ = usual_scale();
  reset();
  for (std::uint64_t i = 0; i < addresses(); ++i) {
    keys_.push_back(random_vector());
    values_.push_back(random_vector());
  }
}

void Driver::reset(unsigned cycles) {
  if (coverage_ != nullptr) {
    const bool inside = std::any_of(entries_.begin(), entries_.end() - 1,
                                    [](const Entry& entry) { return entry.slot.uses_key; });
    coverage_->reset(inside, chunk_.has_value());
  }
  put(reset_, 0);
  // What is asked for under reset is not done.
  for (unsigned i = 0; i < cycles; ++i) {
    for (const std::size_t input :
         {valid_, address_, norm_, begin_, end_, query_port_, key_port_, value_port_})
      scramble(input);
    bench_.cycle();
  }
  put(reset_, 1);
  forget();
}

void Driver::put(std::size_t input, std::uint64_t value) {
  Words& words = bench_.value(input);
  std::fill(words.begin(), words.end(), 0U);
  for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), 2); ++i)
    words[i] = static_cast<std::uint32_t>(value >> (32 * i));
}

void Driver::put_vector(std::size_t input, const Vector& vector) {
  for (std::size_t i = 0; i < vector.size(); ++i)
    put_bits(bench_.value(input), i * shape_.vector_bits, shape_.vector_bits,
             static_cast<std::uint64_t>(vector[i]));
}

void Driver::scramble(std::size_t input) {
  for (std::uint32_t& word : bench_.value(input)) word = static_cast<std::uint32_t>(random().next());
}

void Driver::set_scale(std::uint64_t scale) {
  if (coverage_ != nullptr && scale != scale_) coverage_->scale_changed();
  scale_ = scale;
}

std::uint64_t Driver::usual_scale() const {
  const double scale = 1.4426950408889634 / std::sqrt(static_cast<double>(shape_.dimension));
  const double units = std::round(std::ldexp(scale, static_cast<int>(shape_.scale_fraction_bits)));
  return std::min(largest_scale(), static_cast<std::uint64_t>(units));
}

Vector Driver::random_vector() {
  const std::uint64_t codes = std::uint64_t{1} << shape_.vector_bits;
  const std::uint64_t kind = random().below(6);
  Vector vector;
  for (unsigned i = 0; i < shape_.dimension; ++i) {
    std::int64_t element = smallest() + static_cast<std::int64_t>(random().below(codes));
    if (kind == 0) element = random().one_in(2) ? smallest() : largest();
    if (kind == 1) element /= 8;
    if (kind == 2) element = random().one_in(8) ? element : 0;
    vector.push_back(element);
  }
  return kind == 3 && random().one_in(4) ? constant_vector(0) : vector;
}

ElsaWeight Driver::weight_of(const Vector& query, const Vector& key, std::uint64_t scale) const {
  const std::int64_t score = std::inner_product(query.begin(), query.end(), key.begin(), std::int64_t{0});
  return elsa_weight(shape_, score, scale);
}

void Driver::drive_slot(const ElsaSlot& slot) {
  put(valid_, slot.uses_key);
  put(norm_, slot.norm);
  put(begin_, slot.begin);
  put(end_, slot.end);
  scramble(address_);
  if (slot.uses_key) put(address_, slot.address);
}

void Driver::drive_key(Entry& entry) {
  scramble(query_port_);
  scramble(key_port_);
  if (entry.slot.begin) {
    has_query_ = true;
    query_ = entry.slot.query;
    put_vector(query_port_, query_);
  }
  entry.has_query = has_query_;
  if (!entry.slot.uses_key) return;
  const Vector& key = keys_.at(entry.slot.address);
  put_vector(key_port_, key);
  const Vector& factor = entry.slot.norm ? key : query_;
  if (entry.slot.norm || has_query_)
    entry.score = std::inner_product(key.begin(), key.end(), factor.begin(), std::int64_t{0});
}

std::uint64_t Driver::shared_with(const Entry& entry) {
  const std::uint64_t most = (std::uint64_t{1} << ElsaAttentionShape::exponent_bits) - 1;
  if (entry.slot.candidate() && !entry.has_query) return most;  // whatever its weight is
  std::uint64_t other = entry.slot.others;
  if (others_ == Others::near && random().one_in(2))
    other = std::max({other, entry.weight.exponent, account_.maximum()}) + random().below(5);
  if (others_ == Others::any && random().one_in(4)) other = std::max(other, random().below(most + 1));
  return std::min(most, std::max(entry.weight.exponent, other));
}

void Driver::drive_value(Entry& entry) {
  scramble(value_port_);
  if (entry.slot.candidate()) {
    entry.value = values_.at(entry.slot.address);
    put_vector(value_port_, entry.value);
    if (coverage_ != nullptr && entry.has_query) coverage_->weight(entry.weight);
  }
  if (!shared_port_) return;
  entry.shared = shared_with(entry);
  put(*shared_port_, entry.shared);
}

std::uint64_t Driver::got(const char* output, unsigned bits) const {
  return get_bits(bench_.got(bench_.output(output)), 0, bits);
}

void Driver::check_norm(const Entry& entry) const {
  const bool due = entry.slot.uses_key && entry.slot.norm;
  if ((got("norm_valid_o", 1) != 0) != due) throw std::runtime_error("norms: one too many or one missing");
  if (due && got("norm_value_o", shape_.norm_bits) != static_cast<std::uint64_t>(entry.score))
    throw std::runtime_error("norms: not the sum of squares");
}

void Driver::check_sums() const {
  if ((got("sums_valid_o", 1) != 0) != chunk_.has_value())
    throw std::runtime_error("sums: a chunk too many or one missing");
  if (!chunk_) return;
  if (got("sums_chunk_o", shape_.chunk_bits) != *chunk_)
    throw std::runtime_error("sums: not the chunk that is due");
  if ((got("sums_last_o", 1) != 0) != (*chunk_ + 1 == shape_.chunks)) throw std::runtime_error("sums: last");
  const Words &weight = bench_.got(bench_.output("sums_weight_o")),
              &values = bench_.got(bench_.output("sums_value_o"));
  held_.check(weight, values, *chunk_);
  if (on_sums) on_sums(*chunk_, weight, values);
}

// What the oldest slot does to the account of the sums.
void Driver::finish(const Entry& entry) {
  if (chunk_ && ++*chunk_ == shape_.chunks) chunk_.reset();
  if (entry.slot.end) {
    if (chunk_ && coverage_ != nullptr) coverage_->cut_off();
    held_ = account_;
    chunk_ = 0;
    ++queries_seen_;
  }
  if (coverage_ != nullptr && entry.has_query)
    coverage_->exponents(entry.weight.exponent, entry.shared, account_.maximum(), entry.slot.begin);
  if (entry.slot.begin) account_.clear();
  account_.share(entry.shared);
  if (entry.slot.candidate()) account_.add(entry.weight, entry.value);
}

void Driver::cycle(const ElsaSlot& slot) {
  const unsigned stages = shape_.dot_stages;
  entries_.pop_back();
  entries_.push_front({.slot = slot, .has_query = false, .score = 0, .weight = {}, .shared = 0, .value = {}});
  if (coverage_ != nullptr) coverage_->slot(slot);
  drive_slot(slot);
  drive_key(entries_[2]);
  put(scale_port_, scale_);
  Entry& scored = entries_[3 + stages];
  if (scored.slot.candidate() && scored.has_query) scored.weight = elsa_weight(shape_, scored.score, scale_);
  drive_value(entries_[6 + stages]);
  bench_.cycle();
  check_norm(scored);
  check_sums();
  finish(entries_[9 + stages]);
}

void Driver::idle(unsigned cycles) {
  for (unsigned i = 0; i < cycles; ++i) cycle();
}

}  // namespace winnow::verif::elsa_attention
