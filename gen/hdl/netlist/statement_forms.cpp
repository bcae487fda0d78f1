// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/netlist/statement_forms.hpp"

#include <algorithm>

namespace winnow::hdl {
namespace {

class ProductSum {
 public:
  ProductSum(const Module& module, const IsNet& is_net) : module_(module), is_net_(is_net) {}

  // False when something in the sum may overflow.
  bool collect(NodeId id) {
    const Node& node = module_.node(id);
    if (!node.is_signed) return false;
    if (is_net_(id)) {
      terms.push_back(id);
      return true;
    }
    if (node.op == Op::sign_extend) return collect(node.operands[0]);
    if (node.op == Op::add) {
      const unsigned widest = std::max(value_bits(node.operands[0]), value_bits(node.operands[1]));
      return widest < node.width && collect(node.operands[0]) && collect(node.operands[1]);
    }
    has_product |= is_exact_product(module_, id);
    terms.push_back(id);
    return true;
  }

  std::vector<NodeId> terms;
  bool has_product = false;

 private:
  // Width that holds every value of `id`.
  unsigned value_bits(NodeId id) const {
    const Node& node = module_.node(id);
    return node.op == Op::sign_extend && !is_net_(id) ? value_bits(node.operands[0]) : node.width;
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
  if (is_net(root) || !sum.collect(root) || !sum.has_product) return {};
  return sum.terms;
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
