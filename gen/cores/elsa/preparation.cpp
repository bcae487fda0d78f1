// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa/preparation.hpp"

#include "gen/cores/elsa/count.hpp"
#include "gen/cores/elsa/key_place.hpp"
#include "gen/lib/delay.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::cores::elsa {
namespace {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

// From the issue of a key or query to the cycle in which it is on the data port.
constexpr unsigned fetch_cycles = 2;

// What the hash core gets in a cycle.
struct Taken {
  Bit valid;
  Bit is_key;
};

// Gives the hash core what is on the data ports.
Taken drive_hash(hdl::Builder& b, const Parts& parts, const Vectors& vectors) {
  const UInt key = lib::delay(b, "key_issued", UInt(parts.issue.key), fetch_cycles);
  const Bit query = lib::delay<Bit>(b, "query_fetched", parts.issue.query, fetch_cycles);
  UInt vector = lib::gate(query, vectors.query);
  for (unsigned i = 0; i < vectors.hashed_keys.size(); ++i)
    vector = vector | lib::gate(key.bit(i), vectors.hashed_keys[i]);
  const Bit valid = (query | key.any()).named("vector_valid");
  b.check("hash_is_free", (!valid) | parts.hash.vector_ready, "a vector comes while the hash core is busy");
  parts.hash.vector_valid.drive(valid);
  parts.hash.vector_element.drive(vector);
  parts.hash.hash_ready.drive(b.bit(true));
  return {valid, key.any()};
}

// A vector's hash comes after the next vector has been taken, but no later than the cycle after.
Bit hash_is_of_key(hdl::Builder& b, const Taken& taken) {
  const auto is_key = b.reg<Bit>("taken_is_key", 1, Reset::none);
  is_key.next(taken.is_key, taken.valid);
  return lib::delay<Bit>(b, "hashed_is_key", is_key, 1, Reset::none);
}

KeyPlace::Ports place_of(hdl::Builder& b, const std::string& name, const Elsa::Params& p, const Shape& shape,
                         const Head& head, const Bit& step) {
  auto place = b.instance<KeyPlace>(name, {p.core, shape.banks, shape.select.selectors, shape.select.rows});
  place.clear.drive(head.prepares);
  place.step.drive(step);
  return place;
}

// To each bank's memory, where its place is.
void write_keys(const Parts& parts, const KeyPlace::Ports& place, const Bit& valid, const UInt& data,
                KeyMemory::Write KeyMemory::Ports::*which) {
  for (unsigned i = 0; i < parts.banks.size(); ++i) {
    const KeyMemory::Write& write = parts.banks[i].memory.*which;
    write.enable.drive(valid & place.bank.bit(i));
    write.row.drive(place.row);
    if (write.lane) write.lane->drive(*place.lane);
    write.data.drive(data);
  }
}

// A key's sum of squares, in the cycle in which it is valid.
struct Square {
  Bit valid;
  UInt value;
};

// From whichever bank's attention module has one.
Square square_of_banks(hdl::Builder& b, const Elsa::Ports& io, const Parts& parts) {
  UInt value = b.constant(io.shape.attention.norm_bits, 0);
  for (const Bank& bank : parts.banks)
    value = value | lib::gate(bank.attention.norm_valid, bank.attention.norm_value);
  return {lib::pack(each_bank<Bit>(parts, [](const Bank& bank) { return Bit(bank.attention.norm_valid); }))
              .any()
              .named("square_valid"),
          value};
}

// From multipliers of its own.
Square own_square(const Parts& parts, const Vectors& vectors) {
  parts.square->issued.drive(parts.issue.key.any());
  parts.square->key.drive(vectors.hashed_keys.front());
  return {parts.square->valid, parts.square->square};
}

}  // namespace

UInt masked(const UInt& vector, const UInt& mask) {
  const unsigned bits = vector.width() / mask.width();
  std::vector<UInt> elements;
  for (unsigned i = 0; i < mask.width(); ++i)
    elements.push_back(lib::gate(mask.bit(i), lib::element(vector, i, bits)));
  return lib::pack(elements);
}

