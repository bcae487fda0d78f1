// SPDX-License-Identifier: Apache-2.0
#include "gen/config/fixed_format.hpp"

#include <fmt/format.h>
#include <charconv>

namespace winnow::config {
namespace {

// One or two digits, without a leading zero, so that a format has one spelling.
std::optional<unsigned> bits_from(std::string_view digits) {
  if (digits.empty() || digits.size() > 2 || (digits.size() == 2 && digits.front() == '0'))
    return std::nullopt;
  unsigned bits = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, bits);
  if (error != std::errc() || stop != end) return std::nullopt;
  return bits;
}

}  // namespace

std::string FixedFormat::text() const {
  return fmt::format("{}{}.{}", is_signed ? 's' : 'u', integer_bits, fraction_bits);
}

std::optional<FixedFormat> fixed_format(std::string_view text) {
  if (text.empty() || (text.front() != 's' && text.front() != 'u')) return std::nullopt;
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return std::nullopt;
  const auto integer_bits = bits_from(text.substr(1, point - 1));
  const auto fraction_bits = bits_from(text.substr(point + 1));
  if (!integer_bits || !fraction_bits) return std::nullopt;
  return FixedFormat{text.front() == 's', *integer_bits, *fraction_bits};
}

}  // namespace winnow::config
