// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/detector/collect.hpp"

#include "gen/cores/detector/rank_tree.hpp"

namespace winnow::cores::detector {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

Collect::Ports::Ports(hdl::Io& io, const Params& p)
    : counts(io.in<Bit>("counts_i", 1, {{}, 0, false, "the tile is counted", ""})),
      ends(io.in<Bit>("ends_i", 1, {{}, 0, false, "it is the group's last", ""})),
      scores(
          io.in<UInt>("scores_i", p.tile_bits(),
                      {{{"row", p.tokens}, {"key", p.keys}}, p.score_bits, true, "the tile's scores", ""})),
      allowed(io.in<UInt>("allowed_i", p.tokens * p.keys,
                          {{{"row", p.tokens}, {"key", p.keys}}, 1, false, "the row may pick the key", ""})),
      limit(io.in<UInt>("limit_i", p.count_bits(), {{}, 0, false, "most keys per row", "with ends_i"})),
      facts(io.in<UInt>("facts_i", GroupFacts::width(p), {{}, 0, false, "the group", "with ends_i"})),
      taken(io.in<Bit>("taken_i", 1, {{}, 0, false, "the next stage takes the group", ""})),
      collecting(io.out<Bit>("collecting_o", 1, {{}, 0, false, "tiles may come", ""})),
      found(io.out<Bit>("found_o", 1, {{}, 0, false, "the outputs below are those of a group", ""})),
      found_facts(io.out<UInt>("facts_o", GroupFacts::width(p), {{}, 0, false, "the group", ""})),
      value(io.out<UInt>("value_o", p.tokens * p.high_bits(),
                         {{{"row", p.tokens}}, p.high_bits(), false, "high bits of the threshold", ""})),
      ties(io.out<UInt>("ties_o", p.tokens * p.count_bits(),
                        {{{"row", p.tokens}}, p.count_bits(), false, "keys wanted of those", ""})),
      slot(io.out<UInt>("slot_o", lib::index_bits(p.buffers()), {{}, 0, false, "its score buffer", ""})) {}

UInt score_digit(const UInt& score, unsigned high, unsigned low) {
  const unsigned top = score.width() - 1;
  if (high < top) return score.bits(high, low);
  const Bit sign = !score.bit(top);
  return low == top ? sign.as_uint() : cat(hdl::Value(sign), score.bits(top - 1, low));
}

UInt next_slot(hdl::Builder& b, const UInt& slot, unsigned buffers) {
  const unsigned width = lib::index_bits(buffers);
  return mux(slot == std::uint64_t{buffers - 1}, b.constant(width, 0),
             (slot + b.constant(1, 1)).trunc(width));
}

void Collect::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Counts the high bits of arriving scores and finds those of each row's k-th largest.");
  const unsigned bits = p.high_bits();
  // One cycle for the last tile's counters to move, then one per bit.
  const unsigned counter_bits = lib::index_bits(bits + 1);
  const auto searching = b.reg<Bit>("searching", 1);
  const auto cycle = b.reg<UInt>("search_cycle", counter_bits);
  const auto found = b.reg<Bit>("found", 1);
  const Bit done = (searching & (cycle == std::uint64_t{bits})).named("search_done");
  const Bit step = (searching & (cycle != std::uint64_t{0})).named("search_step");
  searching.next(io.ends, io.ends | done);
  cycle.next(mux(done, b.constant(counter_bits, 0), (cycle + b.constant(1, 1)).trunc(counter_bits)),
             searching);
  found.next(done, done | io.taken);

  std::vector<UInt> values, ties;
  for (unsigned row = 0; row < p.tokens; ++row) {
    auto tree = b.instance<RankTree>("row_" + std::to_string(row), {p.keys, bits, p.count_bits()});
    std::vector<UInt> digits;
    for (unsigned key = 0; key < p.keys; ++key) {
      const UInt score = element(io.scores, row * p.keys + key, p.score_bits);
      digits.push_back(score_digit(score, p.score_bits - 1, p.score_bits - bits));
    }
    tree.hits.drive(only_if(b, io.counts, element(io.allowed, row, p.keys)));
    tree.digits.drive(pack(digits));
    tree.clear.drive(done);
    tree.load.drive(io.ends);
    tree.rank.drive(io.limit);
    tree.step.drive(step);
    values.push_back(tree.value);
    ties.push_back(tree.ties);
  }
  const auto facts = b.reg<UInt>("facts", GroupFacts::width(p), Reset::none);
  facts.next(io.facts, io.ends);
  const auto slot = b.reg<UInt>("slot", lib::index_bits(p.buffers()));
  slot.next(next_slot(b, slot, p.buffers()), io.taken);

  io.collecting.drive(!(searching | found));
  io.found.drive(found);
  io.found_facts.drive(facts);
  io.value.drive(pack(values));
  io.ties.drive(pack(ties));
  io.slot.drive(slot);
}

}  // namespace winnow::cores::detector
