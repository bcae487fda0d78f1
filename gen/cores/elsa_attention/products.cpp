// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_attention/products.hpp"

#include <algorithm>
#include <vector>

#include "gen/cores/elsa_attention/shape.hpp"
#include "gen/lib/adder_tree.hpp"
#include "gen/lib/delay.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::cores::elsa_attention {

using hdl::Bit;
using hdl::SInt;
using hdl::UInt;

namespace {

unsigned sum_width(const Products::Params& p) {
  return 2 * p.width + lib::ceil_log2(p.elements);
}

hdl::PortLayout elements_of(const Products::Params& p, const char* meaning) {
  return {{{"element", p.elements}}, p.width, true, meaning, ""};
}

}  // namespace

Products::Ports::Ports(hdl::Io& io, const Params& p)
    : begin(io.in<Bit>("begin_i", 1, {{}, 0, false, "a new query comes", "1 cycle before query_i"})),
      key(io.in<UInt>("key_i", p.elements * p.width, elements_of(p, "elements of the key"))),
      query(io.in<UInt>("query_i", p.elements * p.width, elements_of(p, "elements of the query"))),
      square(io.in<Bit>("square_i", 1, {{}, 0, false, "the key's square instead", "with key_i"})),
      sum(io.out<SInt>("sum_o", sum_width(p), {{}, 0, true, "sum of the products", "2 cycles later"})) {}

std::string Products::name(const Params& p) {
  return "elsa_attention_products_" + std::to_string(p.elements) + "x" + std::to_string(p.width);
}

void Products::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("elements", p.elements);
  b.parameter("width", p.width);
  b.document("Products of some elements of key and query, and their sum.");
  const Bit takes = lib::delay(b, "begin", Bit(io.begin), 1, hdl::Reset::none);
  const UInt kept_key = lib::delay(b, "key", UInt(io.key), 1, hdl::Reset::none);
  const auto query = b.reg<UInt>("query", io.query.width(), hdl::Reset::none);
  query.next(io.query, takes);
  const Bit square = lib::delay(b, "square", Bit(io.square), 1, hdl::Reset::none);
  std::vector<SInt> products;
  for (unsigned i = 0; i < p.elements; ++i) {
    const SInt key = lib::element(kept_key, i, p.width).as_sint();
    const SInt factor = mux(square, key, lib::element(query, i, p.width).as_sint());
    products.push_back((key * factor).named("product_" + std::to_string(i)));
  }
  const auto sum = b.reg<SInt>("sum", sum_width(p), hdl::Reset::none);
  sum.next(lib::sum(products));
  io.sum.drive(sum);
}

SInt add_in_stages(hdl::Builder& b, std::vector<SInt> sums) {
  for (unsigned stage = 2; sums.size() > 1; ++stage) {
    std::vector<SInt> added;
    for (std::size_t first = 0; first < sums.size(); first += tree_size) {
      const std::size_t end = std::min<std::size_t>(first + tree_size, sums.size());
      const SInt sum = lib::sum({sums.begin() + static_cast<std::ptrdiff_t>(first),
                                 sums.begin() + static_cast<std::ptrdiff_t>(end)});
      const std::string name = "dot_" + std::to_string(stage) + "_" + std::to_string(first / tree_size);
      const auto stored = b.reg<SInt>(name, sum.width(), hdl::Reset::none);
      stored.next(sum);
      added.push_back(stored);
    }
    sums = std::move(added);
  }
  return sums.front();
}

SInt dot_product(hdl::Builder& b, unsigned dimension, unsigned width, const DotOperands& operands) {
  std::vector<SInt> sums;
  for (unsigned first = 0; first < dimension; first += group_size) {
    const unsigned count = std::min(group_size, dimension - first);
    const unsigned high = (first + count) * width - 1, low = first * width;
    auto group = b.instance<Products>("products_" + std::to_string(first / group_size), {count, width});
    group.begin.drive(operands.begin);
    group.key.drive(operands.key.bits(high, low));
    group.query.drive(operands.query.bits(high, low));
    group.square.drive(operands.square);
    sums.push_back(group.sum);
  }
  return add_in_stages(b, std::move(sums));
}

}  // namespace winnow::cores::elsa_attention
