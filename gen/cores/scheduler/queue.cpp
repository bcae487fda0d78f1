// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/scheduler/queue.hpp"

#include <vector>

#include "gen/lib/bits.hpp"

namespace winnow::cores::scheduler {

using hdl::Bit;
using hdl::UInt;

namespace {

std::string size_of(unsigned width, unsigned depth) {
  return std::to_string(width) + "x" + std::to_string(depth);
}

// The next place of a ring of `depth`.
UInt next_place(hdl::Builder& b, const UInt& place, unsigned depth) {
  const UInt next = (place + b.constant(1, 1)).trunc(place.width());
  if ((depth & (depth - 1)) == 0 && depth > 1) return next;
  return mux(place == std::uint64_t{depth - 1}, b.constant(place.width(), 0), next);
}

}  // namespace

Queue::Ports::Ports(hdl::Io& io, const Params& p)
    : push(io.in<Bit>("push_i", 1, {{}, 0, false, "take data_i", ""})),
      data(io.in<UInt>("data_i", p.width, {{}, 0, false, "a round", ""})),
      pop(io.in<Bit>("pop_i", 1, {{}, 0, false, "the head leaves", ""})),
      valid(io.out<Bit>("valid_o", 1, {{}, 0, false, "there is a head", ""})),
      head(io.out<UInt>("head_o", p.width, {{}, 0, false, "the oldest round", ""})) {}

std::string Queue::name(const Params& p) {
  return "scheduler_queue_" + size_of(p.width, p.depth);
}

void Queue::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("A first-in first-out queue whose head is a register.");
  b.parameter("width", p.width);
  b.parameter("depth", p.depth);
  std::vector<hdl::Reg<Bit>> full;
  std::vector<hdl::Reg<UInt>> entry;
  for (unsigned i = 0; i < p.depth; ++i) {
    full.push_back(b.reg<Bit>("full_" + std::to_string(i), 1));
    entry.push_back(b.reg<UInt>("entry_" + std::to_string(i), p.width, hdl::Reset::none));
  }
  for (unsigned i = 0; i < p.depth; ++i) {
    const Bit before = i == 0 ? b.bit(true) : Bit(full[i - 1]);
    const Bit after = i + 1 < p.depth ? Bit(full[i + 1]) : b.bit(false);
    // With a pop everything moves up one place, and the new round goes behind what is left.
    const Bit lands = mux(io.pop, full[i] & !after, before & !full[i]) & io.push;
    full[i].next(mux(io.pop, after | lands, full[i] | lands));
    entry[i].next(mux(lands, io.data, i + 1 < p.depth ? UInt(entry[i + 1]) : UInt(io.data)), lands | io.pop);
  }
  io.valid.drive(full[0]);
  io.head.drive(entry[0]);
  b.check("no_overflow", !(io.push & full[p.depth - 1] & !io.pop), "a round is pushed into a full queue");
  b.check("no_underflow", (!io.pop) | full[0], "a round is popped from an empty queue");
}

Replay::Ports::Ports(hdl::Io& io, const Params& p)
    : push(io.in<Bit>("push_i", 1, {{}, 0, false, "take data_i", ""})),
      data(io.in<UInt>("data_i", p.width, {{}, 0, false, "a round", ""})),
      room(io.out<Bit>("room_o", 1, {{}, 0, false, "a round may be pushed", ""})),
      ready(io.in<Bit>("ready_i", 1, {{}, 0, false, "the head is taken", ""})),
      valid(io.out<Bit>("valid_o", 1, {{}, 0, false, "there is a head", ""})),
      head(io.out<UInt>("head_o", p.width, {{}, 0, false, "the oldest round", ""})) {}

std::string Replay::name(const Params& p) {
  return "scheduler_replay_" + size_of(p.width, p.depth);
}

void Replay::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Rounds in the order of their issue, for the value pass.");
  b.parameter("width", p.width);
  b.parameter("depth", p.depth);
  const auto rounds = b.memory("rounds", p.width, p.depth);
  const unsigned bits = lib::index_bits(p.depth);
  const auto write_place = b.reg<UInt>("write_place", bits);
  const auto read_place = b.reg<UInt>("read_place", bits);
  const auto stored = b.reg<UInt>("stored", lib::ceil_log2(p.depth + 1ULL));
  const auto valid = b.reg<Bit>("valid", 1);
  const Bit read = (stored.any() & ((!valid) | io.ready)).named("read");
  rounds.write(write_place, io.data, io.push);
  io.head.drive(rounds.read_registered(read_place, read, hdl::ReadDuringWrite::old_data));
  write_place.next(next_place(b, write_place, p.depth), io.push);
  read_place.next(next_place(b, read_place, p.depth), read);
  const UInt more = (UInt(stored) + b.constant(1, 1)).trunc(stored.width());
  const UInt less = (UInt(stored) - b.constant(1, 1)).as_uint().trunc(stored.width());
  stored.next(mux(io.push, more, less), io.push ^ read);
  valid.next(read | (valid & !io.ready));
  io.valid.drive(valid);
  io.room.drive(UInt(stored) != std::uint64_t{p.depth});
  b.check("no_overflow", (!io.push) | (UInt(stored) != std::uint64_t{p.depth}),
          "a round is pushed into a full store");
}

}  // namespace winnow::cores::scheduler
