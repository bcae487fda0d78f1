// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_select/queues.hpp"

#include <bit>

#include "gen/lib/fifo.hpp"
#include "gen/lib/largest.hpp"

namespace winnow::cores::elsa_select {
namespace {

using hdl::Bit;
using hdl::UInt;

// Entries that a queue may hold for a further row to be read: its depth less the rows on their way.
UInt room_of(hdl::Builder& b, const Shape& p, const Bit& reads, const Bit& arrives) {
  const unsigned bits = lib::ceil_log2(p.depth + 1ULL);
  const auto room = b.reg<UInt>("room", bits, hdl::Reset::synchronous, static_cast<std::int64_t>(p.depth));
  const UInt one = b.constant(1, 1);
  room.next(mux(reads, (room - one).as_uint().trunc(bits), (room + one).trunc(bits)), reads ^ arrives);
  return room;
}

// row * selectors + lane.
UInt address_of(hdl::Builder& b, const Shape& p, const UInt& row, const UInt& lane) {
  if (p.rows == 1) return lane.trunc(p.address_bits());
  if (p.selectors == 1) return row.trunc(p.address_bits());
  const unsigned bits = static_cast<unsigned>(std::bit_width(p.selectors));
  const UInt address =
      std::has_single_bit(p.selectors) ? cat(row, lane) : row * b.constant(bits, p.selectors) + lane;
  return address.trunc(p.address_bits());
}

}  // namespace

Queues::Ports::Ports(hdl::Io& io, const Params& params)
    : selected(io.in<UInt>("selected_i", Shape(params.parameters).lanes,
                           {{}, 0, false, "an entry for each of these queues", ""})),
      row(io.in<UInt>("row_i", Shape(params.parameters).row_bits(), {{}, 0, false, "the entries' row", ""})),
      row_tag(io.in<UInt>("row_tag_i", Shape(params.parameters).tag_bits(),
                          {{}, 0, false, "the tag of their query", ""})),
      tag(io.in<UInt>("tag_i", Shape(params.parameters).tag_bits(),
                      {{}, 0, false, "the tag of the current query", ""})),
      reads(io.in<Bit>("reads_i", 1, {{}, 0, false, "a row is read", ""})),
      arrives(io.in<Bit>("arrives_i", 1, {{}, 0, false, "a row's entries are at selected_i", ""})),
      has_room(io.out<Bit>("has_room_o", 1, {{}, 0, false, "a row may be read", ""})),
      gives(io.out<Bit>("gives_o", 1, {{}, 0, false, "an entry leaves", ""})),
      address(io.out<UInt>("address_o", Shape(params.parameters).address_bits(),
                           {{}, 0, false, "its address in the bank", ""})) {}

void Queues::build(hdl::Builder& b, Ports& io, const Params& params) {
  b.document("A queue for each selector; the longest that has something for the current query gives first.");
  const Shape p(params.parameters);
  const UInt room = room_of(b, p, io.reads, io.arrives);
  // With a single row an entry is the tag alone.
  const UInt entry = p.rows == 1 ? UInt(io.row_tag) : cat(hdl::Value(io.row), io.row_tag);
  std::vector<lib::Fifo::Ports> queues;
  std::vector<lib::Contender> contenders;
  Bit has_room = b.bit(true);
  for (unsigned lane = 0; lane < p.lanes; ++lane) {
    const std::string suffix = "_" + std::to_string(lane);
    queues.push_back(b.instance<lib::Fifo>("queue" + suffix, {entry.width(), p.depth, true}));
    const lib::Fifo::Ports& queue = queues.back();
    queue.in_valid.drive(io.selected.bit(lane));
    queue.in_data.drive(entry);
    b.check("room" + suffix, (!io.selected.bit(lane)) | queue.in_ready, "an entry finds its queue full");
    has_room = has_room & (*queue.count < room);
    const Bit is_current = queue.out_data.bits(p.tag_bits() - 1, 0) == io.tag;
    contenders.push_back(
        {queue.out_valid & is_current, *queue.count, cat(queue.out_data, b.constant(p.lane_bits(), lane))});
  }
  const lib::Contender winner = lib::largest(contenders);
  const UInt lane = winner.payload.bits(p.lane_bits() - 1, 0).named("lane");
  for (unsigned i = 0; i < p.lanes; ++i) queues[i].out_ready.drive(winner.asks & (lane == std::uint64_t{i}));
  const UInt row =
      p.rows == 1 ? lane : winner.payload.bits(winner.payload.width() - 1, p.lane_bits() + p.tag_bits());
  io.has_room.drive(has_room);
  io.gives.drive(winner.asks);
  io.address.drive(address_of(b, p, row, lane));
}

}  // namespace winnow::cores::elsa_select
