// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/detector/rank_tree.hpp"

namespace winnow::cores::detector {
namespace {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

// Word `index` of `words`; there are as many as `index` can number.
UInt select(const UInt& index, std::vector<UInt> words) {
  for (unsigned bit = 0; bit < index.width(); ++bit) {
    std::vector<UInt> half;
    for (std::size_t i = 0; i < words.size(); i += 2) {
      half.push_back(mux(index.bit(bit), words[i + 1], words[i]));
    }
    words = half;
  }
  return words.front();
}

// The keys that each counter counts this cycle; counter 2^d + q has the prefix q of d bits. None for 0.
std::vector<std::vector<Bit>> counted(const UInt& hits, const UInt& digits, const RankTree::Params& p) {
  std::vector<std::vector<Bit>> ones(std::size_t{1} << p.digit_bits);
  for (unsigned key = 0; key < p.keys; ++key) {
    const UInt digit = element(digits, key, p.digit_bits);
    std::vector<Bit> reached = {hits.bit(key)};
    for (unsigned depth = 0; depth < p.digit_bits; ++depth) {
      const Bit next = digit.bit(p.digit_bits - 1 - depth);
      std::vector<Bit> deeper;
      for (std::size_t prefix = 0; prefix < reached.size(); ++prefix) {
        const Bit with_one = reached[prefix] & next;
        ones[(std::size_t{1} << depth) + prefix].push_back(with_one);
        deeper.push_back(reached[prefix] & !next);
        deeper.push_back(with_one);
      }
      reached = deeper;
    }
  }
  return ones;
}

}  // namespace

RankTree::Ports::Ports(hdl::Io& io, const Params& p)
    : hits(io.in<UInt>("hits_i", p.keys, {{{"key", p.keys}}, 1, false, "keys to count", ""})),
      digits(io.in<UInt>("digits_i", p.keys * p.digit_bits,
                         {{{"key", p.keys}}, p.digit_bits, false, "digit of each key", "with hits_i"})),
      clear(io.in<Bit>("clear_i", 1, {{}, 0, false, "all counters to zero", ""})),
      load(io.in<Bit>("load_i", 1, {{}, 0, false, "begin a search", ""})),
      rank(io.in<UInt>("rank_i", p.count_bits, {{}, 0, false, "find the rank-th largest", "with load_i"})),
      step(io.in<Bit>("step_i", 1, {{}, 0, false, "find one more bit", ""})),
      value(io.out<UInt>("value_o", p.digit_bits, {{}, 0, false, "the digit found", ""})),
      ties(io.out<UInt>("ties_o", p.count_bits, {{}, 0, false, "keys of that digit still wanted", ""})) {}

std::string RankTree::name(const Params& p) {
  return "detector_rank_tree_" + std::to_string(p.keys) + "x" + std::to_string(p.digit_bits) + "_c" +
         std::to_string(p.count_bits);
}

void RankTree::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("keys", p.keys);
  b.parameter("digit_bits", p.digit_bits);
  b.parameter("count_bits", p.count_bits);
  b.document("Finds the rank-th largest digit of one row, and how many keys of that digit are wanted.");
  const auto hits = b.reg<UInt>("hits", p.keys);
  hits.next(io.hits);
  const auto digits = b.reg<UInt>("digits", p.keys * p.digit_bits, Reset::none);
  digits.next(io.digits, io.hits.any());

  const std::vector<std::vector<Bit>> ones = counted(hits, digits, p);
  const UInt zero = b.constant(p.count_bits, 0);
  std::vector<UInt> counters = {zero};
  for (std::size_t node = 1; node < ones.size(); ++node) {
    const auto counter = b.reg<UInt>("count_" + std::to_string(node), p.count_bits);
    // A row has at most maximum_keys keys, so that the sum fits.
    const UInt sum = (counter + count_ones(ones[node])).trunc(p.count_bits);
    counter.next(mux(io.clear, zero, sum));
    counters.push_back(counter);
  }

  // The path so far behind a leading 1: the node whose counter is next.
  const auto node = b.reg<UInt>("node", p.digit_bits + 1, Reset::none);
  const auto wanted = b.reg<UInt>("wanted", p.count_bits, Reset::none);
  const UInt count = select(node.bits(p.digit_bits - 1, 0), counters).named("node_count");
  const Bit one = (wanted <= count).named("bit_found");
  const UInt passed_over = (wanted - count).as_uint().trunc(p.count_bits);
  const UInt child = cat(hdl::Value(node.bits(p.digit_bits - 1, 0)), one);
  node.next(mux(io.load, b.constant(p.digit_bits + 1, 1), child), io.load | io.step);
  wanted.next(mux(io.load, io.rank, mux(one, wanted, passed_over)), io.load | io.step);
  io.value.drive(node.bits(p.digit_bits - 1, 0));
  io.ties.drive(wanted);
}

}  // namespace winnow::cores::detector
