// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa/key_place.hpp"

#include "gen/lib/bits.hpp"

namespace winnow::cores::elsa {
namespace {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

// A ring with a single one, which moves on with `step`; the result is true in the step that ends a round.
struct Ring {
  UInt position;
  Bit wraps;
};

Ring ring(hdl::Builder& b, const std::string& name, unsigned size, const Bit& clear, const Bit& step) {
  if (size == 1) return {b.constant(1, 1), step};
  const auto position = b.reg<UInt>(name, size, Reset::none);
  const UInt next = cat(position.bits(size - 2, 0), position.bit(size - 1));
  position.next(mux(clear, b.constant(size, 1), next), clear | step);
  return {position, (step & position.bit(size - 1)).named(name + "_wraps")};
}

}  // namespace

KeyPlace::Ports::Ports(hdl::Io& io, const Params& p)
    : clear(io.in<Bit>("clear_i", 1, {{}, 0, false, "key 0 is next", ""})),
      step(io.in<Bit>("step_i", 1, {{}, 0, false, "go on to the next key", ""})),
      bank(io.out<UInt>("bank_o", p.banks, {{{"bank", p.banks}}, 1, false, "bank of the key, one hot", ""})),
      row(io.out<UInt>("row_o", lib::index_bits(p.rows), {{}, 0, false, "row of the key", ""})) {
  if (p.lanes == 1) return;
  lane.emplace(
      io.out<UInt>("lane_o", p.lanes, {{{"lane", p.lanes}}, 1, false, "place in the row, one hot", ""}));
}

std::string KeyPlace::name(const Params& p) {
  return p.core + "_key_place_" + std::to_string(p.lanes);
}

void KeyPlace::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Counts through the places of a head's keys: banks first, then lanes, then rows.");
  const Ring bank = ring(b, "bank", p.banks, io.clear, io.step);
  const Ring lane = ring(b, "lane", p.lanes, io.clear, bank.wraps);
  const unsigned bits = lib::index_bits(p.rows);
  const auto row = b.reg<UInt>("row", bits, Reset::none);
  row.next(mux(io.clear, b.constant(bits, 0), (row + b.constant(1, 1)).trunc(bits)), io.clear | lane.wraps);
  io.bank.drive(bank.position);
  if (io.lane) io.lane->drive(lane.position);
  io.row.drive(row);
}

}  // namespace winnow::cores::elsa
