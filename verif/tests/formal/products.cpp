// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/formal/products.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

namespace winnow::formal {
namespace {

// A variable as a function of two inputs or fewer, given by their variables, the lower one first, 0 for none.
// Bit 2 * second + first of the table is its value.
struct Function {
  unsigned first = 0, second = 0;
  unsigned table = 0;
};
constexpr unsigned is_first = 0b1010, is_second = 0b1100, is_product = 0b1000, ones = 0b1111;

// The table over a pair that has the function's inputs in it.
unsigned table_over(const Function& function, unsigned first) {
  if (function.first == 0 || function.first == first) return function.table;
  const unsigned at_0 = (function.table & 0b01U) != 0 ? ~is_second & ones : 0;
  const unsigned at_1 = (function.table & 0b10U) != 0 ? is_second : 0;
  return at_0 | at_1;
}

std::optional<Function> conjunction(const Function& left, const Function& right) {
  std::vector<unsigned> inputs;
  for (const unsigned input : {left.first, left.second, right.first, right.second}) {
    if (input != 0 && std::ranges::find(inputs, input) == inputs.end()) inputs.push_back(input);
  }
  if (inputs.size() > 2) return std::nullopt;
  std::ranges::sort(inputs);
  inputs.resize(2);
  return Function{inputs[0], inputs[1], table_over(left, inputs[0]) & table_over(right, inputs[0])};
}

// What the variables are of functions of at most two inputs.
std::vector<std::optional<Function>> small_functions(const AndInverterGraph& graph) {
  std::vector<std::optional<Function>> functions = {Function{}};
  for (unsigned input = 1; input < graph.first_and(); ++input)
    functions.emplace_back(Function{input, 0, is_first});
  const auto of = [&functions](unsigned literal) {
    std::optional<Function> function = functions[literal / 2];
    if (function && literal % 2 != 0) function->table ^= ones;
    return function;
  };
  for (const auto& [left, right] : graph.ands) {
    const auto a = of(left), b = of(right);
    functions.push_back(a && b ? conjunction(*a, *b) : std::nullopt);
  }
  return functions;
}

class Rewrite {
 public:
  Rewrite(const AndInverterGraph& graph, const Significance& significance)
      : graph_(graph),
        functions_(small_functions(graph)),
        needed_(functions_.size()),
        literal_(functions_.size()) {
    find_products(significance);
    for (const unsigned output : graph.outputs) needed_[output / 2] = true;
    for (unsigned variable = static_cast<unsigned>(functions_.size()); variable-- > graph.first_and();) {
      if (!needed_[variable] || product_of_.contains(variable)) continue;
      const auto [left, right] = graph.ands[variable - graph.first_and()];
      needed_[left / 2] = needed_[right / 2] = true;
    }
  }

  AndInverterGraph result() {
    take_inputs();
    for (unsigned variable = graph_.first_and(); variable < functions_.size(); ++variable) {
      if (!needed_[variable] || product_of_.contains(variable)) continue;
      const auto [left, right] = graph_.ands[variable - graph_.first_and()];
      result_.ands.push_back({translated(left), translated(right)});
      literal_[variable] = 2 * (result_.first_and() + static_cast<unsigned>(result_.ands.size()) - 1);
    }
    for (const unsigned output : graph_.outputs) result_.outputs.push_back(translated(output));
    return std::move(result_);
  }

 private:
  using Product = std::tuple<unsigned, unsigned, unsigned>;  // significance and factors

  void find_products(const Significance& significance) {
    for (unsigned variable = graph_.first_and(); variable < functions_.size(); ++variable) {
      const auto& function = functions_[variable];
      if (!function || function->second == 0 || function->table != is_product) continue;
      const auto exponent =
          significance(graph_.inputs[function->first - 1], graph_.inputs[function->second - 1]);
      if (exponent) product_of_.emplace(variable, Product{*exponent, function->first, function->second});
    }
  }

  void take_inputs() {
    for (unsigned input = 1; input < graph_.first_and(); ++input) {
      if (needed_[input]) literal_[input] = new_input(graph_.inputs[input - 1]);
    }
    std::map<Product, std::vector<unsigned>> products;
    for (const auto& [variable, product] : product_of_) {
      if (needed_[variable]) products[product].push_back(variable);
    }
    for (const auto& [product, variables] : products) {
      const auto& [exponent, first, second] = product;
      const unsigned literal = new_input(graph_.inputs[first - 1] + "*" + graph_.inputs[second - 1]);
      for (const unsigned variable : variables) literal_[variable] = literal;
    }
  }

  unsigned new_input(const std::string& name) {
    result_.inputs.push_back(name);
    return 2 * static_cast<unsigned>(result_.inputs.size());
  }
  unsigned translated(unsigned literal) const { return literal_[literal / 2] ^ (literal & 1U); }

  const AndInverterGraph& graph_;
  std::vector<std::optional<Function>> functions_;
  std::map<unsigned, Product> product_of_;  // by variable
  std::vector<bool> needed_;
  std::vector<unsigned> literal_;  // in the result, by variable
  AndInverterGraph result_;
};

}  // namespace

AndInverterGraph free_products(const AndInverterGraph& graph, const Significance& significance) {
  return Rewrite(graph, significance).result();
}

}  // namespace winnow::formal
