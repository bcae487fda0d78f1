// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_attention/squares.hpp"

#include <algorithm>
#include <vector>

#include "gen/cores/elsa_attention/products.hpp"
#include "gen/cores/elsa_attention/shape.hpp"
#include "gen/lib/adder_tree.hpp"
#include "gen/lib/delay.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::cores::elsa_attention {

using hdl::SInt;
using hdl::UInt;

namespace {

unsigned sum_width(const Squares::Params& p) {
  return 2 * p.width + lib::ceil_log2(p.elements);
}

}  // namespace

Squares::Ports::Ports(hdl::Io& io, const Params& p)
    : key(io.in<UInt>("key_i", p.elements * p.width,
                      {{{"element", p.elements}}, p.width, true, "elements of the key", ""})),
      sum(io.out<SInt>("sum_o", sum_width(p), {{}, 0, true, "sum of their squares", "2 cycles later"})) {}

std::string Squares::name(const Params& p) {
  return "elsa_attention_squares_" + std::to_string(p.elements) + "x" + std::to_string(p.width);
}

void Squares::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("elements", p.elements);
  b.parameter("width", p.width);
  b.document("Squares of some elements of a key, and their sum.");
  const UInt kept_key = lib::delay(b, "key", UInt(io.key), 1, hdl::Reset::none);
  std::vector<SInt> squares;
  for (unsigned i = 0; i < p.elements; ++i) {
    const SInt key = lib::element(kept_key, i, p.width).as_sint();
    squares.push_back((key * key).named("square_" + std::to_string(i)));
  }
  const auto sum = b.reg<SInt>("sum", sum_width(p), hdl::Reset::none);
  sum.next(lib::sum(squares));
  io.sum.drive(sum);
}

SInt square(hdl::Builder& b, unsigned dimension, unsigned width, const UInt& key) {
  std::vector<SInt> sums;
  for (unsigned first = 0; first < dimension; first += group_size) {
    const unsigned count = std::min(group_size, dimension - first);
    const auto group = b.instance<Squares>("squares_" + std::to_string(first / group_size), {count, width});
    group.key.drive(key.bits((first + count) * width - 1, first * width));
    sums.push_back(group.sum);
  }
  return add_in_stages(b, std::move(sums));
}

}  // namespace winnow::cores::elsa_attention
