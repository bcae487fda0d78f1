// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_select/scan.hpp"

#include <bit>

namespace winnow::cores::elsa_select {
namespace {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

UInt smaller(const UInt& a, const UInt& b) {
  return mux(a < b, a, b);
}

// Keys 0 to limit - 1 are those that the query sees.
UInt limit_of(hdl::Builder& b, const Scan::Ports& io, const Shape& p) {
  const unsigned bits = p.keys_bits();
  const bool has_codes_beyond = p.keys != (std::uint64_t{1} << bits) - 1;
  const UInt keys =
      has_codes_beyond ? smaller(io.keys, b.constant(bits, p.keys)) : UInt(io.keys);
  // As many as the number's bits can say, plus one.
  const UInt up_to_number = io.number + b.constant(1, 1);
  return mux(io.causal, smaller(keys, up_to_number).trunc(bits), keys).named("limit");
}

// Of the row's keys, which the query's last `left` keys begin with, those that it sees: every banks-th.
UInt seen_of(hdl::Builder& b, const UInt& left, const Shape& p) {
  std::vector<hdl::Value> seen;
  for (unsigned lane = p.lanes; lane-- > 0;)
    seen.push_back(lane == 0 ? b.bit(true) : left > b.constant(p.keys_bits(), lane * p.banks));
  return concatenate(seen).named("seen");
}

}  // namespace

Scan::Ports::Ports(hdl::Io& io, const Params& params)
    : bank(io.in<UInt>("bank_i", Shape(params.parameters).bank_bits())),
      valid(io.in<Bit>("valid_i", 1)),
      hash(io.in<UInt>("hash_i", Shape(params.parameters).hash_bits)),
      keys(io.in<UInt>("keys_i", Shape(params.parameters).keys_bits())),
      number(io.in<UInt>("number_i", Shape(params.parameters).number_bits())),
      causal(io.in<Bit>("causal_i", 1)),
      is_free(io.in<Bit>("is_free_i", 1, {{}, 0, false, "the next query's tag is free", ""})),
      has_room(io.in<Bit>("has_room_i", 1, {{}, 0, false, "a row may be read", ""})),
      ready(io.out<Bit>("ready_o", 1)),
      accepts(io.out<Bit>("accepts_o", 1, {{}, 0, false, "a query comes in", ""})),
      is_empty(io.out<Bit>("is_empty_o", 1, {{}, 0, false, "it sees no key of this bank", ""})),
      reads(io.out<Bit>("reads_o", 1)),
      row(io.out<UInt>("row_o", Shape(params.parameters).row_bits())),
      last(io.out<Bit>("last_o", 1, {{}, 0, false, "the query's last row", ""})),
      seen(io.out<UInt>("seen_o", Shape(params.parameters).lanes,
                        {{}, 0, false, "those of the row's keys that the query sees", ""})),
      row_hash(io.out<UInt>("row_hash_o", Shape(params.parameters).hash_bits,
                            {{}, 0, false, "the query's hash", "one cycle after reads_o"})) {}

void Scan::build(hdl::Builder& b, Ports& io, const Params& params) {
  b.document("Takes a query and reads the rows of the keys that it sees.");
  const Shape p(params.parameters);
  const unsigned bits = p.keys_bits();
  const auto scanning = b.reg<Bit>("scanning", 1);
  // Keys of all banks from the row's first one on, as far as the query sees.
  const auto left = b.reg<UInt>("left", bits, Reset::none);
  const auto row = b.reg<UInt>("row", p.row_bits(), Reset::none);
  const auto hash = b.reg<UInt>("hash", p.hash_bits, Reset::none);
  const auto row_hash = b.reg<UInt>("row_hash", p.hash_bits, Reset::none);

  const unsigned step_bits = static_cast<unsigned>(std::bit_width(p.row_keys()));
  const UInt step = b.constant(step_bits, p.row_keys());
  const Bit last = p.rows == 1 ? b.bit(true) : (left <= step).named("last");
  const Bit reads = (scanning & io.has_room).named("reads");
  const Bit ready = (io.is_free & ((!scanning) | (reads & last))).named("ready");
  const Bit accepts = (io.valid & ready).named("accepts");

  const UInt limit = limit_of(b, io, p);
  const Bit is_empty = (limit <= io.bank).named("is_empty");
  const UInt first_left = (limit - io.bank).as_uint().trunc(bits);
  const UInt less = p.rows == 1 ? first_left : (left - step).as_uint().trunc(bits);
  const UInt zero = b.constant(p.row_bits(), 0);
  const UInt next_row = p.rows == 1 ? zero : (row + b.constant(1, 1)).trunc(p.row_bits());
  scanning.next(accepts & !is_empty, accepts | (reads & last));
  left.next(mux(accepts, first_left, less), accepts | reads);
  row.next(mux(accepts, zero, next_row), accepts | reads);
  hash.next(io.hash, accepts);
  row_hash.next(hash, reads);

  io.ready.drive(ready);
  io.accepts.drive(accepts);
  io.is_empty.drive(is_empty);
  io.reads.drive(reads);
  io.row.drive(row);
  io.last.drive(last);
  io.seen.drive(seen_of(b, left, p));
  io.row_hash.drive(row_hash);
}

}  // namespace winnow::cores::elsa_select
