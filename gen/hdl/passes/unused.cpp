// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/unused.hpp"

#include <utility>
#include <vector>

#include "gen/hdl/passes/construct.hpp"
#include "gen/hdl/passes/rewrite.hpp"

namespace winnow::hdl::passes {
namespace {

// Which bits of each node the printed text reads.
class Reads {
 public:
  explicit Reads(Module& module) {
    for (const Node& node : module.nodes) bits_.emplace_back(node.width, false);
    std::vector<Property> properties;  // not in the file that lint sees
    properties.swap(module.properties);
    for_each_root(module, [&](NodeId& id) { read(id, 0, module.node(id).width); });
    properties.swap(module.properties);
    for (const Node& node : module.nodes) {
      for (const NodeId operand : node.operands) {
        if (operand == no_node) continue;
        const bool is_slice = node.op == Op::slice;
        read(operand, is_slice ? node.index : 0, is_slice ? node.width : module.node(operand).width);
      }
    }
  }

  const std::vector<bool>& bits(NodeId id) const { return bits_[id]; }

 private:
  void read(NodeId id, unsigned low, unsigned width) {
    for (unsigned i = low; i < low + width; ++i) bits_[id][i] = true;
  }

  std::vector<std::vector<bool>> bits_;
};

bool says_unused(const std::string& name) {
  return name.find("unused") != std::string::npos;
}

// The stretches of bits of `id` that nobody reads, highest first.
void append_unread(const Construct& build, const Reads& reads, NodeId id, std::vector<NodeId>& parts) {
  const std::vector<bool>& bits = reads.bits(id);
  const Location where = build.at(id).location;
  const unsigned width = build.at(id).width;
  for (unsigned top = width; top > 0;) {
    if (bits[top - 1]) {
      --top;
      continue;
    }
    unsigned bottom = top - 1;
    while (bottom > 0 && !bits[bottom - 1]) --bottom;
    parts.push_back(top - bottom == width ? id
                                          : build.push(Op::slice, top - bottom, false, {id}, where, bottom));
    top = bottom;
  }
}

}  // namespace

void read_unused_bits(Module& module, Naming& naming) {
  const Reads reads(module);
  const Construct build(module);
  std::vector<NodeId> parts;
  const auto count = static_cast<NodeId>(module.nodes.size());
  for (NodeId id = 0; id < count; ++id) {
    const std::string& name = module.node(id).name;
    if (!name.empty() && !says_unused(name)) append_unread(build, reads, id, parts);
  }
  if (parts.empty()) return;
  const Location where = module.location;
  parts.insert(parts.begin(), build.constant(Bits(1), false, where));
  unsigned width = 0;
  for (const NodeId part : parts) width += build.at(part).width;
  const NodeId all = build.push(Op::concatenate, width, false, std::move(parts), where);
  const NodeId net = build.push(Op::reduce_and, 1, false, {all}, where);
  module.node(net).name = naming.unique("unused_ok");
}

}  // namespace winnow::hdl::passes
