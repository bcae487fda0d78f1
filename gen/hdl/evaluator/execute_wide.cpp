// SPDX-License-Identifier: Apache-2.0
// Word loops for values above 64 bits. Nothing allocates; a result never overlaps its operands.
#include <algorithm>
#include <bit>

#include "gen/hdl/evaluator/execute.hpp"

namespace winnow::hdl {
namespace {

using Word = std::uint64_t;

std::uint32_t words_of(std::uint32_t bits) {
  return (bits + 63U) / 64U;
}
bool bit_of(const Word* value, std::uint32_t bit) {
  return ((value[bit / 64U] >> (bit % 64U)) & 1U) != 0;
}

// Sets bits [width - 1 : from] of a value; `from` may be anything up to width.
void set_from(Word* value, std::uint32_t from, std::uint32_t width) {
  const std::uint32_t count = words_of(width);
  std::uint32_t word = from / 64U;
  if (word >= count) return;
  value[word] |= ~Word{0} << (from % 64U);
  std::fill(value + word + 1, value + count, ~Word{0});
  if (width % 64U != 0) value[count - 1] &= (Word{1} << (width % 64U)) - 1;
}

// destination = a + (b ^ flip) + carry, word by word.
void add_words(Word* destination, const Word* a, const Word* b, Word flip, Word carry, std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const Word partial = a[i] + (b[i] ^ flip);
    const Word sum = partial + carry;
    carry = static_cast<Word>(partial < a[i]) | static_cast<Word>(sum < partial);
    destination[i] = sum;
  }
}

template <class Operation>
void word_by_word(const Instruction& i, Word* w, Operation operation) {
  const std::uint32_t count = words_of(i.n);
  for (std::uint32_t k = 0; k < count; ++k) w[i.destination + k] = operation(w[i.a + k], w[i.b + k]);
}

bool equal(const Instruction& i, const Word* w) {
  return std::equal(w + i.a, w + i.a + words_of(i.m), w + i.b);
}

// `a < b` for values of `width` bits.
bool less(const Word* a, const Word* b, std::uint32_t width, bool is_signed) {
  std::uint32_t word = words_of(width) - 1;
  if (is_signed && bit_of(a, width - 1) != bit_of(b, width - 1)) return bit_of(a, width - 1);
  while (word > 0 && a[word] == b[word]) --word;
  return a[word] < b[word];
}

// value -= (operand << shift), modulo 2^(64 count).
void subtract_shifted(Word* value, std::uint32_t count, const Word* operand, std::uint32_t operand_count,
                      std::uint32_t shift) {
  const std::uint32_t offset = shift / 64U;
  const std::uint32_t bits = shift % 64U;
  Word borrow = 0;
  for (std::uint32_t i = offset; i < count; ++i) {
    const std::uint32_t from = i - offset;
    Word part = from < operand_count ? operand[from] << bits : 0;
    if (bits != 0 && from > 0 && from - 1 < operand_count) part |= operand[from - 1] >> (64U - bits);
    const Word difference = value[i] - part;
    const Word result = difference - borrow;
    borrow = static_cast<Word>(value[i] < part) | static_cast<Word>(difference < borrow);
    value[i] = result;
  }
}

void multiply(const Instruction& i, Word* w, bool is_signed) {
  __extension__ using DoubleWord = unsigned __int128;
  const std::uint32_t count = words_of(i.n);
  const std::uint32_t a_count = words_of(i.m);
  const std::uint32_t b_count = words_of(i.c);
  Word* result = w + i.destination;
  std::fill(result, result + count, 0);
  for (std::uint32_t j = 0; j < a_count; ++j) {
    Word carry = 0;
    for (std::uint32_t k = 0; j + k < count; ++k) {
      const Word b_word = k < b_count ? w[i.b + k] : 0;
      const DoubleWord sum = DoubleWord{w[i.a + j]} * b_word + result[j + k] + carry;
      result[j + k] = static_cast<Word>(sum);
      carry = static_cast<Word>(sum >> 64U);
    }
  }
  // The top bit of a negative operand weighs -2^(width-1), not +2^(width-1): take 2^width times the other one
  // off.
  if (is_signed && bit_of(w + i.a, i.m - 1)) subtract_shifted(result, count, w + i.b, b_count, i.m);
  if (is_signed && bit_of(w + i.b, i.c - 1)) subtract_shifted(result, count, w + i.a, a_count, i.c);
  result[count - 1] &= i.mask;
}

void pack(const Instruction& i, const PackPart* parts, Word* w) {
  Word* result = w + i.destination;
  std::fill(result, result + words_of(i.n), 0);
  for (const PackPart* part = parts + i.a; part != parts + i.a + i.b; ++part) {
    const std::uint32_t shift = part->position % 64U;
    Word* to = result + part->position / 64U;
    const std::uint32_t used = words_of(part->width);
    const std::uint32_t reach = words_of(shift + part->width);
    for (std::uint32_t k = 0; k < used; ++k) {
      const Word value = w[part->source + k];
      to[k] |= value << shift;
      if (shift != 0 && k + 1 < reach) to[k + 1] |= value >> (64U - shift);
    }
  }
}

// destination = bits [low + width - 1 : low] of a value of `source_width` bits, zeros beyond it.
void slice(Word* destination, std::uint32_t width, const Word* source, std::uint32_t source_width,
           std::uint32_t low) {
  const std::uint32_t count = words_of(width);
  const std::uint32_t available = words_of(source_width);
  const std::uint32_t shift = low % 64U;
  for (std::uint32_t k = 0; k < count; ++k) {
    const std::uint32_t from = low / 64U + k;
    Word word = from < available ? source[from] >> shift : 0;
    if (shift != 0 && from + 1 < available) word |= source[from + 1] << (64U - shift);
    destination[k] = word;
  }
}

void copy(const Instruction& i, Word* w) {
  const std::uint32_t used = words_of(i.m);
  std::copy(w + i.a, w + i.a + used, w + i.destination);
  std::fill(w + i.destination + used, w + i.destination + words_of(i.n), 0);
}

void shift_left(const Instruction& i, Word* w) {
  const std::uint32_t count = words_of(i.n);
  const Word amount = saturated_word(w + i.b, words_of(i.c));
  Word* result = w + i.destination;
  std::fill(result, result + count, 0);
  if (amount >= i.n) return;
  const auto offset = static_cast<std::uint32_t>(amount / 64U);
  const auto shift = static_cast<std::uint32_t>(amount % 64U);
  for (std::uint32_t k = offset; k < count; ++k) {
    result[k] = w[i.a + k - offset] << shift;
    if (shift != 0 && k > offset) result[k] |= w[i.a + k - offset - 1] >> (64U - shift);
  }
  result[count - 1] &= i.mask;
}

void shift_right(const Instruction& i, Word* w, bool is_signed) {
  const Word amount = std::min<Word>(saturated_word(w + i.b, words_of(i.c)), i.n);
  const auto low = static_cast<std::uint32_t>(amount);
  Word* result = w + i.destination;
  slice(result, i.n, w + i.a, i.n, low);
  if (is_signed && bit_of(w + i.a, i.n - 1)) set_from(result, i.n - low, i.n);
}

void read_memory(const Instruction& i, Word* w, const Word* memory) {
  const Word address = saturated_word(w + i.a, i.c);
  if (address < i.n) {
    const Word* entry = memory + i.mask + address * i.b;
    std::copy(entry, entry + i.b, w + i.destination);
  } else {
    std::fill(w + i.destination, w + i.destination + i.b, 0);
  }
}

bool all_ones(const Instruction& i, const Word* w) {
  const std::uint32_t count = words_of(i.m);
  return w[i.a + count - 1] == i.mask &&
         std::all_of(w + i.a, w + i.a + count - 1, [](Word word) { return word == ~Word{0}; });
}

bool any_one(const Instruction& i, const Word* w) {
  return std::any_of(w + i.a, w + i.a + words_of(i.m), [](Word word) { return word != 0; });
}

bool odd_parity(const Instruction& i, const Word* w) {
  Word all = 0;
  for (std::uint32_t k = 0; k < words_of(i.m); ++k) all ^= w[i.a + k];
  return (std::popcount(all) & 1) != 0;
}

void sign_extend(const Instruction& i, Word* w) {
  copy(i, w);
  if (bit_of(w + i.a, i.m - 1)) set_from(w + i.destination, i.m, i.n);
}

}  // namespace

