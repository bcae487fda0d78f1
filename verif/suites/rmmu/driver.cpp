// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/rmmu/driver.hpp"

#include <limits>
#include <numeric>

#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

constexpr std::size_t absent = std::numeric_limits<std::size_t>::max();

}  // namespace

RmmuDriver::RmmuDriver(Bench& bench, const RmmuShape& shape, RmmuCoverage* coverage)
    : bench_(bench),
      shape_(shape),
      coverage_(coverage),
      tracker_(bench, shape),
      reset_(find("rst_ni")),
      stream_(find("stream_i")),
      enable_(find("row_enable_i")),
      clear_(find("row_clear_i")),
      precision_(find("row_precision_i")),
      source_(find("row_source_i")),
      element_(find("row_element_i")),
      weight_data_(find("weight_data_i")),
      weight_row_(find("weight_row_i")),
      weight_set_(find("weight_set_i")),
      weight_precision_(find("weight_precision_i")),
      commit_(find("weight_commit_i")),
      multiplier_(find("multiplier_i")),
      multiplier_write_(find("multiplier_write_i")),
      all_rows_(shape.rows) {
  std::iota(all_rows_.begin(), all_rows_.end(), 0U);
  if (coverage_ != nullptr) coverage_->begin();
}

std::size_t RmmuDriver::find(const char* name) const {
  return bench_.has_input(name) ? bench_.input(name) : absent;
}

void RmmuDriver::put(std::size_t port, std::size_t offset, unsigned width, std::uint64_t value) {
  if (port != absent) put_bits(bench_.value(port), offset, width, value);
}

void RmmuDriver::start(unsigned reset_cycles) {
  hold_all();
  write_rows(false);
  commit_rows(false);
  multipliers_off();
  stream_random(shape_.modes.front(), Operands::uniform);
  reset(true);
  cycle(reset_cycles);
  reset(false);
}

void RmmuDriver::cycle(unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    tracker_.decode();
    if (coverage_ != nullptr) coverage_->sample(tracker_);
    bench_.cycle();
    tracker_.advance();
  }
}

void RmmuDriver::stream(unsigned vector, unsigned column, std::uint32_t word) {
  const std::size_t element = static_cast<std::size_t>(vector) * shape_.columns + column;
  put(stream_, element * shape_.word_bits, shape_.word_bits, word);
}

void RmmuDriver::stream_uniform(const RmmuMode& mode, std::int32_t value) {
  for (unsigned vector = 0; vector < vectors(); ++vector) {
    for (unsigned column = 0; column < shape_.columns; ++column) {
      stream(vector, column, uniform_word(random(), shape_, mode, value));
    }
  }
}

void RmmuDriver::stream_random(const RmmuMode& mode, Operands kind) {
  for (unsigned vector = 0; vector < vectors(); ++vector) {
    for (unsigned column = 0; column < shape_.columns; ++column) {
      stream(vector, column, random_word(random(), shape_, mode, kind));
    }
  }
}

void RmmuDriver::run(unsigned row, const RowRun& operation) {
  put(enable_, row, 1, 1);
  put(clear_, row, 1, operation.clear ? 1 : 0);
  put(element_, row, 1, operation.element ? 1 : 0);
  // The element reduction ignores the precision: any code will do.
  precision_code(row, operation.element ? static_cast<unsigned>(random().next() & 3U) : operation.mode);
  source_code(row, operation.source);
}

void RmmuDriver::run_all(const RowRun& operation) {
  for (unsigned row = 0; row < shape_.rows; ++row) run(row, operation);
}

void RmmuDriver::hold(unsigned row, bool clear) {
  put(enable_, row, 1, 0);
  put(clear_, row, 1, clear ? 1 : 0);
}

void RmmuDriver::hold_all() {
  for (unsigned row = 0; row < shape_.rows; ++row) hold(row);
}

void RmmuDriver::precision_code(unsigned row, unsigned code) {
  if (precision_ == absent) return;
  put(precision_, static_cast<std::size_t>(row) * shape_.precision_bits, shape_.precision_bits, code);
}

