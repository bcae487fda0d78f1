// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "gen/hdl/evaluator/program.hpp"

namespace winnow::hdl {

// Carries out the runs on the arena `words`, reading memories from `memory`.
void execute(std::span<const Run> runs, const Instruction* instructions, const PackPart* parts,
             std::uint64_t* words, const std::uint64_t* memory);

// The wide instructions; part of execute().
void execute_wide(Opcode opcode, const Instruction& code, const PackPart* parts, std::uint64_t* words,
                  const std::uint64_t* memory);

// An address held in `count` words, or the largest number when it does not fit one.
std::uint64_t saturated_word(const std::uint64_t* words, std::uint32_t count);

}  // namespace winnow::hdl
