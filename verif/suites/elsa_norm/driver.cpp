// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_norm/driver.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "verif/harness/words.hpp"

namespace winnow::verif::elsa_norm {
namespace {

// In the order of the page's ports.
enum Input : std::size_t { in_reset, in_valid, in_square, in_first, in_threshold };
enum Output : std::size_t { out_valid, out_norm };

constexpr std::uint64_t latency = 3;

}  // namespace

Driver::Driver(Bench& bench, const config::ElsaNormParameters& parameters, ElsaNormCoverage* coverage)
    : bench_(bench), parameters_(parameters), shape_(parameters), coverage_(coverage) {}

std::uint64_t Driver::largest_square() const {
  const unsigned places = 2 * (parameters_.vector_format.integer_bits + parameters_.vector_format.fraction_bits);
  return std::uint64_t{parameters_.dimension} << places;
}

void Driver::reset(unsigned cycles) {
  if (coverage_ != nullptr) coverage_->reset(!due_.empty());
  bench_.value(in_valid)[0] = 0;
  bench_.reset(cycles);
  due_.clear();
  maximum_ = 0;
}

void Driver::set_threshold(std::int64_t threshold) {
  if (coverage_ != nullptr) coverage_->threshold(threshold);
  put_bits(bench_.value(in_threshold), 0, shape_.threshold_bits, static_cast<std::uint64_t>(threshold));
}

void Driver::sum(std::uint64_t square, bool first) {
  if (coverage_ != nullptr) coverage_->sum(square, first, maximum_);
  const std::uint64_t norm = shape_.norm_of(square);
  maximum_ = first ? norm : std::max(maximum_, norm);
  due_.emplace_back(bench_.cycle_count() + latency, square);
  cycle(true, square, first);
}

void Driver::idle(unsigned cycles) {
  for (unsigned i = 0; i < cycles; ++i) {
    if (coverage_ != nullptr) coverage_->idle();
    cycle(false, random().next(), random().one_in(2));
  }
}

void Driver::cycle(bool valid, std::uint64_t square, bool first) {
  bench_.value(in_valid)[0] = valid ? 1 : 0;
  put_bits(bench_.value(in_square), 0, shape_.square_bits, square);
  bench_.value(in_first)[0] = first ? 1 : 0;
  bench_.cycle();
  watch();
}

// Within the bound of docs/arithmetic.md of the exact root, or saturated.
void Driver::watch() {
  const bool valid = get_bit(bench_.got(out_valid), 0);
  const bool is_due = !due_.empty() && due_.front().first == bench_.cycle_count() - 1;
  if (valid != is_due) throw std::runtime_error("a norm comes when none is due, or does not come");
  if (!valid) return;
  const auto norm = static_cast<long double>(get_bits(bench_.got(out_norm), 0, shape_.norm_bits));
  const long double exact = std::ldexp(std::sqrt(static_cast<long double>(due_.front().second)),
                                       shape_.root_fraction_bits);
  const long double largest = std::ldexp(1.0L, static_cast<int>(shape_.norm_bits)) - 1;
  const long double relative = std::ldexp(1.0L, -2 * static_cast<int>(shape_.root_step_bits) - 5) +
                               std::ldexp(1.0L, -static_cast<int>(shape_.root_table_bits));
  if (std::fabs(norm - std::min(exact, largest)) > 0.5L + relative * exact)
    throw std::runtime_error("the norm of " + std::to_string(due_.front().second) + " is too far from its root");
  due_.pop_front();
}

}  // namespace winnow::verif::elsa_norm