void RmmuDriver::source_code(unsigned row, unsigned code) {
  if (source_ == absent) return;
  put(source_, static_cast<std::size_t>(row) * shape_.source_bits, shape_.source_bits, code);
}

void RmmuDriver::weight(unsigned column, std::uint32_t word) {
  put(weight_data_, static_cast<std::size_t>(column) * shape_.word_bits, shape_.word_bits, word);
}

void RmmuDriver::weight_uniform(const RmmuMode& mode, std::int32_t value) {
  for (unsigned column = 0; column < shape_.columns; ++column) {
    weight(column, uniform_word(random(), shape_, mode, value));
  }
}

void RmmuDriver::weight_random(const RmmuMode& mode, Operands kind) {
  for (unsigned column = 0; column < shape_.columns; ++column) {
    weight(column, random_word(random(), shape_, mode, kind));
  }
}

void RmmuDriver::write(unsigned mode_code, std::uint32_t sets) {
  if (weight_precision_ != absent) put(weight_precision_, 0, shape_.precision_bits, mode_code);
  if (weight_set_ != absent) put(weight_set_, 0, shape_.lanes, sets);
}

void RmmuDriver::write_row(unsigned row, bool on) {
  put(weight_row_, row, 1, on ? 1 : 0);
}

void RmmuDriver::write_rows(bool on) {
  for (unsigned row = 0; row < shape_.rows; ++row) write_row(row, on);
}

void RmmuDriver::commit(unsigned row, bool on) {
  put(commit_, row, 1, on ? 1 : 0);
}

void RmmuDriver::commit_rows(bool on) {
  for (unsigned row = 0; row < shape_.rows; ++row) commit(row, on);
}

void RmmuDriver::multiplier(unsigned row, std::int32_t value, bool on) {
  if (multiplier_ == absent) return;
  put(multiplier_, static_cast<std::size_t>(row) * shape_.operand_bits, shape_.operand_bits,
      static_cast<std::uint64_t>(static_cast<std::int64_t>(value)));
  put(multiplier_write_, row, 1, on ? 1 : 0);
}

void RmmuDriver::multipliers_off() {
  for (unsigned row = 0; row < shape_.rows; ++row) put(multiplier_write_, row, 1, 0);
}

void RmmuDriver::load(const std::vector<unsigned>& rows, unsigned mode, const WordOf& word) {
  write_rows(false);
  for (const unsigned row : rows) write_row(row, true);
  for (unsigned set = 0; set < shape_.modes[mode].outputs; ++set) {
    // Enables beyond the mode's sets are ignored: drive them at random.
    const std::uint64_t beyond = random().next() << shape_.modes[mode].outputs;
    write(mode, (1U << set) | static_cast<std::uint32_t>(beyond & 0xFU));
    for (unsigned column = 0; column < shape_.columns; ++column) weight(column, word(set, column));
    cycle();
  }
  write_rows(false);
  if (!shape_.has_shadow) return;
  for (const unsigned row : rows) commit(row, true);
  cycle();
  commit_rows(false);
}

void RmmuDriver::load_uniform(const std::vector<unsigned>& rows, unsigned mode, std::int32_t value) {
  load(rows, mode,
       [&](unsigned, unsigned) { return uniform_word(random(), shape_, shape_.modes[mode], value); });
}

void RmmuDriver::load_random(unsigned mode, Operands kind) {
  for (unsigned row = 0; row < shape_.rows; ++row) {
    load({row}, mode,
         [&](unsigned, unsigned) { return random_word(random(), shape_, shape_.modes[mode], kind); });
  }
}

std::vector<bool> RmmuDriver::reductions(unsigned mode) const {
  std::vector<bool> list;
  if (shape_.has_row) list.push_back(false);
  if (shape_.has_element && mode == 0) list.push_back(true);
  return list;
}

}  // namespace winnow::verif