std::uint64_t saturated_word(const std::uint64_t* words, std::uint32_t count) {
  const bool large = std::any_of(words + 1, words + count, [](Word word) { return word != 0; });
  return large ? ~Word{0} : words[0];
}

void execute_wide(Opcode opcode, const Instruction& i, const PackPart* parts, std::uint64_t* w,
                  const std::uint64_t* memory) {
  Word& result = w[i.destination];
  const auto clear_above = [&] { w[i.destination + words_of(i.n) - 1] &= i.mask; };
  switch (opcode) {
    case Opcode::wide_copy:
      return copy(i, w);
    case Opcode::wide_add:
      add_words(w + i.destination, w + i.a, w + i.b, 0, 0, words_of(i.n));
      clear_above();
      return;
    case Opcode::wide_subtract:
      add_words(w + i.destination, w + i.a, w + i.b, ~Word{0}, 1, words_of(i.n));
      clear_above();
      return;
    case Opcode::wide_multiply:
      return multiply(i, w, false);
    case Opcode::wide_multiply_signed:
      return multiply(i, w, true);
    case Opcode::wide_and:
      return word_by_word(i, w, [](Word a, Word b) { return a & b; });
    case Opcode::wide_or:
      return word_by_word(i, w, [](Word a, Word b) { return a | b; });
    case Opcode::wide_xor:
      return word_by_word(i, w, [](Word a, Word b) { return a ^ b; });
    case Opcode::wide_not:
      for (std::uint32_t k = 0; k < words_of(i.n); ++k) w[i.destination + k] = ~w[i.a + k];
      clear_above();
      return;
    case Opcode::wide_equal:
      result = equal(i, w);
      return;
    case Opcode::wide_not_equal:
      result = !equal(i, w);
      return;
    case Opcode::wide_less:
      result = less(w + i.a, w + i.b, i.m, false);
      return;
    case Opcode::wide_less_signed:
      result = less(w + i.a, w + i.b, i.m, true);
      return;
    case Opcode::wide_less_equal:
      result = !less(w + i.b, w + i.a, i.m, false);
      return;
    case Opcode::wide_less_equal_signed:
      result = !less(w + i.b, w + i.a, i.m, true);
      return;
    case Opcode::wide_mux: {
      const std::uint32_t from = w[i.a] != 0 ? i.b : i.c;
      std::copy(w + from, w + from + words_of(i.n), w + i.destination);
      return;
    }
    case Opcode::wide_pack:
      return pack(i, parts, w);
    case Opcode::wide_slice:
      slice(w + i.destination, i.n, w + i.a, i.m, i.b);
      clear_above();
      return;
    case Opcode::wide_sign_extend:
      return sign_extend(i, w);
    case Opcode::wide_reduce_and:
      result = all_ones(i, w);
      return;
    case Opcode::wide_reduce_or:
      result = any_one(i, w);
      return;
    case Opcode::wide_reduce_xor:
      result = odd_parity(i, w);
      return;
    case Opcode::wide_shift_left:
      return shift_left(i, w);
    case Opcode::wide_shift_right:
      return shift_right(i, w, false);
    case Opcode::wide_shift_right_signed:
      return shift_right(i, w, true);
    case Opcode::wide_memory_read:
      return read_memory(i, w, memory);
    default:
      return;
  }
}

}  // namespace winnow::hdl
