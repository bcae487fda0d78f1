// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa/elsa.hpp"

#include "gen/cores/core_parameters.hpp"
#include "gen/cores/elsa/count.hpp"
#include "gen/cores/elsa/head.hpp"
#include "gen/cores/elsa/key_place.hpp"
#include "gen/cores/elsa/parts.hpp"
#include "gen/lib/delay.hpp"
#include "gen/lib/largest.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::cores::elsa {
namespace {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

// From the issue of a key or query to the cycle in which it is on the data port.
constexpr unsigned fetch_cycles = 2;

// When queries go through: docs/cores/elsa.md, "Acceptance" and "Slots".
struct Progress {
  Bit accepted;      // the oldest query hash is taken by all banks
  Bit advances;      // all banks move on to the next query
  Bit begins, ends;  // this cycle's slot
  UInt current;      // number of the query that the slot belongs to
};

Bit all_of(const std::vector<Bit>& bits) {
  return lib::pack(bits).all();
}

Progress progress_of(hdl::Builder& b, const Elsa::Ports& io, const Head& head, const Parts& parts) {
  const Bit norms_are_there =
      !count_down(b, "norms_left", head.starts, io.start_keys, parts.norm.norm_valid).any();
  // The cut-off follows the maximum, and that the last norm.
  const Bit cutoff_is_ready = lib::delay<Bit>(b, "cutoff_is_ready", norms_are_there, 1);
  const Bit all_ready =
      all_of(each_bank<Bit>(parts, [](const Bank& bank) { return Bit(bank.select.query_ready); }));
  const Bit accepted = (parts.queue.out_valid & all_ready & cutoff_is_ready).named("accepted");
  const auto has_begun = b.reg<Bit>("has_begun", 1);
  has_begun.next(!head.starts, head.starts | accepted);

  const auto advances = b.wire<Bit>("advances", 1);
  const Bit sums_are_out = is_rested(b, "sums_rest", io.shape.attention.chunks, advances);
  advances.drive(all_of(each_bank<Bit>(parts, [](const Bank& bank) { return Bit(bank.select.finishing); })) &
                 sums_are_out);
  const UInt left = count_down(b, "queries_to_select", head.starts, io.start_queries, advances);
  const auto begins = b.reg<Bit>("begins", 1);
  begins.next((accepted & !has_begun) | (advances & (left != 1)));
  return {accepted, advances, begins, lib::delay<Bit>(b, "ends", advances, 1),
          count_up(b, "current", io.shape.number_bits(), head.starts, advances)};
}

void drive_issue(const Elsa::Ports& io, const Head& head, const Parts& parts, const Progress& progress) {
  parts.issue.start.drive(head.starts);
  parts.issue.keys.drive(io.start_keys);
  parts.issue.queries.drive(io.start_queries);
  // The query memory has one port.
  parts.issue.hold.drive(progress.begins);
  parts.issue.accepted.drive(progress.accepted);
}

void read_queries(hdl::Builder& b, const Elsa::Ports& io, const Parts& parts, const Progress& progress) {
  const UInt number = mux(progress.begins, progress.current, parts.issue.query_number);
  io.query_read.drive(parts.banks.front().attention.query_read |
                      lib::delay<Bit>(b, "query_issued", parts.issue.query, 1));
  io.query_address.drive(lib::delay(b, "query_address", number, 1, Reset::none));
}

// Elements beyond the head's dimension as zeros.
UInt masked(const UInt& vector, const UInt& mask) {
  const unsigned bits = vector.width() / mask.width();
  std::vector<UInt> elements;
  for (unsigned i = 0; i < mask.width(); ++i)
    elements.push_back(lib::gate(mask.bit(i), lib::element(vector, i, bits)));
  return lib::pack(elements);
}

// What the data ports bring.
struct Vectors {
  UInt query;
  std::vector<UInt> keys;  // by bank
};

Vectors fetched(const Elsa::Ports& io, const Head& head) {
  Vectors vectors{masked(io.query_data, head.mask).named("query_vector"), {}};
  for (unsigned i = 0; i < io.shape.banks; ++i) {
    const UInt key = lib::element(io.key_data, i, io.shape.attention.vector_width());
    vectors.keys.push_back(masked(key, head.mask).named("key_vector_" + std::to_string(i)));
  }
  return vectors;
}

void drive_hash(hdl::Builder& b, const Parts& parts, const Vectors& vectors) {
  const UInt key = lib::delay(b, "key_issued", UInt(parts.issue.key), fetch_cycles);
  const Bit query = lib::delay<Bit>(b, "query_fetched", parts.issue.query, fetch_cycles);
  UInt vector = lib::gate(query, vectors.query);
  for (unsigned i = 0; i < vectors.keys.size(); ++i) vector = vector | lib::gate(key.bit(i), vectors.keys[i]);
  const Bit valid = (query | key.any()).named("vector_valid");
  b.check("hash_is_free", (!valid) | parts.hash.vector_ready, "a vector comes while the hash core is busy");
  parts.hash.vector_valid.drive(valid);
  parts.hash.vector_element.drive(vector);
  parts.hash.hash_ready.drive(b.bit(true));
}

KeyPlace::Ports place_of(hdl::Builder& b, const std::string& name, const Elsa::Params& p, const Shape& shape,
                         const Head& head, const Bit& step) {
  auto place = b.instance<KeyPlace>(name, {p.core, shape.banks, shape.select.selectors, shape.select.rows});
  place.clear.drive(head.starts);
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

// The hashes of keys into the memories, those of queries into the queue.
void keep_hashes(hdl::Builder& b, const Elsa::Ports& io, const Elsa::Params& p, const Head& head,
                 const Parts& parts, const Progress& progress) {
  const auto is_key = b.wire<Bit>("is_key", 1);
  const UInt left = count_down(b, "key_hashes_left", head.starts, io.start_keys, is_key);
  is_key.drive(parts.hash.hash_valid & left.any());
  const Bit is_query = (parts.hash.hash_valid & !left.any()).named("is_query");
  write_keys(parts, place_of(b, "hash_place", p, io.shape, head, is_key), is_key, parts.hash.hash_bits,
             &KeyMemory::Ports::hash);
  b.check("queue_has_room", (!is_query) | parts.queue.in_ready, "a query's hash finds no room");
  parts.queue.in_valid.drive(is_query);
  parts.queue.in_data.drive(parts.hash.hash_bits);
  parts.queue.out_ready.drive(progress.accepted);
}

// Sums of squares from whichever bank has one, to norms in the memories.
void keep_norms(hdl::Builder& b, const Elsa::Ports& io, const Elsa::Params& p, const Head& head,
                const Parts& parts) {
  UInt square = b.constant(io.shape.attention.norm_bits, 0);
  for (const Bank& bank : parts.banks)
    square = square | lib::gate(bank.attention.norm_valid, bank.attention.norm_value);
  const Bit valid =
      lib::pack(each_bank<Bit>(parts, [](const Bank& bank) { return Bit(bank.attention.norm_valid); }))
          .any()
          .named("square_valid");
  const auto is_first = b.reg<Bit>("square_is_first", 1, Reset::none);
  is_first.next(head.starts, head.starts | valid);
  parts.norm.square_valid.drive(valid);
  parts.norm.square.drive(square);
  parts.norm.first.drive(is_first);
  parts.norm.threshold.drive(head.threshold);
  write_keys(parts, place_of(b, "norm_place", p, io.shape, head, parts.norm.norm_valid),
             parts.norm.norm_valid, parts.norm.norm, &KeyMemory::Ports::norm);
}

void drive_selection(hdl::Builder& b, const Elsa::Ports& io, const Head& head, const Parts& parts,
                     const Progress& progress) {
  const UInt number = count_up(b, "accepted_number", io.shape.number_bits(), head.starts, progress.accepted);
  for (const Bank& bank : parts.banks) {
    bank.select.query_valid.drive(progress.accepted);
    bank.select.query_hash.drive(parts.queue.out_data);
    bank.select.query_keys.drive(head.keys);
    bank.select.query_number.drive(number);
    bank.select.query_causal.drive(head.is_causal);
    bank.select.query_approximation_off.drive(head.is_approximation_off);
    bank.select.query_cutoff.drive(parts.norm.cutoff);
    bank.select.advance.drive(progress.advances);
    bank.memory.read.drive(bank.select.row_read);
    bank.memory.row.drive(bank.select.row_address);
    bank.select.row_hash.drive(bank.memory.row_hash);
    bank.select.row_norm.drive(bank.memory.row_norm);
  }
  io.query_taken.drive(progress.accepted);
  io.query_selected.drive(progress.advances);
  io.query_candidates.drive(
      lib::pack(each_bank<UInt>(parts, [](const Bank& bank) { return UInt(bank.select.count); })));
}

// The largest exponent of all banks' weights.
UInt largest_exponent(const Parts& parts) {
  std::vector<lib::Contender> contenders;
  for (const Bank& bank : parts.banks) {
    const UInt exponent = *bank.attention.exponent;
    contenders.push_back({exponent.any(), exponent, exponent});
  }
  return lib::largest(contenders).rank;
}

// Slots: candidates from the selection, norms from the issue of keys. The two never meet.
void drive_attention(const Elsa::Ports& io, const Head& head, const Parts& parts, const Progress& progress,
                     const Vectors& vectors) {
  const bool is_shared = parts.banks.front().attention.exponent.has_value();
  for (unsigned i = 0; i < parts.banks.size(); ++i) {
    const auto& [memory, select, attention] = parts.banks[i];
    const Bit norm = parts.issue.key.bit(i);
    attention.candidate_valid.drive(select.candidate_valid | norm);
    attention.candidate_address.drive(mux(norm, parts.issue.key_address, select.candidate_address));
    attention.norm.drive(norm);
    attention.begin.drive(progress.begins);
    attention.end.drive(progress.ends);
    attention.scale.drive(head.scale);
    attention.query.drive(vectors.query);
    attention.key_data.drive(vectors.keys[i]);
    attention.value_data.drive(lib::element(io.value_data, i, io.shape.attention.vector_width()));
    if (is_shared) attention.shared_exponent->drive(largest_exponent(parts));
  }
}

void join_memories(const Elsa::Ports& io, const Parts& parts) {
  const auto all = [&parts](auto port) {
    return lib::pack(each_bank<UInt>(parts, [port](const Bank& bank) { return port(bank.attention); }));
  };
  using Attention = elsa_attention::Attention::Ports;
  io.key_read.drive(all([](const Attention& a) { return a.key_read.as_uint(); }));
  io.key_address.drive(all([](const Attention& a) { return UInt(a.key_address); }));
  io.value_read.drive(all([](const Attention& a) { return a.value_read.as_uint(); }));
  io.value_address.drive(all([](const Attention& a) { return UInt(a.value_address); }));
}

void drive_division(const Parts& parts) {
  const auto& first = parts.banks.front().attention;
  parts.divide.sums_valid.drive(first.sums_valid);
  parts.divide.sums_chunk.drive(first.sums_chunk);
  parts.divide.sums_last.drive(first.sums_last);
  parts.divide.sums_weight.drive(
      lib::pack(each_bank<UInt>(parts, [](const Bank& bank) { return UInt(bank.attention.sums_weight); })));
  parts.divide.sums_value.drive(
      lib::pack(each_bank<UInt>(parts, [](const Bank& bank) { return UInt(bank.attention.sums_value); })));
}

// [lane]: its element of the chunk that is written counts. A ring of all chunks' masks that turns with them.
UInt output_mask(hdl::Builder& b, const Shape& shape, const Head& head, const Bit& loads, const Bit& writes) {
  const unsigned lanes = shape.attention.lanes, bits = lanes * shape.attention.chunks;
  if (shape.attention.chunks == 1) return head.mask;
  const auto ring = b.reg<UInt>("output_mask", bits, Reset::none);
  const UInt turned = cat(ring.bits(lanes - 1, 0), ring.bits(bits - 1, lanes));
  ring.next(mux(loads, head.mask.extend(bits), turned), loads | writes);
  return ring.bits(lanes - 1, 0);
}

// Drives the output memory's ports. The result: the last chunk of the last row is written.
Bit write_rows(hdl::Builder& b, const Elsa::Ports& io, const Head& head, const Parts& parts) {
  const Bit writes = parts.divide.result_valid;
  const Bit row_ends = (writes & parts.divide.result_last).named("row_ends");
  const UInt left = count_down(b, "rows_left", head.starts, io.start_queries, row_ends);
  // The mask is there from the cycle after the start on.
  const Bit loads = lib::delay<Bit>(b, "mask_is_new", head.starts, 1);
  io.output_write.drive(writes);
  io.output_address.drive(count_up(b, "row_number", io.shape.number_bits(), head.starts, row_ends));
  io.output_chunk.drive(parts.divide.result_chunk);
  io.output_data.drive(masked(parts.divide.result, output_mask(b, io.shape, head, loads, writes)));
  return row_ends & (left == 1);
}

}  // namespace

void Elsa::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("ELSA's accelerator: attention heads from start to done, over the keys that hashes select.");
  document_parameters(b, p.parameters);
  const auto finishes = b.wire<Bit>("finishes", 1);
  const Head head = take_head(b, io, finishes);
  const Parts parts = build_parts(b, p);
  const Progress progress = progress_of(b, io, head, parts);
  const Vectors vectors = fetched(io, head);
  drive_issue(io, head, parts, progress);
  read_queries(b, io, parts, progress);
  drive_hash(b, parts, vectors);
  keep_hashes(b, io, p, head, parts, progress);
  keep_norms(b, io, p, head, parts);
  drive_selection(b, io, head, parts, progress);
  drive_attention(io, head, parts, progress, vectors);
  join_memories(io, parts);
  drive_division(parts);
  finishes.drive(write_rows(b, io, head, parts));
}

}  // namespace winnow::cores::elsa
