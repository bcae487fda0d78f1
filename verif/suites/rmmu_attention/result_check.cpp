// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/rmmu_attention/result_check.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace winnow::verif {
namespace {

std::string hexadecimal(std::int64_t value) {
  return fmt::format("{:016x}", static_cast<std::uint64_t>(value));
}

}  // namespace

ResultCheck::ResultCheck(const Bench& bench, sim::BasicMatrix<std::int64_t> expected)
    : bench_(bench), expected_(std::move(expected)), got_(expected_.rows, expected_.columns) {}

void ResultCheck::record(std::size_t row, std::size_t column, std::int64_t value, bool valid,
                         const std::string& port, std::size_t first_bit) {
  ++results_;
  got_.at(row, column) = value;
  if (valid && value == expected_.at(row, column)) return;
  ++mismatches_;
  if (first_) return;
  first_.emplace();
  first_->test = bench_.test();
  first_->seed = bench_.seed();
  first_->cycle = bench_.cycle_count() - 1;  // the one just compared
  first_->port = port;
  first_->expected = hexadecimal(expected_.at(row, column));
  first_->got = valid ? hexadecimal(value) : hexadecimal(value) + " (not valid)";
  first_->first_bit = static_cast<unsigned>(first_bit);
}

void ResultCheck::require_complete() const {
  const std::size_t wanted = expected_.values.size();
  if (results_ != wanted) {
    throw std::logic_error(
        fmt::format("{}: {} results were read, {} expected", bench_.test(), results_, wanted));
  }
}

}  // namespace winnow::verif
