// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa/model.hpp"

#include <algorithm>

#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

using enum ElsaShape::Input;
using enum ElsaShape::Output;

template <class Value>
std::vector<Value> each(const std::vector<ElsaPort>& ports, Value ElsaPort::*member) {
  std::vector<Value> values;
  for (const ElsaPort& port : ports) values.push_back(port.*member);
  return values;
}

// States element `index` of an output whose elements have `width` bits.
void give(Expected& output, std::size_t index, unsigned width, std::uint64_t value) {
  put_bits(output.value, index * width, width, value);
  put_bits(output.known, index * width, width, ~std::uint64_t{0});
}

}  // namespace

ElsaModel::ElsaModel(const config::ElsaParameters& parameters)
    : shape_(parameters),
      control_(shape_),
      memories_(shape_),
      memories_at_work_(shape_),
      parts_(parameters),
      square_(shape_) {
  parts_.hash.give(parts_.hash.taken, 1);
  for (unsigned bank = 0; bank < shape_.banks; ++bank)
    parts_.selects[bank].give(parts_.selects[bank].bank, bank);
}

std::vector<std::string> ElsaModel::input_names() const {
  return each(shape_.inputs(), &ElsaPort::name);
}

std::vector<unsigned> ElsaModel::input_widths() const {
  return each(shape_.inputs(), &ElsaPort::width);
}

std::vector<std::string> ElsaModel::output_names() const {
  return each(shape_.outputs(), &ElsaPort::name);
}

std::vector<unsigned> ElsaModel::output_widths() const {
  return each(shape_.outputs(), &ElsaPort::width);
}

void ElsaModel::power_up() {
  started_ = false;
  parts_.each([](ModelPart& part, std::size_t) { part.power_up(); });
  reset();
}

void ElsaModel::reset() {
  looked_ = false;
  control_.reset();
  reading_.reset();
  arriving_.reset();
  begun_ = squared_ = normed_ = 0;
  query_hashes_.clear();
  in_hash_.clear();
  square_.reset();
}

ElsaControl::Parts ElsaModel::parts_say() const {
  const auto all = [&](std::size_t ElsaSelectPart::*output) {
    return std::all_of(parts_.selects.begin(), parts_.selects.end(),
                       [output](const ElsaSelectPart& part) { return part.flag(part.*output); });
  };
  const ElsaDividePart& divide = parts_.divide;
  return {.ready = all(&ElsaSelectPart::ready),
          .finishing = all(&ElsaSelectPart::finishing),
          .hashed = !query_hashes_.empty(),
          .row_ends = divide.flag(divide.result_valid) && divide.flag(divide.result_last)};
}

void ElsaModel::look() {
  if (looked_) return;
  looked_ = true;
  parts_.each([](ModelPart& part, std::size_t) { part.look(); });
  said_ = parts_say();
  events_ = control_.events(said_);
}

void ElsaModel::outputs(const std::vector<Words>& /*inputs*/, std::vector<Expected>& expected) {
  for (Expected& output : expected) {
    std::fill(output.value.begin(), output.value.end(), 0U);
    output.known.assign(output.value.size(), 0U);
  }
  if (!started_) return;
  look();
  give(expected[out_ready], 0, 1, control_.is_ready() ? 1 : 0);
  give(expected[out_done], 0, 1, control_.done() ? 1 : 0);
  give(expected[out_error], 0, 1, control_.error() ? 1 : 0);
  give_memories(expected);
  give_row(expected);
  if (shape_.hides_preprocessing) give_hidden(expected);
  give(expected[out_taken], 0, 1, events_.accepts ? 1 : 0);
  give(expected[out_selected], 0, 1, events_.moves_on ? 1 : 0);
  if (!events_.moves_on) return;
  for (unsigned bank = 0; bank < shape_.banks; ++bank) {
    const ElsaSelectPart& select = parts_.selects[bank];
    give(expected[out_candidates], bank, shape_.candidates_bits, select.word(select.count));
  }
}

void ElsaModel::give_memories(std::vector<Expected>& expected) const {
  const ElsaAttentionPart& any = parts_.attentions.front();
  const bool hashes_query = reading_ && !reading_->is_key, begins_query = any.flag(any.query_read);
  give(expected[out_query_read], 0, 1, hashes_query || begins_query ? 1 : 0);
  if (hashes_query) give(expected[out_query_address], 0, shape_.number_bits, reading_->number);
  if (begins_query) give(expected[out_query_address], 0, shape_.number_bits, begun_);
  for (unsigned bank = 0; bank < shape_.banks; ++bank) {
    const ElsaAttentionPart& part = parts_.attentions[bank];
    const auto read = [&](ElsaShape::Output flag, ElsaShape::Output address, std::size_t reads,
                          std::size_t from) {
      give(expected[flag], bank, 1, part.flag(reads) ? 1 : 0);
      if (part.flag(reads)) give(expected[address], bank, shape_.address_bits, part.word(from));
    };
    read(out_key_read, out_key_address, part.key_read, part.key_address);
    read(out_value_read, out_value_address, part.value_read, part.value_address);
  }
}

