// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/rmmu_attention/array_driver.hpp"

#include <algorithm>
#include <stdexcept>

#include "verif/models/words.hpp"

namespace winnow::verif {

ArrayDriver::ArrayDriver(Bench& bench, const RmmuShape& shape) : bench_(bench), shape_(shape) {
  for (const RmmuPort& port : shape.ports) {
    if (port.is_input) {
      inputs_.emplace(port.name, bench.input(port.name));
    } else {
      outputs_.emplace(port.name, bench.output(port.name));
    }
  }
}

void ArrayDriver::put(std::string_view port, std::size_t offset, unsigned width, std::uint64_t value) {
  const auto at = inputs_.find(port);
  if (at != inputs_.end()) put_bits(bench_.value(at->second), offset, width, value);
}

void ArrayDriver::clear(std::string_view port) {
  const auto at = inputs_.find(port);
  if (at == inputs_.end()) return;
  Words& words = bench_.value(at->second);
  std::fill(words.begin(), words.end(), 0U);
}

void ArrayDriver::start(std::size_t mode, bool element) {
  mode_ = mode;
  for (const auto& [name, input] : inputs_) clear(name);
  bench_.reset();
  for (unsigned row = 0; row < shape_.rows; ++row) {
    if (shape_.precision_bits > 0)
      put("row_precision_i", row * shape_.precision_bits, shape_.precision_bits, mode);
    put("row_element_i", row, 1, element ? 1 : 0);
  }
  zero_all_weights();
}

// One write reaches any number of rows and sets. It makes every lane of every row defined, so that the bench
// compares unused slots as well.
void ArrayDriver::zero_all_weights() {
  if (shape_.precision_bits > 0) put("weight_precision_i", 0, shape_.precision_bits, mode_);
  for (unsigned row = 0; row < shape_.rows; ++row) put("weight_row_i", row, 1, 1);
  for (unsigned set = 0; set < shape_.lanes; ++set) put("weight_set_i", set, 1, 1);
  cycle();
  for (unsigned row = 0; row < shape_.rows; ++row) put("weight_commit_i", row, 1, 1);
  if (shape_.has_shadow) cycle();
}

void ArrayDriver::enable_row(unsigned row, bool clear_first) {
  put("row_enable_i", row, 1, 1);
  put("row_clear_i", row, 1, clear_first ? 1 : 0);
}

void ArrayDriver::select_source(unsigned row, unsigned source) {
  if (shape_.source_bits > 0) put("row_source_i", row * shape_.source_bits, shape_.source_bits, source);
}

void ArrayDriver::stream(unsigned source, unsigned chunk, unsigned column, std::uint64_t word) {
  const std::size_t index = (std::size_t{source} * shape_.chunks + chunk) * shape_.columns + column;
  put("stream_i", index * shape_.word_bits, shape_.word_bits, word);
}

void ArrayDriver::write_multiplier(unsigned row, std::int64_t value) {
  put("multiplier_i", row * shape_.operand_bits, shape_.operand_bits, static_cast<std::uint64_t>(value));
  put("multiplier_write_i", row, 1, 1);
}

void ArrayDriver::queue_weights(std::vector<WeightWrite> writes) {
  for (WeightWrite& write : writes) writes_.push_back(std::move(write));
}

void ArrayDriver::stage_write(const WeightWrite& write) {
  put("weight_row_i", write.row, 1, 1);
  put("weight_set_i", write.set, 1, 1);
  for (unsigned column = 0; column < shape_.columns; ++column) {
    put("weight_data_i", column * shape_.word_bits, shape_.word_bits, write.words[column]);
  }
}

void ArrayDriver::finish_weights() {
  while (!writes_.empty()) {
    if (!shape_.has_shadow) {
      stage_write(writes_.front());
      writes_.pop_front();
    }
    cycle();  // with a shadow register, cycle() itself writes
  }
  if (!shape_.has_shadow) return;
  for (unsigned row = 0; row < shape_.rows; ++row) put("weight_commit_i", row, 1, 1);
  cycle();
}

void ArrayDriver::cycle() {
  if (shape_.has_shadow && !writes_.empty()) {
    stage_write(writes_.front());
    writes_.pop_front();
  }
  bench_.cycle();
  for (const std::string_view port : {"row_enable_i", "row_clear_i", "weight_row_i", "weight_set_i",
                                      "weight_commit_i", "multiplier_write_i"}) {
    clear(port);
  }
  // The cycle just compared has the number cycle_count() - 1.
  while (!due_.empty() && due_.front().cycle + 1 == bench_.cycle_count()) {
    due_.front().read();
    due_.pop_front();
  }
}

void ArrayDriver::when_due(unsigned latency, std::function<void()> read) {
  due_.push_back({bench_.cycle_count() + latency, std::move(read)});
}

void ArrayDriver::drain() {
  while (!due_.empty()) cycle();
}

std::int64_t ArrayDriver::output(std::string_view port, std::size_t offset, unsigned width) const {
  if (width == 0 || width > 64) throw std::invalid_argument("ArrayDriver::output: width must be 1 to 64");
  return sign_extend(get_bits(bench_.got(outputs_.find(port)->second), offset, width), width);
}

bool ArrayDriver::output_bit(std::string_view port, std::size_t index) const {
  return get_bit(bench_.got(outputs_.find(port)->second), index);
}

}  // namespace winnow::verif
