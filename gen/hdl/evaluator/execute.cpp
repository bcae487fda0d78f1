// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/evaluator/execute.hpp"

#include <bit>

namespace winnow::hdl {
namespace {

using Word = std::uint64_t;
using SignedWord = std::int64_t;

// `value`'s low bits, moved to the top of the word: comparisons and arithmetic shifts see its sign there.
SignedWord at_top(Word value, std::uint32_t shift) {
  return static_cast<SignedWord>(value << shift);
}
SignedWord extended(Word value, std::uint32_t shift) {
  return at_top(value, shift) >> shift;
}

Word pack(const Instruction& code, const PackPart* parts, const Word* w) {
  Word result = 0;
  for (std::uint32_t i = 0; i < code.b; ++i) {
    const PackPart& part = parts[code.a + i];
    result |= w[part.source] << part.position;
  }
  return result;
}

// The compiler inlines `operation` into the loop: one dispatch for the whole run.
template <class Operation>
void each(const Run& run, const Instruction* instructions, Word* w, Operation operation) {
  const Instruction* const end = instructions + run.first + run.count;
  for (const Instruction* code = instructions + run.first; code != end; ++code) {
    w[code->destination] = operation(*code);
  }
}

void execute_run(const Run& run, const Instruction* instructions, const PackPart* parts, Word* w,
                 const Word* memory) {
  const auto all = [&](auto operation) { each(run, instructions, w, operation); };
  using I = Instruction;
  switch (run.opcode) {
    case Opcode::copy:
      return all([w](const I& i) { return w[i.a]; });
    case Opcode::add:
      return all([w](const I& i) { return (w[i.a] + w[i.b]) & i.mask; });
    case Opcode::subtract:
      return all([w](const I& i) { return (w[i.a] - w[i.b]) & i.mask; });
    case Opcode::multiply:
      return all([w](const I& i) { return (w[i.a] * w[i.b]) & i.mask; });
    case Opcode::multiply_signed:
      return all([w](const I& i) {
        return (static_cast<Word>(extended(w[i.a], i.m)) * static_cast<Word>(extended(w[i.b], i.n))) & i.mask;
      });
    case Opcode::bit_and:
      return all([w](const I& i) { return w[i.a] & w[i.b]; });
    case Opcode::bit_or:
      return all([w](const I& i) { return w[i.a] | w[i.b]; });
    case Opcode::bit_xor:
      return all([w](const I& i) { return w[i.a] ^ w[i.b]; });
    case Opcode::bit_not:
      return all([w](const I& i) { return ~w[i.a] & i.mask; });
    case Opcode::equal:
      return all([w](const I& i) -> Word { return w[i.a] == w[i.b]; });
    case Opcode::not_equal:
      return all([w](const I& i) -> Word { return w[i.a] != w[i.b]; });
    case Opcode::less:
      return all([w](const I& i) -> Word { return w[i.a] < w[i.b]; });
    case Opcode::less_signed:
      return all([w](const I& i) -> Word { return at_top(w[i.a], i.m) < at_top(w[i.b], i.m); });
    case Opcode::less_equal:
      return all([w](const I& i) -> Word { return w[i.a] <= w[i.b]; });
    case Opcode::less_equal_signed:
      return all([w](const I& i) -> Word { return at_top(w[i.a], i.m) <= at_top(w[i.b], i.m); });
    case Opcode::mux:
      return all([w](const I& i) {
        // Both are read: a conditional move instead of a branch that data makes unpredictable.
        const Word when_true = w[i.b];
        const Word when_false = w[i.c];
        return w[i.a] != 0 ? when_true : when_false;
      });
    case Opcode::concatenate:
      return all([w](const I& i) { return (w[i.a] << i.m) | w[i.b]; });
    case Opcode::pack:
      return all([w, parts](const I& i) { return pack(i, parts, w); });
    case Opcode::slice:
      return all([w](const I& i) { return (w[i.a] >> i.m) & i.mask; });
    case Opcode::slice_straddle:
      return all([w](const I& i) { return ((w[i.a] >> i.m) | (w[i.a + 1] << (64U - i.m))) & i.mask; });
    case Opcode::sign_extend:
      return all([w](const I& i) { return static_cast<Word>(extended(w[i.a], i.m)) & i.mask; });
    case Opcode::reduce_and:
      return all([w](const I& i) -> Word { return w[i.a] == i.mask; });
    case Opcode::reduce_or:
      return all([w](const I& i) -> Word { return w[i.a] != 0; });
    case Opcode::reduce_xor:
      return all([w](const I& i) -> Word { return static_cast<Word>(std::popcount(w[i.a])) & 1U; });
    case Opcode::shift_left:
      return all([w](const I& i) { return w[i.b] < 64 ? (w[i.a] << w[i.b]) & i.mask : Word{0}; });
    case Opcode::shift_right:
      return all([w](const I& i) { return w[i.b] < 64 ? w[i.a] >> w[i.b] : Word{0}; });
    case Opcode::shift_right_signed:
      return all([w](const I& i) {
        const Word amount = w[i.b] < 64 ? w[i.b] : 63;
        return static_cast<Word>(extended(w[i.a], i.m) >> amount) & i.mask;
      });
    case Opcode::memory_read:
      return all([w, memory](const I& i) { return w[i.a] < i.n ? memory[i.mask + w[i.a]] : Word{0}; });
    default:
      for (std::uint32_t i = 0; i < run.count; ++i) {
        execute_wide(run.opcode, instructions[run.first + i], parts, w, memory);
      }
  }
}

}  // namespace

void execute(std::span<const Run> runs, const Instruction* instructions, const PackPart* parts,
             std::uint64_t* words, const std::uint64_t* memory) {
  for (const Run& run : runs) execute_run(run, instructions, parts, words, memory);
}

}  // namespace winnow::hdl
