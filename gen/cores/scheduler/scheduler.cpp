// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/scheduler/scheduler.hpp"

#include <algorithm>
#include <bit>
#include <vector>

#include "gen/cores/core_parameters.hpp"
#include "gen/cores/scheduler/block.hpp"
#include "gen/cores/scheduler/decision.hpp"
#include "gen/cores/scheduler/filling.hpp"
#include "gen/cores/scheduler/queue.hpp"
#include "gen/cores/scheduler/shape.hpp"
#include "gen/lib/bits.hpp"
#include "gen/lib/delay.hpp"

namespace winnow::cores::scheduler {

using hdl::Bit;
using hdl::UInt;

namespace {

using Parameters = config::SchedulerParameters;

constexpr unsigned total_bits = 32;

// The tile that is written in this cycle.
struct Tile {
  Bit valid;
  UInt base, masks;
};

using Stream = lib::streams::Connections<lib::streams::Source>;

lib::streams::Shape stream_shape(const Parameters& p) {
  lib::streams::Shape shape;
  shape.tokens = p.tokens;
  shape.keys_per_cycle = p.keys_per_cycle;
  shape.maximum_keys = p.maximum_keys;
  return shape;
}

unsigned group_load_bits(const Shape& shape) {
  return lib::ceil_log2(std::uint64_t{shape.keys} * shape.tokens + 1);
}

// A key at or past n has no place: its mask counts as zero.
UInt existing_keys(hdl::Builder& b, const UInt& base, const UInt& masks, const Shape& shape) {
  const unsigned whole = shape.keys - shape.keys % shape.tile, part = shape.keys % shape.tile;
  if ((1U << shape.key_bits) <= whole) return masks;
  const auto below = [&](unsigned limit) { return base < b.constant(lib::index_bits(limit + 1ULL), limit); };
  const Bit in_whole = below(whole), in_part = below(whole + shape.tile);
  std::vector<UInt> kept;
  for (unsigned key = 0; key < shape.tile; ++key)
    kept.push_back(gate(key < part ? in_part : in_whole, element(masks, key, shape.tokens)));
  return pack(kept);
}

// Whether the tile is the one that is written, for every tile of every block. Bases are multiples of P, so
// their low bits say nothing if P is even.
std::vector<Bit> tile_writes(hdl::Builder& b, const Tile& tile, const Shape& shape) {
  const auto zeros = static_cast<unsigned>(std::countr_zero(shape.tile));
  const unsigned count = shape.blocks * (shape.block / shape.tile);
  const UInt number = zeros < shape.key_bits ? tile.base >> zeros : b.constant(1, 0);
  std::vector<Bit> writes;
  for (unsigned i = 0; i < count; ++i) {
    const std::uint64_t base = std::uint64_t{i} * (shape.tile >> zeros);
    const bool reachable = base < (std::uint64_t{1} << number.width());
    writes.push_back(reachable ? tile.valid & (number == base) : b.bit(false));
  }
  return writes;
}

// What the search finds for each pick, one cycle after the picks went to the blocks.
struct Found {
  std::vector<std::vector<Bit>> block;  // [pick][block], one-hot
  std::vector<UInt> index;              // [pick]
};

// The blocks, and the choice among them: the highest block that has found a key.
Found search(hdl::Builder& b, const Shape& shape, const Tile& tile, const Bit& load,
             const Decision::Ports& decision) {
  const Block::Params params{shape.tokens, shape.block, shape.tile};
  const unsigned tiles = shape.block / shape.tile, index_bits = lib::index_bits(shape.block);
  const std::vector<Bit> writes = tile_writes(b, tile, shape);
  std::vector<Block::Ports> blocks;
  for (unsigned i = 0; i < shape.blocks; ++i) {
    blocks.push_back(b.instance<Block>("block_" + std::to_string(i), params));
    Block::Ports& block = blocks.back();
    block.write.drive(pack(std::vector<Bit>(writes.begin() + i * tiles, writes.begin() + (i + 1) * tiles)));
    block.masks.drive(tile.masks);
    block.load.drive(load);
    block.pick_valid.drive(decision.pick_valid);
    block.pick.drive(decision.pick);
    block.issued.drive(decision.issued);
  }
  Found found;
  std::vector<std::vector<Bit>> grants(shape.blocks);
  for (unsigned j = 0; j < shape.tokens; ++j) {
    std::vector<Bit> wants;
    for (const Block::Ports& block : blocks) wants.push_back(block.found.bit(j));
    std::vector<Bit> chosen;
    const std::vector<Bit> highest = last_of(wants);
    for (unsigned i = 0; i < shape.blocks; ++i) {
      grants[i].push_back(highest[i]);
      const std::string place = std::to_string(j) + "_" + std::to_string(i);
      chosen.push_back(lib::delay(b, "chosen_" + place, highest[i], 1, hdl::Reset::none));
    }
    found.block.push_back(chosen);
    std::vector<UInt> indices;
    for (unsigned i = 0; i < shape.blocks; ++i) {
      const std::string place = std::to_string(j) + "_" + std::to_string(i);
      const UInt index =
          lib::delay(b, "index_" + place, element(blocks[i].index, j, index_bits), 1, hdl::Reset::none);
      indices.push_back(gate(chosen[i], index));
    }
    found.index.push_back(any_of(indices));
  }
  for (unsigned i = 0; i < shape.blocks; ++i) blocks[i].grant.drive(pack(grants[i]));
  return found;
}

// Key id of each pick: the first key of its block and the index in the block; 0 for a pick that is not used.
std::vector<UInt> key_ids(hdl::Builder& b, const Shape& shape, const Found& found) {
  const auto low = static_cast<unsigned>(std::countr_zero(shape.block));
  const unsigned width = std::max(shape.key_bits, lib::index_bits(std::uint64_t{shape.blocks} * shape.block));
  std::vector<UInt> keys;
  for (unsigned j = 0; j < shape.tokens; ++j) {
    std::vector<UInt> bases;
    for (unsigned i = 0; i < shape.blocks; ++i)
      bases.push_back(gate(found.block[j][i], b.constant(width, std::uint64_t{i} * shape.block)));
    const UInt base = any_of(bases), index = found.index[j];
    const UInt key = shape.block == 1U << low ? base | index : base + index;
    keys.push_back(key.trunc(shape.key_bits));
  }
  return keys;
}

// A round as the queue and the replay store hold it, in the order of the stream's payload. A pick bears the
// number of the lowest row it serves, which is the one that loads the key.
UInt round_of(const Shape& shape, const std::vector<UInt>& keys, const UInt& issued, const Bit& last) {
  std::vector<UInt> row_keys;
  std::vector<Bit> valid, load;
  for (unsigned row = 0; row < shape.tokens; ++row) {
    std::vector<UInt> terms;
    std::vector<Bit> served;
    for (unsigned pick = 0; pick <= row; ++pick) {
      served.push_back(issued.bit(pick * shape.tokens + row));
      terms.push_back(gate(served.back(), keys[pick]));
    }
    row_keys.push_back(any_of(terms));
    valid.push_back(any_of(served));
    load.push_back(served.back());
  }
  return cat(pack(row_keys), pack(valid), pack(load), last);
}

// What the counters need of a round.
struct Round {
  Bit last;
  UInt load, row_valid;
  Round(const UInt& payload, unsigned tokens)
      : last(payload.bit(0)),
        load(payload.bits(tokens, 1)),
        row_valid(payload.bits(2 * tokens, tokens + 1)) {}
};

std::vector<Bit> bits_of(const UInt& value) {
  std::vector<Bit> bits;
  for (unsigned i = 0; i < value.width(); ++i) bits.push_back(value.bit(i));
  return bits;
}

// Rounds and loads, counted when a round is transferred.
void count(hdl::Builder& b, Scheduler::Ports& io, const Shape& shape, const Bit& transfer,
           const Round& round) {
  const UInt rounds = round.row_valid.any().as_uint(), loads = count_ones(bits_of(round.load));
  const auto counter = [&](const std::string& name, unsigned width, const UInt& amount, const Bit& clear) {
    const auto value = b.reg<UInt>(name, width);
    const UInt sum = (UInt(value) + amount).trunc(width);
    value.next(gate(!clear, sum), transfer | clear);
    return sum;
  };
  const auto result = [&](const std::string& name, const UInt& value) {
    const auto held = b.reg<UInt>(name, value.width());
    held.next(value, transfer & round.last);
    return UInt(held);
  };
  const Bit ends = transfer & round.last;
  io.group_rounds.drive(result("group_rounds", counter("rounds_so_far", shape.count_bits, rounds, ends)));
  io.group_loads.drive(result("group_loads", counter("loads_so_far", group_load_bits(shape), loads, ends)));
  const auto done = b.reg<Bit>("group_done", 1);
  done.next(ends);
  io.group_done.drive(done);
  const auto total = [&](const std::string& name, const UInt& amount) {
    const auto value = b.reg<UInt>(name, total_bits);
    const UInt kept = gate(!io.counters_clear, value);
    value.next((kept + gate(transfer, amount)).trunc(total_bits), transfer | io.counters_clear);
    return UInt(value);
  };
  io.total_rounds.drive(total("total_rounds", rounds));
  io.total_loads.drive(total("total_loads", loads));
}

}  // namespace

Scheduler::Ports::Ports(hdl::Io& io, const Params& p)
    : candidates(io, "candidates", stream_shape(p.scheduler)),
      connections(io, "connections", stream_shape(p.scheduler)),
      replay(p.scheduler.replay_rounds > 0
                 ? std::optional<Stream>(std::in_place, io, "replay", stream_shape(p.scheduler),
                                         std::source_location::current())
                 : std::nullopt),
      counters_clear(io.in<Bit>("counters_clear_i", 1, {{}, 0, false, "set the totals to zero", ""})),
      group_done(io.out<Bit>("group_done_o", 1, {{}, 0, false, "a group's counts are new", ""})),
      group_rounds(io.out<UInt>("group_rounds_o", Shape(p.scheduler).count_bits,
                                {{}, 0, false, "rounds of the last complete group", "with group_done_o"})),
      group_loads(io.out<UInt>("group_loads_o", group_load_bits(Shape(p.scheduler)),
                               {{}, 0, false, "key loads of the last complete group", "with group_done_o"})),
      total_rounds(io.out<UInt>("total_rounds_o", total_bits,
                                {{}, 0, false, "rounds since the totals were cleared", ""})),
      total_loads(io.out<UInt>("total_loads_o", total_bits, {{}, 0, false, "key loads since then", ""})) {}

void Scheduler::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Token-parallel scheduler: one round of up to " + std::to_string(p.scheduler.tokens) +
             " keys per cycle.");
  document_parameters(b, p.scheduler);
  const Shape shape(p.scheduler);

  // Fill: one register, then the masks go to the blocks and the counts of the group.
  const auto filled = b.reg<Bit>("filled", 1);
  const Bit accept = io.candidates.valid & !filled;
  io.candidates.ready.drive(!filled);
  const auto tile_valid = b.reg<Bit>("tile_valid", 1);
  const auto tile_base = b.reg<UInt>("tile_base", shape.key_bits, hdl::Reset::none);
  const auto tile_masks = b.reg<UInt>("tile_masks", shape.tile * shape.tokens, hdl::Reset::none);
  tile_valid.next(accept);
  tile_base.next(io.candidates.base, accept);
  tile_masks.next(existing_keys(b, io.candidates.base, io.candidates.mask, shape), accept);
  const Tile tile{tile_valid, tile_base, tile_masks};
  // Two cycles until the longest row is known.
  const auto counted = b.reg<Bit>("counted", 1);
  const auto complete = b.reg<Bit>("complete", 1);

  auto filling = b.instance<Filling>("filling", p.scheduler);
  auto decision = b.instance<Decision>("decision", p.scheduler);
  filling.valid.drive(tile_valid);
  filling.masks.drive(tile_masks);
  filling.load.drive(decision.load);
  filled.next((accept & io.candidates.last) | (filled & !decision.load));
  counted.next(filled & !decision.load);
  complete.next(counted & !decision.load);
  decision.filled.drive(complete);
  decision.counts.drive(filling.counts);
  decision.longest.drive(filling.longest);

  const Bit load = lib::delay(b, "load", Bit(decision.load), 1, hdl::Reset::none);
  const Found found = search(b, shape, tile, load, decision);
  const Bit valid = lib::delay(b, "round_valid", Bit(decision.valid), 2);
  const Bit last = lib::delay(b, "round_last", Bit(decision.last), 2, hdl::Reset::none);
  const UInt issued = lib::delay(b, "round_issued", UInt(decision.issued), 2, hdl::Reset::none);
  const UInt round = round_of(shape, key_ids(b, shape, found), issued, last);

  auto queue = b.instance<Queue>("queue", {round.width(), queue_rounds});
  queue.push.drive(valid);
  queue.data.drive(round);
  Bit offer = queue.valid;
  io.connections.drive_payload(queue.head);
  std::optional<Replay::Ports> replay;
  if (io.replay) {
    replay.emplace(b.instance<Replay>("replay", {round.width(), p.scheduler.replay_rounds}));
    offer = offer & replay->room;
  }
  const Bit transfer = (offer & io.connections.ready).named("transfer");
  queue.pop.drive(transfer);
  io.connections.valid.drive(offer);
  if (io.replay) {
    replay->push.drive(transfer);
    replay->data.drive(queue.head);
    replay->ready.drive(io.replay->ready);
    io.replay->valid.drive(replay->valid);
    io.replay->drive_payload(replay->head);
  }

  // Rounds decided and not yet transferred: each has a place in the queue.
  const auto reserved = b.reg<UInt>("reserved", lib::ceil_log2(queue_rounds + 1ULL));
  const UInt more = (UInt(reserved) + b.constant(1, 1)).trunc(reserved.width());
  const UInt less = (UInt(reserved) - b.constant(1, 1)).as_uint().trunc(reserved.width());
  reserved.next(mux(decision.decides, more, less), decision.decides ^ transfer);
  decision.room.drive(UInt(reserved) != std::uint64_t{queue_rounds});
  count(b, io, shape, transfer, Round(queue.head, shape.tokens));
}

}  // namespace winnow::cores::scheduler
