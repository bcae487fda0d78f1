// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/fold.hpp"

#include <utility>

#include "gen/hdl/passes/fold_state.hpp"
#include "gen/hdl/passes/folder.hpp"
#include "gen/hdl/passes/rewrite.hpp"

namespace winnow::hdl::passes {
namespace {

// More rounds than any chain of rules needs; a module that still changes is correct, only not as small as it
// could be.
constexpr int most_rounds = 16;

NodeId fold_node(Folder& folder, const Construct& build, Node node) {
  // Sources keep node and name as they are; so do wires that nobody drives.
  if (is_source(node.op) || (node.op == Op::wire && node.operands.front() == no_node)) {
    return build.push(std::move(node));
  }
  // A named copy of something that has a name, or cannot have one, is as simple as it gets.
  if (node.op == Op::wire && !node.name.empty()) {
    const Node& driver = build.at(node.operands.front());
    if (!driver.name.empty() || driver.op == Op::constant) return build.push(std::move(node));
  }
  Node named;
  std::swap(named.name, node.name);
  std::swap(named.user_named, node.user_named);
  named.location = node.location;
  return build.with_name_of(folder.make(std::move(node)), named);
}

}  // namespace

void fold(Module& module) {
  Folder folder(module);
  const Construct build(module);
  for (int round = 0; round < most_rounds; ++round) {
    rewrite(module, [&](NodeId, Node node) { return fold_node(folder, build, std::move(node)); });
    const bool state_changed = fold_state(module);
    sweep(module);
    if (!folder.take_changed() && !state_changed) break;
  }
}

}  // namespace winnow::hdl::passes
