// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verif/harness/bench.hpp"

namespace winnow::verif {

// A vector of 32-bit words over time, kept as its changes from cycle to cycle: a wide port that holds costs
// nothing. The form is one that a few lines of Verilog can read:
//   run     one word {first: 20 bits, count: 12 bits}, then the new values of words first … first + count - 1
//   cycle   its runs, then the word 0
// Before the first cycle all words are 0.
class ChangeTrace {
 public:
  // Throws std::length_error for more words than a run can address.
  explicit ChangeTrace(std::size_t words);

  // The values of the next cycle; values.size() is the constructor's `words`.
  void add(const Words& values);

  std::size_t cycles() const { return first_.size(); }
  const Words& data() const { return data_; }
  // Text of a cycle for $readmemh: a line for each run, words of eight hexadecimal digits.
  std::string text(std::size_t cycle) const;

 private:
  std::size_t end_of_run(const Words& values, std::size_t begin) const;

  Words last_;
  Words data_;
  std::vector<std::size_t> first_;  // of each cycle, in data_
};

}  // namespace winnow::verif
