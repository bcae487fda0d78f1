// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/detector/refine.hpp"

#include "gen/cores/detector/collect.hpp"
#include "gen/cores/detector/rank_tree.hpp"
#include "gen/cores/detector/tile_mask.hpp"

namespace winnow::cores::detector {
namespace {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

// Walks over the tiles of the group in hand, one per cycle, and masks what comes back a cycle later.
struct Walk {
  Bit reading, at_last;
  UInt index, allowed;
};

Walk walk(hdl::Builder& b, const Refine::Params& p, const Bit& begins, const UInt& facts) {
  const auto reading = b.reg<Bit>("reading", 1);
  const auto index = b.reg<UInt>("tile", p.index_bits());
  const auto base = b.reg<UInt>("base", p.key_bits(), Reset::none);
  const Bit at_last = (reading & (index == GroupFacts::unpacked(facts, p).last_tile)).named("at_last");
  reading.next(begins, begins | at_last);
  index.next(mux(begins, b.constant(p.index_bits(), 0), (index + b.constant(1, 1)).trunc(p.index_bits())),
             begins | reading);
  base.next(mux(begins, b.constant(p.key_bits(), 0),
                (base + b.constant(lib::ceil_log2(p.keys + 1), p.keys)).trunc(p.key_bits())),
            begins | reading);
  const auto fetched = b.reg<Bit>("fetched", 1);
  fetched.next(reading);
  const auto fetched_base = b.reg<UInt>("fetched_base", p.key_bits(), Reset::none);
  fetched_base.next(base, reading);
  auto mask = b.instance<TileMask>("tile_mask", p);
  mask.base.drive(fetched_base);
  mask.facts.drive(facts);
  return {reading, at_last, index, only_if(b, fetched, mask.allowed)};
}

}  // namespace

Refine::Ports::Ports(hdl::Io& io, const Params& p)
    : offered(io.in<Bit>("offered_i", 1, {{}, 0, false, "collect has found a group", ""})),
      facts(io.in<UInt>("facts_i", GroupFacts::width(p), {{}, 0, false, "the group", "with offered_i"})),
      high(io.in<UInt>("high_i", p.tokens * p.high_bits(),
                       {{{"row", p.tokens}}, p.high_bits(), false, "high bits of the threshold", ""})),
      ties(io.in<UInt>("ties_i", p.tokens * p.count_bits(),
                       {{{"row", p.tokens}}, p.count_bits(), false, "keys wanted of those", ""})),
      slot(io.in<UInt>("slot_i", lib::index_bits(p.buffers()), {{}, 0, false, "its score buffer", ""})),
      takes(io.out<Bit>("takes_o", 1, {{}, 0, false, "the offered group is taken", ""})),
      busy(io.out<Bit>("busy_o", 1, {{}, 0, false, "a group is in hand", ""})),
      read(io.out<Bit>("read_o", 1, {{}, 0, false, "a tile is read", ""})),
      address(io.out<UInt>("address_o", p.index_bits(), {{}, 0, false, "its number", ""})),
      used_slot(io.out<UInt>("slot_o", lib::index_bits(p.buffers()), {{}, 0, false, "score buffer", ""})),
      word(io.in<UInt>(
          "word_i", p.tile_bits(),
          {{{"row", p.tokens}, {"key", p.keys}}, p.score_bits, true, "the tile", "1 cycle later"})),
      taken(io.in<Bit>("taken_i", 1, {{}, 0, false, "emit takes the found group", ""})),
      found(io.out<Bit>("found_o", 1, {{}, 0, false, "the outputs below are those of a group", ""})),
      found_facts(io.out<UInt>("facts_o", GroupFacts::width(p), {{}, 0, false, "the group", ""})),
      value(io.out<UInt>("value_o", p.tokens * p.score_bits,
                         {{{"row", p.tokens}}, p.score_bits, false, "threshold, offset binary", ""})),
      found_ties(io.out<UInt>(
          "ties_o", p.tokens * p.count_bits(),
          {{{"row", p.tokens}}, p.count_bits(), false, "keys wanted of those equal to it", ""})) {}

void Refine::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Second pass of topk: counts the low bits of the scores whose high bits are the threshold's.");
  const auto busy = b.reg<Bit>("busy", 1);
  const auto found = b.reg<Bit>("found", 1);
  const Bit takes = (io.offered & (io.taken | !busy)).named("takes");
  busy.next(takes, takes | io.taken);
  const auto facts = b.reg<UInt>("facts", GroupFacts::width(p), Reset::none);
  facts.next(io.facts, takes);
  const auto high = b.reg<UInt>("high", p.tokens * p.high_bits(), Reset::none);
  high.next(io.high, takes);
  const auto slot = b.reg<UInt>("slot", lib::index_bits(p.buffers()), Reset::none);
  slot.next(io.slot, takes);
  const Walk tiles = walk(b, p, takes, facts);

  // Two cycles for the last tile to be read and counted, then one per bit.
  const unsigned bits = p.low_bits();
  const unsigned counter_bits = lib::index_bits(bits + 2);
  const auto searching = b.reg<Bit>("searching", 1);
  const auto cycle = b.reg<UInt>("search_cycle", counter_bits);
  const Bit done = (searching & (cycle == std::uint64_t{bits + 1})).named("search_done");
  const Bit step = (searching & (cycle > b.constant(1, 1))).named("search_step");
  searching.next(tiles.at_last, tiles.at_last | done);
  cycle.next(mux(done, b.constant(counter_bits, 0), (cycle + b.constant(1, 1)).trunc(counter_bits)),
             searching);
  found.next(done, done | io.taken);

  std::vector<UInt> values, ties;
  for (unsigned row = 0; row < p.tokens; ++row) {
    auto tree = b.instance<RankTree>("row_" + std::to_string(row), {p.keys, bits, p.count_bits()});
    std::vector<UInt> digits;
    std::vector<Bit> hits;
    for (unsigned key = 0; key < p.keys; ++key) {
      const UInt score = element(io.word, row * p.keys + key, p.score_bits);
      digits.push_back(score_digit(score, bits - 1, 0));
      hits.push_back(tiles.allowed.bit(row * p.keys + key) &
                     (score_digit(score, p.score_bits - 1, bits) == element(high, row, p.high_bits())));
    }
    tree.hits.drive(pack(hits));
    tree.digits.drive(pack(digits));
    tree.clear.drive(done);
    tree.load.drive(takes);
    tree.rank.drive(element(io.ties, row, p.count_bits()));
    tree.step.drive(step);
    values.push_back(cat(hdl::Value(element(high, row, p.high_bits())), tree.value));
    ties.push_back(tree.ties);
  }
  io.takes.drive(takes);
  io.busy.drive(busy);
  io.read.drive(tiles.reading);
  io.address.drive(tiles.index);
  io.used_slot.drive(slot);
  io.found.drive(found);
  io.found_facts.drive(facts);
  io.value.drive(pack(values));
  io.found_ties.drive(pack(ties));
}

}  // namespace winnow::cores::detector
