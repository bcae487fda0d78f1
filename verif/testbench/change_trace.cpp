// SPDX-License-Identifier: Apache-2.0
#include "verif/testbench/change_trace.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace winnow::verif {
namespace {

constexpr unsigned count_bits = 12;
constexpr std::size_t longest_run = (1U << count_bits) - 1U;
constexpr std::size_t most_words = 1U << (32U - count_bits);
constexpr std::size_t words_per_line = 16;

}  // namespace

ChangeTrace::ChangeTrace(std::size_t words) : last_(words, 0U) {
  if (words > most_words) {
    throw std::length_error(
        fmt::format("ports of {} 32-bit words in all; a testbench can hold {}", words, most_words));
  }
}

// A single unchanged word inside a run is cheaper than the next run's header would be.
std::size_t ChangeTrace::end_of_run(const Words& values, std::size_t begin) const {
  std::size_t end = begin + 1;
  for (std::size_t i = end; i < values.size() && i <= end + 1 && i < begin + longest_run; ++i) {
    if (values[i] != last_[i]) end = i + 1;
  }
  return end;
}

void ChangeTrace::add(const Words& values) {
  if (values.size() != last_.size()) throw std::logic_error("a trace takes the same words in every cycle");
  first_.push_back(data_.size());
  for (std::size_t begin = 0; begin < values.size();) {
    if (values[begin] == last_[begin]) {
      ++begin;
      continue;
    }
    const std::size_t end = end_of_run(values, begin);
    data_.push_back(static_cast<std::uint32_t>((begin << count_bits) | (end - begin)));
    data_.insert(data_.end(), values.begin() + static_cast<std::ptrdiff_t>(begin),
                 values.begin() + static_cast<std::ptrdiff_t>(end));
    begin = end;
  }
  data_.push_back(0);
  last_ = values;
}

std::string ChangeTrace::text(std::size_t cycle) const {
  std::string text;
  auto out = std::back_inserter(text);
  std::size_t at = first_.at(cycle);
  while (data_[at] != 0) {
    const std::size_t count = data_[at] & longest_run;
    fmt::format_to(out, "{:08x}", data_[at++]);
    for (std::size_t i = 0; i < count; ++i) {
      // Lines of thousands of characters upset editors and some simulators.
      fmt::format_to(out, "{}{:08x}", i % words_per_line == 0 && i > 0 ? "\n  " : " ", data_[at++]);
    }
    text += '\n';
  }
  return text + "00000000\n";
}

}  // namespace winnow::verif
