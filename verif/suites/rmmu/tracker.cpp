// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/rmmu/tracker.hpp"

#include <limits>

#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

constexpr std::size_t absent = std::numeric_limits<std::size_t>::max();

std::uint32_t low_mask(unsigned count) {
  return (1U << count) - 1U;
}

}  // namespace

RmmuTracker::RmmuTracker(const Bench& bench, const RmmuShape& shape)
    : bench_(bench),
      shape_(shape),
      reset_(find("rst_ni")),
      enable_(find("row_enable_i")),
      clear_(find("row_clear_i")),
      precision_(find("row_precision_i")),
      source_(find("row_source_i")),
      element_(find("row_element_i")),
      weight_row_(find("weight_row_i")),
      weight_set_(find("weight_set_i")),
      weight_precision_(find("weight_precision_i")),
      commit_(find("weight_commit_i")),
      multiplier_write_(find("multiplier_write_i")),
      operations_(shape.rows),
      active_(shape.rows),
      shadow_(shape.rows),
      row_taint_(shape.rows, 0),
      element_taint_(shape.rows, false) {}

std::size_t RmmuTracker::find(const char* name) const {
  return bench_.has_input(name) ? bench_.input(name) : absent;
}

bool RmmuTracker::flag(std::size_t port, unsigned row) const {
  return port != absent && get_bit(bench_.inputs()[port], row);
}

std::uint64_t RmmuTracker::code(std::size_t port, unsigned row, unsigned width) const {
  return port == absent ? 0 : get_bits(bench_.inputs()[port], static_cast<std::size_t>(row) * width, width);
}

std::uint32_t RmmuTracker::undefined_sets(const RmmuOperation& operation, const RmmuLoaded& loaded) const {
  const unsigned mode = operation.element ? 0 : operation.mode;
  const std::uint32_t used = low_mask(shape_.modes[mode].outputs);
  return loaded.mode == mode ? used & ~loaded.sets : used;
}

void RmmuTracker::decode() {
  in_reset_ = !flag(reset_, 0);
  const std::uint64_t precision = code(weight_precision_, 0, shape_.precision_bits);
  write_mode_ = shape_.mode_of_code(precision);
  write_mode_beyond_ = precision >= shape_.modes.size();
  const auto sets =
      static_cast<std::uint32_t>(weight_set_ == absent ? 1U : code(weight_set_, 0, shape_.lanes));
  write_sets_ = sets & low_mask(shape_.modes[write_mode_].outputs);
  for (unsigned row = 0; row < shape_.rows; ++row) decode_row(row);
}

void RmmuTracker::decode_row(unsigned row) {
  RmmuOperation& operation = operations_[row];
  operation.enable = flag(enable_, row);
  operation.clear = flag(clear_, row);
  operation.element = shape_.has_element && (!shape_.has_row || flag(element_, row));
  const std::uint64_t precision = code(precision_, row, shape_.precision_bits);
  operation.mode = operation.element ? 0 : shape_.mode_of_code(precision);
  operation.precision_beyond = !operation.element && precision >= shape_.modes.size();
  const std::uint64_t source = code(source_, row, shape_.source_bits);
  operation.source = shape_.source_of_code(source);
  operation.source_beyond = source >= shape_.sources;
  operation.legal = undefined_sets(operation, active_[row]) == 0;
}

void RmmuTracker::taint(unsigned row) {
  const RmmuOperation& operation = operations_[row];
  if (!operation.enable) return;
  const std::uint32_t undefined = undefined_sets(operation, active_[row]);
  if (operation.element) {
    element_taint_[row] = undefined != 0 || (!operation.clear && element_taint_[row]);
  } else {
    row_taint_[row] = undefined | (operation.clear ? 0 : row_taint_[row]);
  }
}

void RmmuTracker::load(RmmuLoaded& loaded, unsigned mode, std::uint32_t sets) {
  if (sets == 0) return;
  loaded.sets = sets | (loaded.mode == mode ? loaded.sets : 0U);
  loaded.mode = mode;
}

void RmmuTracker::advance() {
  for (unsigned row = 0; row < shape_.rows; ++row) {
    if (in_reset_) {
      row_taint_[row] = 0;
      element_taint_[row] = false;
    } else {
      taint(row);
    }
    if (commits(row) && !multiplies(row)) active_[row] = shadow_[row];
    if (writes(row) && shape_.has_shadow) load(shadow_[row], write_mode_, write_sets_);
    if (writes(row) && !shape_.has_shadow && !multiplies(row)) load(active_[row], write_mode_, write_sets_);
    if (multiplies(row)) load(active_[row], 0, 1);
  }
}

}  // namespace winnow::verif
