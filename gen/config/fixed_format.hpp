// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace winnow::config {

// A fixed-point format. Written sI.F (two's complement: a sign bit, I integer bits, F fraction bits) or uI.F
// (unsigned): the value of a word is the integer it holds times 2^-F.
struct FixedFormat {
  bool is_signed = true;
  unsigned integer_bits = 0;
  unsigned fraction_bits = 0;

  // Bits of a word, the sign included.
  unsigned width() const { return (is_signed ? 1U : 0U) + integer_bits + fraction_bits; }
  // "s5.3"
  std::string text() const;

  bool operator==(const FixedFormat&) const = default;
};

// The format that `text` names; nullopt unless it is written as above, with up to two digits each.
std::optional<FixedFormat> fixed_format(std::string_view text);

}  // namespace winnow::config
