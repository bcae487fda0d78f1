// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/detector/entry.hpp"

#include "gen/cores/detector/pick.hpp"
#include "gen/cores/detector/tile_mask.hpp"

namespace winnow::cores::detector {
namespace {

using hdl::Bit;
using hdl::Reset;
using hdl::SInt;
using hdl::UInt;

// A setting, taken over with the group's first tile.
template <class T>
T held(hdl::Builder& b, const std::string& name, const T& value, const Bit& sample) {
  const auto setting = b.reg<T>(name, value.width(), Reset::none);
  setting.next(value, sample);
  return setting;
}

// The tile's place in its group.
struct Place {
  UInt tile, base;
  Bit first, beyond;  // beyond: after the M-th
};

Place place(hdl::Builder& b, const Shape& p, const Bit& take, const Bit& begins) {
  const auto tile = b.reg<UInt>("tile", p.index_bits(), Reset::none);
  const auto base = b.reg<UInt>("base", p.key_bits(), Reset::none);
  const auto first = b.reg<Bit>("first", 1, Reset::none);
  const auto beyond = b.reg<Bit>("beyond", 1, Reset::none);
  const Bit full = (tile == std::uint64_t{p.tiles() - 1}).named("at_last_tile");
  const Bit forward = take & (begins | !full);
  tile.next(mux(begins, b.constant(p.index_bits(), 0), (tile + b.constant(1, 1)).trunc(p.index_bits())),
            forward);
  base.next(mux(begins, b.constant(p.key_bits(), 0),
                (base + b.constant(lib::ceil_log2(p.keys + 1), p.keys)).trunc(p.key_bits())),
            forward);
  first.next(begins, take);
  beyond.next(full & !begins, take);
  return {tile, base, first, beyond};
}

}  // namespace

Entry::Ports::Ports(hdl::Io& io, const Params& p)
    : valid(io.in<Bit>("valid_i", 1)),
      ready(io.out<Bit>("ready_o", 1)),
      score(io.in<UInt>("score_i", p.tile_bits())),
      last(io.in<Bit>("last_i", 1)),
      mode(io.in<UInt>("mode_i", 2)),
      limit(io.in<UInt>("limit_i", p.count_bits())),
      threshold(io.in<UInt>("threshold_i", p.tokens * p.score_bits)),
      shared_threshold(io.in<SInt>("shared_threshold_i", p.sum_bits())),
      shared_sum(io.in<Bit>("shared_sum_i", 1)),
      length(io.in<UInt>("length_i", p.count_bits())),
      causal(io.in<Bit>("causal_i", 1)),
      query(io.in<UInt>("query_i", p.key_bits())),
      rows(io.in<UInt>("rows_i", p.rows_bits())),
      collecting(io.in<Bit>("collecting_i", 1, {{}, 0, false, "collect takes tiles", ""})),
      quiet(io.in<Bit>("quiet_i", 1, {{}, 0, false, "topk has nothing under way behind collect", ""})),
      moves(io.in<Bit>("moves_i", 1, {{}, 0, false, "compare takes a tile", ""})),
      to_collect(io.out<Bit>("to_collect_o", 1, {{}, 0, false, "the tile leaves into collect", ""})),
      to_compare(io.out<Bit>("to_compare_o", 1, {{}, 0, false, "the tile leaves into compare", ""})),
      stored(io.out<Bit>("stored_o", 1, {{}, 0, false, "it is one of the group's first M", ""})),
      tile_scores(io.out<UInt>("scores_o", p.tile_bits())),
      tile(io.out<UInt>("tile_o", p.index_bits())),
      base(io.out<UInt>("base_o", p.key_bits())),
      allowed(io.out<UInt>("allowed_o", p.tokens * p.keys)),
      facts(io.out<UInt>("facts_o", GroupFacts::width(p))),
      tile_first(io.out<Bit>("first_o", 1)),
      tile_last(io.out<Bit>("last_o", 1)),
      group_mode(io.out<UInt>("mode_o", 2)),
      group_limit(io.out<UInt>("limit_o", p.count_bits())),
      group_threshold(io.out<UInt>("threshold_o", p.tokens * p.score_bits)),
      group_shared_threshold(io.out<SInt>("shared_threshold_o", p.sum_bits())),
      group_shared_sum(io.out<Bit>("shared_sum_o", 1)) {}

void Entry::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Register for one tile and its group's settings.");
  const auto full = b.reg<Bit>("full", 1);
  const auto begins = b.reg<Bit>("begins", 1, Reset::synchronous, 1);  // the next tile begins a group
  const auto mode = b.reg<UInt>("mode", 2, Reset::none);
  const Bit is_topk = (mode == static_cast<std::uint64_t>(Mode::topk)).named("is_topk");
  const Bit to_collect = (full & io.collecting & is_topk).named("to_collect");
  const Bit to_compare = (full & io.collecting & !is_topk & io.quiet & io.moves).named("to_compare");
  const Bit leaves = to_collect | to_compare;
  const Bit ready = (leaves | !full).named("ready");
  const Bit take = (ready & io.valid).named("take");
  const Bit sample = (take & begins).named("sample");
  full.next(take, take | leaves);
  begins.next(io.last, take);
  mode.next(io.mode, sample);
  const UInt scores = held<UInt>(b, "scores", io.score, take);
  const Bit last = held<Bit>(b, "last", io.last, take);
  const Place at = place(b, p, take, begins);

  const UInt most = b.constant(p.count_bits(), p.maximum_keys);
  const GroupFacts facts = {held<UInt>(b, "length", mux(io.length > most, most, io.length), sample),
                            held<Bit>(b, "causal", io.causal, sample),
                            held<UInt>(b, "query", io.query, sample), held<UInt>(b, "rows", io.rows, sample),
                            at.tile};
  auto mask = b.instance<TileMask>("tile_mask", p);
  mask.base.drive(at.base);
  mask.facts.drive(facts.packed());

  io.ready.drive(ready);
  io.to_collect.drive(to_collect);
  io.to_compare.drive(to_compare);
  io.stored.drive(!at.beyond);
  io.tile_scores.drive(scores);
  io.tile.drive(at.tile);
  io.base.drive(at.base);
  io.allowed.drive(only_if(b, !at.beyond, mask.allowed));
  io.facts.drive(facts.packed());
  io.tile_first.drive(at.first);
  io.tile_last.drive(last);
  io.group_mode.drive(mode);
  io.group_limit.drive(held<UInt>(b, "limit", io.limit, sample));
  io.group_threshold.drive(held<UInt>(b, "threshold", io.threshold, sample));
  io.group_shared_threshold.drive(held<SInt>(b, "shared_threshold", io.shared_threshold, sample));
  io.group_shared_sum.drive(held<Bit>(b, "shared_sum", io.shared_sum, sample));
}

}  // namespace winnow::cores::detector