void ElsaModel::give_hidden(std::vector<Expected>& expected) const {
  const bool reads = reading_ && reading_->is_key;
  give(expected[out_begins], 0, 1, events_.goes_to_work ? 1 : 0);
  give(expected[out_hash_key_read], 0, 1, reads ? 1 : 0);
  if (reads) give(expected[out_hash_key_address], 0, shape_.number_bits, reading_->number);
}

void ElsaModel::give_row(std::vector<Expected>& expected) const {
  const ElsaDividePart& divide = parts_.divide;
  const bool writes = divide.flag(divide.result_valid);
  give(expected[out_write], 0, 1, writes ? 1 : 0);
  if (!writes) return;
  const auto chunk = static_cast<unsigned>(divide.word(divide.result_chunk));
  give(expected[out_address], 0, shape_.number_bits, control_.written());
  give(expected[out_chunk], 0, shape_.chunk_bits, chunk);
  for (unsigned lane = 0; lane < shape_.lanes; ++lane) {
    const bool counts = chunk * shape_.lanes + lane < control_.head().dimension;
    const Words& row = divide.says(divide.result).value;
    give(expected[out_data], lane, shape_.output_bits,
         counts ? get_bits(row, std::size_t{lane} * shape_.output_bits, shape_.output_bits) : 0);
  }
}

void ElsaModel::clock(const std::vector<Words>& inputs) {
  if (!get_bit(inputs[in_reset], 0)) {
    started_ = true;
    parts_.each([](ModelPart& part, std::size_t reset) {
      part.give(reset, 0);
      part.clock();
      part.give(reset, 1);
    });
    reset();
  } else if (started_) {
    look();
    step(inputs);
    looked_ = false;
  }
}

void ElsaModel::step(const std::vector<Words>& inputs) {
  connect_hash(inputs);
  connect_norm();
  connect_selects();
  connect_attentions(inputs);
  connect_divide();
  if (observer_) observer_({control_, events_, parts_});
  parts_.each([](ModelPart& part, std::size_t) { part.clock(); });
  take_rows();
  take_norm();
  take_hash();
  if (events_.accepts) query_hashes_.pop_front();
  if (control_.begins()) begun_ = control_.current();
  arriving_ = reading_;
  reading_ = events_.issued;
  const std::optional<ElsaHead> head = offered(inputs);
  if (control_.is_ready() && head) squared_ = normed_ = 0;
  if (events_.goes_to_work) go_to_work();
  control_.clock(events_, said_, head);
}

std::optional<ElsaHead> ElsaModel::offered(const std::vector<Words>& inputs) const {
  if (!get_bit(inputs[in_start], 0)) return std::nullopt;
  const auto number = [&](ElsaShape::Input input, unsigned width) {
    return get_bits(inputs[input], 0, width);
  };
  return ElsaHead{.queries = static_cast<unsigned>(number(in_queries, shape_.count_bits)),
                  .keys = static_cast<unsigned>(number(in_keys, shape_.count_bits)),
                  .dimension = static_cast<unsigned>(number(in_dimension, shape_.dimension_bits)),
                  .causal = number(in_causal, 1) != 0,
                  .approximation_off = number(in_off, 1) != 0,
                  .threshold = number(in_threshold, shape_.threshold_bits),
                  .scale = number(in_scale, shape_.scale_bits)};
}

void ElsaModel::copy_vector(Words& to, const Words& from, std::size_t offset, unsigned dimension) const {
  std::fill(to.begin(), to.end(), 0U);
  copy_bits(to, 0, from, offset, std::size_t{dimension} * shape_.vector_bits);
}

void ElsaModel::connect_hash(const std::vector<Words>& inputs) {
  ElsaHashPart& hash = parts_.hash;
  hash.give(hash.valid, arriving_ ? 1 : 0);
  if (!arriving_) return;
  in_hash_.push_back(*arriving_);
  Words& element = hash.given(hash.element);
  if (!arriving_->is_key) {
    copy_vector(element, inputs[in_query_data], 0, control_.head().dimension);
  } else if (shape_.hides_preprocessing) {
    copy_vector(element, inputs[in_hash_key_data], 0, control_.prepared()->dimension);
    square_.take(element);
  } else {
    const unsigned bank = shape_.bank_of(arriving_->number);
    copy_vector(element, inputs[in_key_data], std::size_t{bank} * shape_.dimension * shape_.vector_bits,
                control_.head().dimension);
  }
}

void ElsaModel::connect_norm() {
  ElsaNormPart& norm = parts_.norm;
  if (control_.prepared() != nullptr) norm.give(norm.threshold, control_.prepared()->threshold);
  norm.give(norm.square_valid, 0);
  for (const ElsaAttentionPart& part : parts_.attentions) {
    if (part.flag(part.norm_valid)) connect_square(part.word(part.norm_value));
  }
  if (!shape_.hides_preprocessing) return;
  if (const std::optional<std::uint64_t> square = square_.step()) connect_square(*square);
}