Vectors fetched(const Elsa::Ports& io, const Head& head) {
  Vectors vectors{masked(io.query_data, head.mask).named("query_vector"), {}, {}};
  for (unsigned i = 0; i < io.shape.banks; ++i) {
    const UInt key = lib::element(io.key_data, i, io.shape.attention.vector_width());
    vectors.keys.push_back(masked(key, head.mask).named("key_vector_" + std::to_string(i)));
  }
  vectors.hashed_keys = io.hidden
                            ? std::vector{masked(io.hidden->key_data, head.key_mask).named("hash_key_vector")}
                            : vectors.keys;
  return vectors;
}

void prepare_apart(hdl::Builder& b, const Elsa::Ports& io, const Head& head, const Parts& parts) {
  io.hidden->key_read.drive(lib::delay<Bit>(b, "hash_key_read", parts.issue.key.any(), 1));
  io.hidden->key_address.drive(
      lib::delay(b, "hash_key_address", UInt(parts.issue.key_address), 1, Reset::none));
  const auto turn = b.reg<Bit>("turn", 1);
  turn.next(!turn, head.starts);
  for (const Bank& bank : parts.banks) bank.memory.written->drive(turn);
}

Bit keep_hashes(hdl::Builder& b, const Elsa::Params& p, const Elsa::Ports& io, const Head& head,
                const Parts& parts, const Vectors& vectors) {
  const Taken taken = drive_hash(b, parts, vectors);
  const auto is_key = b.wire<Bit>("is_key", 1);
  const UInt left = count_down(b, "key_hashes_left", head.prepares, io.start_keys, is_key);
  const Bit of_key = io.hidden ? hash_is_of_key(b, taken) : left.any();
  is_key.drive(parts.hash.hash_valid & of_key);
  const Bit is_query = (parts.hash.hash_valid & !of_key).named("is_query");
  write_keys(parts, place_of(b, "hash_place", p, io.shape, head, is_key), is_key, parts.hash.hash_bits,
             &KeyMemory::Ports::hash);
  b.check("queue_has_room", (!is_query) | parts.queue.in_ready, "a query's hash finds no room");
  parts.queue.in_valid.drive(is_query);
  parts.queue.in_data.drive(parts.hash.hash_bits);
  return !left.any();
}

void keep_norms(hdl::Builder& b, const Elsa::Params& p, const Elsa::Ports& io, const Head& head,
                const Parts& parts, const Vectors& vectors) {
  const Square square = io.hidden ? own_square(parts, vectors) : square_of_banks(b, io, parts);
  const auto is_first = b.reg<Bit>("square_is_first", 1, Reset::none);
  is_first.next(head.prepares, head.prepares | square.valid);
  parts.norm.square_valid.drive(square.valid);
  parts.norm.square.drive(square.value);
  parts.norm.first.drive(is_first);
  parts.norm.threshold.drive(head.threshold);
  write_keys(parts, place_of(b, "norm_place", p, io.shape, head, parts.norm.norm_valid),
             parts.norm.norm_valid, parts.norm.norm, &KeyMemory::Ports::norm);
}

Bit has_cutoff(hdl::Builder& b, const Elsa::Ports& io, const Head& head, const Parts& parts) {
  const Bit norms_are_there =
      !count_down(b, "norms_left", head.prepares, io.start_keys, parts.norm.norm_valid).any();
  // The cut-off follows the maximum, and that the last norm.
  return lib::delay<Bit>(b, "cutoff_is_ready", norms_are_there, 1);
}

hdl::SInt cutoff_at_work(hdl::Builder& b, const Elsa::Params& p, const Head& head, const Parts& parts) {
  if (!p.parameters.hide_preprocessing) return parts.norm.cutoff;
  const auto cutoff = b.reg<hdl::SInt>("cutoff", parts.norm.cutoff.width(), Reset::none);
  cutoff.next(parts.norm.cutoff, head.starts);
  return cutoff;
}

}  // namespace winnow::cores::elsa
