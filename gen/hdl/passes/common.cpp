// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/common.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "gen/hdl/passes/construct.hpp"
#include "gen/hdl/passes/rewrite.hpp"

namespace winnow::hdl::passes {
namespace {

using Key = std::tuple<Op, bool, unsigned, std::uint32_t, std::vector<NodeId>, std::vector<std::uint64_t>>;

bool is_commutative(Op op) {
  switch (op) {
    case Op::add:
    case Op::multiply:
    case Op::bit_and:
    case Op::bit_or:
    case Op::bit_xor:
    case Op::equal:
    case Op::not_equal:
      return true;
    default:
      return false;
  }
}

Key key_of(const Node& node) {
  std::vector<NodeId> operands = node.operands;
  if (is_commutative(node.op)) std::sort(operands.begin(), operands.end());
  return {node.op, node.is_signed, node.width, node.index, std::move(operands), node.value.words()};
}

class Merge {
 public:
  explicit Merge(Module& module) : build_(module) {}

  NodeId emit(Node node) {
    // A wire is a name, not a computation.
    if (is_source(node.op) || node.op == Op::wire) return build_.push(std::move(node));
    const auto [entry, fresh] = first_.try_emplace(key_of(node), no_node);
    if (!fresh && (node.name.empty() || build_.at(entry->second).name.empty())) {
      return build_.with_name_of(entry->second, node);
    }
    const NodeId id = build_.push(std::move(node));
    if (fresh) entry->second = id;
    return id;
  }

 private:
  Construct build_;
  std::map<Key, NodeId> first_;  // a map, not a hash table: the order of nothing may depend on the platform
};

}  // namespace

void common_subexpressions(Module& module) {
  Merge merge(module);
  rewrite(module, [&](NodeId, Node node) { return merge.emit(std::move(node)); });
  sweep(module);
}

}  // namespace winnow::hdl::passes
