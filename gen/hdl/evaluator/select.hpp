// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "gen/hdl/evaluator/program.hpp"

namespace winnow::hdl {

// The opcode of a combinational node whose operands have these nodes.
Opcode select_opcode(const Node& node, std::span<const Node* const> operands);

// The instruction for it, given where the result and the operands lie. Parts of concatenations are appended
// to `parts`. Memory reads take the block they read.
Instruction make_instruction(Opcode opcode, const Node& node, const Slot& destination,
                             std::span<const Slot> operands, const MemoryBlock* memory,
                             std::vector<PackPart>& parts);

}  // namespace winnow::hdl