void ElsaModel::connect_square(std::uint64_t square) {
  ElsaNormPart& norm = parts_.norm;
  norm.give(norm.square_valid, 1);
  norm.give(norm.square, square);
  norm.give(norm.first, squared_++ == 0 ? 1 : 0);
}

// Memories and cut-off of this cycle are those of the head that was prepared.
void ElsaModel::go_to_work() {
  std::swap(memories_, memories_at_work_);
  cutoff_at_work_ = parts_.norm.word(parts_.norm.cutoff);
}

void ElsaModel::connect_selects() {
  const ElsaHead& head = control_.head();
  for (ElsaSelectPart& select : parts_.selects) {
    select.give(select.valid, events_.accepts ? 1 : 0);
    select.give(select.advance, events_.moves_on ? 1 : 0);
    if (!events_.accepts) continue;
    select.given(select.hash) = query_hashes_.front();
    select.give(select.keys, head.keys);
    select.give(select.number, control_.accepted());
    select.give(select.causal, head.causal ? 1 : 0);
    select.give(select.off, head.approximation_off ? 1 : 0);
    select.give(select.cutoff,
                shape_.hides_preprocessing ? cutoff_at_work_ : parts_.norm.word(parts_.norm.cutoff));
  }
}

void ElsaModel::connect_attentions(const std::vector<Words>& inputs) {
  std::uint64_t shared = 0;
  for (const ElsaAttentionPart& part : parts_.attentions) {
    if (part.exponent) shared = std::max(shared, part.word(*part.exponent));
  }
  for (unsigned bank = 0; bank < shape_.banks; ++bank) {
    ElsaAttentionPart& part = parts_.attentions[bank];
    const ElsaSelectPart& select = parts_.selects[bank];
    const bool selects = select.flag(select.candidate);
    const bool normed = !shape_.hides_preprocessing && events_.issued && events_.issued->is_key &&
                        shape_.bank_of(events_.issued->number) == bank;
    part.give(part.candidate, selects || normed ? 1 : 0);
    part.give(part.norm, normed ? 1 : 0);
    part.give(part.address, normed ? shape_.address_of(events_.issued->number) : select.word(select.address));
    part.give(part.begin, control_.begins() ? 1 : 0);
    part.give(part.end, control_.ends() ? 1 : 0);
    part.give(part.scale, control_.head().scale);
    const std::size_t offset = std::size_t{bank} * shape_.dimension * shape_.vector_bits;
    const unsigned dimension = control_.head().dimension;
    copy_vector(part.given(part.query), inputs[in_query_data], 0, dimension);
    copy_vector(part.given(part.key), inputs[in_key_data], offset, dimension);
    copy_vector(part.given(part.value), inputs[in_value_data], offset, dimension);
    if (part.shared) part.give(*part.shared, shared);
  }
}

void ElsaModel::connect_divide() {
  ElsaDividePart& divide = parts_.divide;
  const ElsaAttentionPart& any = parts_.attentions.front();
  divide.give(divide.valid, any.flag(any.sums_valid) ? 1 : 0);
  if (!any.flag(any.sums_valid)) return;
  divide.give(divide.chunk, any.word(any.sums_chunk));
  divide.give(divide.last, any.flag(any.sums_last) ? 1 : 0);
  for (unsigned bank = 0; bank < shape_.banks; ++bank) {
    const ElsaAttentionPart& part = parts_.attentions[bank];
    for (const auto& [to, from] :
         {std::pair{divide.weight, part.sums_weight}, std::pair{divide.value, part.sums_value}}) {
      const std::size_t width = part.output_width(from);
      copy_bits(divide.given(to), bank * width, part.says(from).value, 0, width);
    }
  }
}

// The row that each bank has asked for is at its data port in the next cycle.
void ElsaModel::take_rows() {
  for (unsigned bank = 0; bank < shape_.banks; ++bank) {
    ElsaSelectPart& select = parts_.selects[bank];
    if (!select.flag(select.row_read)) continue;
    const ElsaMemories& memories = shape_.hides_preprocessing ? memories_at_work_ : memories_;
    memories.read(bank, static_cast<unsigned>(select.word(select.row_address)), select.given(select.row_hash),
                  select.given(select.row_norm));
  }
}

void ElsaModel::take_norm() {
  const ElsaNormPart& norm = parts_.norm;
  if (norm.flag(norm.norm_valid)) memories_.write_norm(normed_++, norm.word(norm.norm));
}

void ElsaModel::take_hash() {
  const ElsaHashPart& hash = parts_.hash;
  if (!hash.flag(hash.hash_valid)) return;
  const Words& bits = hash.says(hash.hash_bits).value;
  const Vector vector = in_hash_.front();
  in_hash_.pop_front();
  if (vector.is_key) {
    memories_.write_hash(vector.number, bits);
  } else {
    query_hashes_.push_back(bits);
  }
}

}  // namespace winnow::verif
