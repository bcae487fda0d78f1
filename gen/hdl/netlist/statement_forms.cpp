// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/netlist/statement_forms.hpp"

#include <algorithm>

namespace winnow::hdl {
namespace {

class ProductSum {
 public:
  ProductSum(const Module& module, const IsNet& is_net) : module_(module), is_net_(is_net) {}

  // False when something in the sum may overflow, or is no product.
  bool collect(NodeId id) {
    const Node& node = module_.node(id);
    if (!node.is_signed || is_net_(id)) return false;
    if (node.op == Op::sign_extend) return collect(node.operands[0]);
    if (node.op == Op::add) {
      const unsigned widest = std::max(value_bits(node.operands[0]), value_bits(node.operands[1]));
      return widest < node.width && collect(node.operands[0]) && collect(node.operands[1]);
    }
    terms.push_back(id);
    return is_exact_product(module_, id);
  }

  std::vector<NodeId> terms;

 private:
  // Width that holds every value of `id`.
  unsigned value_bits(NodeId id) const {
    const Node& node = module_.node(id);
    return node.op == Op::sign_extend ? value_bits(node.operands[0]) : node.width;
  }

  const Module& module_;
  const IsNet& is_net_;
};

}  // namespace

bool is_wide_concatenation(const Node& node) {
  constexpr unsigned widest_expression = 128;  // bits
  return node.op == Op::concatenate && node.width > widest_expression;
}

bool is_exact_product(const Module& module, NodeId id) {
  const Node& node = module.node(id);
  return node.op == Op::multiply &&
         module.node(node.operands[0]).width + module.node(node.operands[1]).width <= node.width;
}

std::vector<NodeId> product_sum(const Module& module, NodeId root, const IsNet& is_net) {
  ProductSum sum(module, is_net);
  return sum.collect(root) ? sum.terms : std::vector<NodeId>{};
}

std::vector<Arm> product_choice(const Module& module, const Register& reg, const IsNet& is_net) {
  std::vector<Arm> arms;
  NodeId value = reg.next;
  while (module.node(value).op == Op::mux && !is_net(value)) {
    const Node& mux = module.node(value);
    arms.push_back({mux.operands[0], mux.operands[1]});
    value = mux.operands[2];
  }
  arms.push_back({no_node, value});
  const bool has_products = std::any_of(arms.begin(), arms.end(), [&](const Arm& arm) {
    return !product_sum(module, arm.value, is_net).empty();
  });
  if (!has_products) arms.clear();
  return arms;
}

}  // namespace winnow::hdl
