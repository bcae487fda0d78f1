// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "verif/harness/random.hpp"
#include "verif/models/words.hpp"

using namespace winnow::verif;

// Against a bit by bit reading, at every alignment and width.
BOOST_AUTO_TEST_CASE(fields_match_single_bits) {
  Random random(1);
  for (unsigned offset = 0; offset < 70; ++offset) {
    for (unsigned width = 1; width <= 64; ++width) {
      Words words(5);
      for (auto& word : words) word = static_cast<std::uint32_t>(random.next());
      const Words before = words;
      const std::uint64_t value = random.next();
      put_bits(words, offset, width, value);
      for (unsigned bit = 0; bit < 160; ++bit) {
        const bool inside = bit >= offset && bit < offset + width;
        const bool expected = inside ? ((value >> (bit - offset)) & 1U) != 0 : get_bit(before, bit);
        BOOST_REQUIRE(get_bit(words, bit) == expected);
      }
      const std::uint64_t mask = width == 64 ? ~0ULL : (1ULL << width) - 1U;
      BOOST_REQUIRE(get_bits(words, offset, width) == (value & mask));
    }
  }
}

BOOST_AUTO_TEST_CASE(signs) {
  BOOST_TEST(sign_extend(0x8, 4) == -8);
  BOOST_TEST(sign_extend(0x7, 4) == 7);
  BOOST_TEST(sign_extend(0xF7, 4) == 7);
  BOOST_TEST(sign_extend(~0ULL, 64) == -1);
  BOOST_TEST(sign_extend(1, 1) == -1);
}
