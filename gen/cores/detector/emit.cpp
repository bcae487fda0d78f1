// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/detector/emit.hpp"

#include "gen/cores/detector/tile_mask.hpp"

namespace winnow::cores::detector {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

Emit::Ports::Ports(hdl::Io& io, const Params& p)
    : offered(io.in<Bit>("offered_i", 1, {{}, 0, false, "a group is found", ""})),
      facts(io.in<UInt>("facts_i", GroupFacts::width(p), {{}, 0, false, "the group", "with offered_i"})),
      value(io.in<UInt>("value_i", p.tokens * p.score_bits,
                        {{{"row", p.tokens}}, p.score_bits, false, "threshold, offset binary", ""})),
      ties(io.in<UInt>("ties_i", p.tokens * p.count_bits(),
                       {{{"row", p.tokens}}, p.count_bits(), false, "keys wanted of those equal to it", ""})),
      slot(io.in<UInt>("slot_i", lib::index_bits(p.buffers()), {{}, 0, false, "its score buffer", ""})),
      takes(io.out<Bit>("takes_o", 1, {{}, 0, false, "the offered group is taken", ""})),
      moves(io.in<Bit>("moves_i", 1, {{}, 0, false, "compare takes a tile", ""})),
      busy(io.out<Bit>("busy_o", 1, {{}, 0, false, "a group is in hand", ""})),
      read(io.out<Bit>("read_o", 1, {{}, 0, false, "a tile is read", ""})),
      address(io.out<UInt>("address_o", p.index_bits(), {{}, 0, false, "its number", ""})),
      used_slot(io.out<UInt>("slot_o", lib::index_bits(p.buffers()), {{}, 0, false, "score buffer", ""})),
      valid(io.out<Bit>("valid_o", 1, {{}, 0, false, "a tile was read", ""})),
      first(io.out<Bit>("first_o", 1, {{}, 0, false, "it is the group's first", ""})),
      last(io.out<Bit>("last_o", 1, {{}, 0, false, "it is the group's last", ""})),
      base(io.out<UInt>("base_o", p.key_bits(), {{}, 0, false, "its first key", ""})),
      allowed(io.out<UInt>("allowed_o", p.tokens * p.keys,
                           {{{"row", p.tokens}, {"key", p.keys}}, 1, false, "the row may pick the key", ""})),
      threshold(io.out<UInt>("threshold_o", p.tokens * p.score_bits,
                             {{{"row", p.tokens}}, p.score_bits, true, "the k-th largest score", ""})),
      limit(io.out<UInt>(
          "limit_o", p.tokens * p.count_bits(),
          {{{"row", p.tokens}}, p.count_bits(), false, "keys equal to it that are selected", ""})) {}

void Emit::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Sends the tiles of a group whose thresholds are found through compare.");
  const auto busy = b.reg<Bit>("busy", 1);
  const Bit takes = (io.offered & !busy).named("takes");
  const auto facts = b.reg<UInt>("facts", GroupFacts::width(p), Reset::none);
  facts.next(io.facts, takes);
  const auto value = b.reg<UInt>("value", p.tokens * p.score_bits, Reset::none);
  value.next(io.value, takes);
  const auto ties = b.reg<UInt>("ties", p.tokens * p.count_bits(), Reset::none);
  ties.next(io.ties, takes);
  const auto slot = b.reg<UInt>("slot", lib::index_bits(p.buffers()), Reset::none);
  slot.next(io.slot, takes);

  const auto tile = b.reg<UInt>("tile", p.index_bits(), Reset::none);
  const auto base = b.reg<UInt>("base", p.key_bits(), Reset::none);
  const auto left = b.reg<Bit>("tiles_left", 1);  // not all tiles are requested
  const Bit read = (left & io.moves).named("read");
  const Bit at_last = (tile == GroupFacts::unpacked(facts, p).last_tile).named("at_last");
  left.next(takes, takes | (read & at_last));
  tile.next(mux(takes, b.constant(p.index_bits(), 0), (tile + b.constant(1, 1)).trunc(p.index_bits())),
            takes | read);
  base.next(mux(takes, b.constant(p.key_bits(), 0),
                (base + b.constant(lib::ceil_log2(p.keys + 1), p.keys)).trunc(p.key_bits())),
            takes | read);

  const auto valid = b.reg<Bit>("fetched", 1);
  valid.next(left, io.moves);
  const auto first = b.reg<Bit>("fetched_first", 1, Reset::none);
  first.next(tile == std::uint64_t{0}, read);
  const auto last = b.reg<Bit>("fetched_last", 1, Reset::none);
  last.next(at_last, read);
  const auto fetched_base = b.reg<UInt>("fetched_base", p.key_bits(), Reset::none);
  fetched_base.next(base, read);
  busy.next(takes, takes | (valid & last & io.moves));

  auto mask = b.instance<TileMask>("tile_mask", p);
  mask.base.drive(fetched_base);
  mask.facts.drive(facts);
  std::vector<UInt> thresholds;
  for (unsigned row = 0; row < p.tokens; ++row) {
    const UInt offset_binary = element(value, row, p.score_bits);
    thresholds.push_back(offset_binary ^ b.constant(p.score_bits, std::uint64_t{1} << (p.score_bits - 1)));
  }
  io.takes.drive(takes);
  io.busy.drive(busy);
  io.read.drive(read);
  io.address.drive(tile);
  io.used_slot.drive(slot);
  io.valid.drive(valid);
  io.first.drive(first);
  io.last.drive(last);
  io.base.drive(fetched_base);
  io.allowed.drive(mask.allowed);
  io.threshold.drive(pack(thresholds));
  io.limit.drive(ties);
}

}  // namespace winnow::cores::detector
