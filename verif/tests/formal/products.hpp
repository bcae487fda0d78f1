// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "verif/tests/formal/aiger.hpp"

namespace winnow::formal {

// The exponent i + j when the inputs of these names are bit i of one factor and bit j of another.
using Significance = std::function<std::optional<unsigned>(const std::string&, const std::string&)>;

// The graph with the one-bit products of two inputs, where `significance` knows the pair, taken as inputs of
// their own, free of each other, the least significant first. Inputs and gates that nothing needs any more
// go.
//
// What is true of this graph for all inputs is true of the given one. And it is easily decided: dot products
// are sums of such bits with fixed weights, so two ways of adding them agree for all bits if they agree at
// all, and the decision diagram of a bit of a sum needs no more than the carry to remember, when its
// variables come in order of significance. In the order of the factors it would need all of one factor.
AndInverterGraph free_products(const AndInverterGraph& graph, const Significance& significance);

}  // namespace winnow::formal
