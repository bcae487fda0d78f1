// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/legalise.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "gen/hdl/netlist/statement_forms.hpp"
#include "gen/hdl/passes/construct.hpp"
#include "gen/hdl/passes/dead.hpp"
#include "gen/hdl/passes/fold.hpp"
#include "gen/hdl/passes/naming.hpp"
#include "gen/hdl/passes/rewrite.hpp"
#include "gen/hdl/passes/unused.hpp"

namespace winnow::hdl::passes {
namespace {

constexpr unsigned longest_text = 100;  // characters of an inlined expression, about
constexpr unsigned deepest = 6;         // operations inside one another

bool only_moves_bits(Op op) {
  return op == Op::slice || op == Op::zero_extend || op == Op::sign_extend || op == Op::reinterpret;
}

// Decides which values get nets of their own, operands before users.
class Materialise {
 public:
  Materialise(Module& module, Naming& naming)
      : module_(module),
        naming_(naming),
        uses_(module.nodes.size(), 0),
        size_(module.nodes.size()),
        in_process_(module.nodes.size(), false) {
    count_uses();
    for (const Register& reg : module_.registers) keep_in_process(reg);
  }

  void run() {
    for (const Property& property : module_.properties) name(property.condition);
    for (const Instance& instance : module_.instances) {
      for (const NodeId id : instance.inputs) {
        if (id != no_node && is_wide_concatenation(module_.node(id))) name(id);
      }
    }
    for (NodeId id = 0; id < module_.nodes.size(); ++id) {
      name_operands(id);
      if (in_process_[id]) continue;
      limit_size(id);
      if (must_be_net(id)) name(id);
    }
  }

 private:
  struct Size {
    unsigned text = 0;
    unsigned depth = 0;
  };

  bool is_net(NodeId id) const { return !module_.node(id).name.empty(); }

  void name(NodeId id) {
    if (is_net(id) || module_.node(id).op == Op::constant) return;
    module_.node(id).name = naming_.derive(id);
  }

  void count_uses() {
    for_each_root(module_, [&](NodeId& id) { ++uses_[id]; });
    for (const Node& node : module_.nodes) {
      for (const NodeId operand : node.operands) ++uses_[operand];
    }
    // A read that sees the new data repeats the addresses, and data and enables of the writes.
    for (const Memory& memory : module_.memories) {
      for (const Memory::SyncRead& read : memory.sync_reads) {
        if (read.policy == ReadDuringWrite::old_data) continue;
        ++uses_[read.address];
        for (const Memory::Write& write : memory.writes) {
          for (const NodeId id : {write.address, write.data, write.enable}) ++uses_[id];
        }
      }
    }
  }

  // A choice between sums of products is spelled out in the register's process: no nets for its parts.
  void keep_in_process(const Register& reg) {
    const IsNet is_net = [&](NodeId id) { return this->is_net(id) || uses_[id] > 1; };
    NodeId value = reg.next;
    for (const Arm& arm : product_choice(module_, reg, is_net)) {
      if (arm.condition != no_node) {
        in_process_[value] = true;
        value = module_.node(value).operands[2];
      }
      if (!product_sum(module_, arm.value, is_net).empty()) keep_sum(arm.value, is_net);
    }
  }

  void keep_sum(NodeId id, const IsNet& is_net) {
    const Node& node = module_.node(id);
    const bool is_product = is_exact_product(module_, id);
    if (is_net(id) || (node.op != Op::sign_extend && node.op != Op::add && !is_product)) return;
    in_process_[id] = true;
    if (is_product) return;
    for (const NodeId operand : node.operands) keep_sum(operand, is_net);
  }

  // Text that may be repeated: it computes nothing.
  bool is_wiring(NodeId id) const {
    const Node& node = module_.node(id);
    if (is_net(id) || node.op == Op::constant) return true;
    if (!only_moves_bits(node.op) && !(node.op == Op::bit_not && node.width == 1)) return false;
    return is_wiring(node.operands.front());
  }

  bool must_be_net(NodeId id) const {
    const Node& node = module_.node(id);
    if (is_source(node.op) || node.op == Op::multiply || node.op == Op::memory_read) return true;
    if (node.op == Op::shift_right && node.is_signed) return true;
    return uses_[id] > 1 && !is_wiring(id);
  }

  void name_operands(NodeId id) {
    const Node node = module_.node(id);
    if (in_process_[id] && node.op != Op::multiply) return;
    if (node.op == Op::slice || node.op == Op::sign_extend) name(node.operands.front());
    if (node.op != Op::multiply) return;
    for (const NodeId operand : node.operands) {
      NodeId inner = operand;
      while (module_.node(inner).op == Op::reinterpret && !is_net(inner))
        inner = module_.node(inner).operands[0];
      const Op op = module_.node(inner).op;
      if (op != Op::concatenate && !only_moves_bits(op)) name(inner);
    }
  }

  Size size_of(NodeId id) const {
    const Node& node = module_.node(id);
    if (is_net(id)) return {static_cast<unsigned>(node.name.size()), 0};
    if (node.op == Op::constant) return {4 + (node.width + 3) / 4, 0};
    return size_[id];
  }

  Size inlined_size(const Node& node) const {
    Size size{4, 0};
    for (const NodeId operand : node.operands) {
      const Size part = size_of(operand);
      size.text += part.text + 4;
      size.depth = std::max(size.depth, part.depth);
    }
    if (node.op == Op::sign_extend) size.text *= 2;
    if (!only_moves_bits(node.op)) ++size.depth;
    return size;
  }

  // Names the largest operands until the node's text is short enough.
  void limit_size(NodeId id) {
    const Node node = module_.node(id);
    size_[id] = inlined_size(node);
    while (size_[id].depth > deepest || (size_[id].text > longest_text && node.op != Op::concatenate)) {
      const auto largest = largest_operand(node);
      if (!largest) break;
      name(*largest);
      size_[id] = inlined_size(node);
    }
  }

  std::optional<NodeId> largest_operand(const Node& node) const {
    std::optional<NodeId> largest;
    const auto rank = [&](NodeId id) { return std::pair(size_of(id).depth, size_of(id).text); };
    for (const NodeId operand : node.operands) {
      if (is_wiring(operand)) continue;
      if (!largest || rank(operand) > rank(*largest)) largest = operand;
    }
    return largest;
  }

  Module& module_;
  Naming& naming_;
  std::vector<unsigned> uses_;
  std::vector<Size> size_;
  std::vector<bool> in_process_;  // printed where a register takes its next value
};

// Outputs that nobody reads still need a net: an open pin is a lint warning, as is a missing one.
void connect_open_pins(Module& module, Naming& naming) {
  for (std::size_t i = 0; i < module.instances.size(); ++i) {
    Instance& instance = module.instances[i];
    for (std::size_t port = 0; port < instance.outputs.size(); ++port) {
      const Port& target = instance.module->ports[port];
      if (target.is_input || instance.outputs[port] != no_node) continue;
      Node node = make_node(Op::instance_output, target.width, target.is_signed, {}, instance.location,
                            static_cast<std::uint32_t>(i));
      node.aux = static_cast<std::uint32_t>(port);
      node.name = naming.unique(instance.name + "_" + without_direction(target.name) + "_unused");
      instance.outputs[port] = module.add(std::move(node));
    }
  }
}

}  // namespace

void legalise(Module& module) {
  fold(module);
  dead(module);
  Naming naming(module);
  Materialise(module, naming).run();
  connect_open_pins(module, naming);
  read_unused_bits(module, naming);
}

}  // namespace winnow::hdl::passes
