// SPDX-License-Identifier: Apache-2.0
#include "sim/npy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bit>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <string_view>

#include "sim/data_error.hpp"
#include "sim/npy_header.hpp"

namespace winnow::sim {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";

// Where the header's text lies in the file.
struct HeaderPlace {
  std::size_t begin = 0;
  std::size_t length = 0;
};

std::uint32_t little_endian(std::span<const std::uint8_t> bytes, std::size_t at, unsigned count) {
  std::uint32_t value = 0;
  for (unsigned i = 0; i < count; ++i) value |= std::uint32_t{bytes[at + i]} << (8U * i);
  return value;
}

HeaderPlace find_header(std::span<const std::uint8_t> bytes, const std::string& name) {
  const std::size_t prefix = kMagic.size() + 2;
  const bool has_magic = bytes.size() >= kMagic.size() &&
                         std::equal(kMagic.begin(), kMagic.end(), bytes.begin(),
                                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
  if (!has_magic)
    throw DataError(fmt::format("{}: not a .npy file; expected it to begin with \\x93NUMPY", name));
  if (bytes.size() < prefix)
    throw DataError(fmt::format("{}: ends inside the .npy prefix; expected a complete file", name));
  const unsigned major = bytes[kMagic.size()];
  const unsigned minor = bytes[kMagic.size() + 1];
  if ((major != 1 && major != 2) || minor != 0) {
    throw DataError(fmt::format("{}: .npy version {}.{}; expected 1.0 or 2.0", name, major, minor));
  }
  const unsigned length_bytes = major == 1 ? 2 : 4;
  if (bytes.size() < prefix + length_bytes)
    throw DataError(fmt::format("{}: ends inside the .npy prefix; expected a complete file", name));
  const HeaderPlace place{prefix + length_bytes, little_endian(bytes, prefix, length_bytes)};
  if (bytes.size() - place.begin < place.length) {
    throw DataError(fmt::format("{}: truncated header: {} bytes of {}; expected a complete file", name,
                                bytes.size() - place.begin, place.length));
  }
  return place;
}

unsigned element_bytes(const NpyHeader& header, const std::string& name) {
  if (header.type == "<f2") return 2;
  if (header.type == "<f4") return 4;
  throw DataError(
      fmt::format("{}: element type '{}'; expected float16 ('<f2') or float32 ('<f4'), little-endian", name,
                  header.type));
}

std::size_t element_count(const NpyHeader& header, std::size_t rank, const std::string& name) {
  const std::string shape = fmt::format("({})", fmt::join(header.shape, ", "));
  if (header.fortran_order) throw DataError(fmt::format("{}: Fortran order; expected C order", name));
  if (header.shape.size() != rank) {
    throw DataError(fmt::format("{}: {} dimensions, shape {}; expected {} dimensions", name,
                                header.shape.size(), shape, rank));
  }
  std::size_t count = 1;
  for (const std::size_t size : header.shape) {
    if (size == 0)
      throw DataError(
          fmt::format("{}: shape {} is empty; expected at least 1 in each dimension", name, shape));
    // The bound leaves room for the multiplication by the element size.
    if (size > std::numeric_limits<std::size_t>::max() / 8 / count) {
      throw DataError(
          fmt::format("{}: shape {} is too large; expected the size of the file's data", name, shape));
    }
    count *= size;
  }
  return count;
}

void check_size(std::size_t got, std::size_t expected, const NpyHeader& header, const std::string& name) {
  if (got == expected) return;
  throw DataError(fmt::format("{}: {}: {} bytes of data; expected {} for shape ({}) of '{}'", name,
                              got < expected ? "truncated" : "trailing data", got, expected,
                              fmt::join(header.shape, ", "), header.type));
}

// "[1][0][3]" for element `index` in C order.
std::string position(std::size_t index, const std::vector<std::size_t>& shape) {
  std::string text;
  for (std::size_t dimension = shape.size(); dimension-- > 0;) {
    text.insert(0, fmt::format("[{}]", index % shape[dimension]));
    index /= shape[dimension];
  }
  return text;
}

std::vector<std::uint8_t> read_bytes(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file)) {
    throw DataError(fmt::format("{}: cannot be read; expected a .npy file", file.generic_string()));
  }
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

float decode_float16(std::uint16_t bits) {
  const std::uint32_t sign = std::uint32_t{bits & 0x8000U} << 16U;
  const std::uint32_t exponent = (bits >> 10U) & 0x1FU;
  const std::uint32_t fraction = bits & 0x3FFU;
  if (exponent == 0x1FU) return std::bit_cast<float>(sign | 0x7F800000U | (fraction << 13U));
  if (exponent != 0) return std::bit_cast<float>(sign | ((exponent + 112U) << 23U) | (fraction << 13U));
  const float magnitude = static_cast<float>(fraction) * 0x1p-24F;  // zero and subnormals; exact in binary32
  return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(magnitude));
}

NpyArray parse_npy(std::span<const std::uint8_t> bytes, const std::string& name, std::size_t rank) {
  const HeaderPlace place = find_header(bytes, name);
  const auto text = bytes.subspan(place.begin, place.length);
  const NpyHeader header = parse_npy_header(std::string(text.begin(), text.end()), name);
  const unsigned width = element_bytes(header, name);
  const std::size_t count = element_count(header, rank, name);
  const std::size_t data = place.begin + place.length;
  check_size(bytes.size() - data, count * width, header, name);

  NpyArray array{header.shape, std::vector<float>(count)};
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t raw = little_endian(bytes, data + i * width, width);
    array.values[i] =
        width == 2 ? decode_float16(static_cast<std::uint16_t>(raw)) : std::bit_cast<float>(raw);
    if (!std::isfinite(array.values[i])) {
      throw DataError(fmt::format("{}: element {} is {}; expected finite values only", name,
                                  position(i, header.shape),
                                  std::isnan(array.values[i]) ? "NaN" : "infinite"));
    }
  }
  return array;
}

NpyArray read_npy(const std::filesystem::path& file, std::size_t rank) {
  return parse_npy(read_bytes(file), file.generic_string(), rank);
}

}  // namespace winnow::sim
