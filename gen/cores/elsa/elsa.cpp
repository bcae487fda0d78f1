// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa/elsa.hpp"

#include "gen/cores/core_parameters.hpp"
#include "gen/cores/elsa/count.hpp"
#include "gen/cores/elsa/head.hpp"
#include "gen/cores/elsa/parts.hpp"
#include "gen/cores/elsa/preparation.hpp"
#include "gen/lib/delay.hpp"
#include "gen/lib/largest.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::cores::elsa {
namespace {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

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

Progress progress_of(hdl::Builder& b, const Elsa::Ports& io, const Head& head, const Parts& parts,
                     const Bit& cutoff_is_ready) {
  const Bit all_ready =
      all_of(each_bank<Bit>(parts, [](const Bank& bank) { return Bit(bank.select.query_ready); }));
  const Bit accepted = (parts.queue.out_valid & all_ready & cutoff_is_ready).named("accepted");
  const auto has_begun = b.reg<Bit>("has_begun", 1);
  has_begun.next(!head.starts, head.starts | accepted);

  const auto advances = b.wire<Bit>("advances", 1);
  const Bit sums_are_out = is_rested(b, "sums_rest", io.shape.attention.chunks, advances);
  advances.drive(all_of(each_bank<Bit>(parts, [](const Bank& bank) { return Bit(bank.select.finishing); })) &
                 sums_are_out);
  const UInt left = count_down(b, "queries_to_select", head.starts, head.queries, advances);
  const auto begins = b.reg<Bit>("begins", 1);
  begins.next((accepted & !has_begun) | (advances & (left != 1)));
  return {accepted, advances, begins, lib::delay<Bit>(b, "ends", advances, 1),
          count_up(b, "current", io.shape.number_bits(), head.starts, advances)};
}

void drive_issue(const Elsa::Ports& io, const Head& head, const Parts& parts, const Progress& progress) {
  parts.issue.prepare.drive(head.prepares);
  parts.issue.keys.drive(io.start_keys);
  parts.issue.start.drive(head.starts);
  parts.issue.queries.drive(head.queries);
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

void drive_selection(hdl::Builder& b, const Elsa::Ports& io, const Head& head, const Parts& parts,
                     const Progress& progress, const hdl::SInt& cutoff) {
  const UInt number = count_up(b, "accepted_number", io.shape.number_bits(), head.starts, progress.accepted);
  for (const Bank& bank : parts.banks) {
    bank.select.query_valid.drive(progress.accepted);
    bank.select.query_hash.drive(parts.queue.out_data);
    bank.select.query_keys.drive(head.keys);
    bank.select.query_number.drive(number);
    bank.select.query_causal.drive(head.is_causal);
    bank.select.query_approximation_off.drive(head.is_approximation_off);
    bank.select.query_cutoff.drive(cutoff);
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

// A bank's slots: candidates from the selection, norms from the issue of keys. The two never meet; with
// hidden preprocessing there are no norms.
void drive_slots(hdl::Builder& b, const Parts& parts, unsigned number) {
  const auto& [memory, select, attention] = parts.banks[number];
  if (parts.square) {
    attention.candidate_valid.drive(select.candidate_valid);
    attention.candidate_address.drive(select.candidate_address);
    attention.norm.drive(b.bit(false));
    return;
  }
  const Bit norm = parts.issue.key.bit(number);
  attention.candidate_valid.drive(select.candidate_valid | norm);
  attention.candidate_address.drive(mux(norm, parts.issue.key_address, select.candidate_address));
  attention.norm.drive(norm);
}

void drive_attention(hdl::Builder& b, const Elsa::Ports& io, const Head& head, const Parts& parts,
                     const Progress& progress, const Vectors& vectors) {
  const bool is_shared = parts.banks.front().attention.exponent.has_value();
  for (unsigned i = 0; i < parts.banks.size(); ++i) {
    drive_slots(b, parts, i);
    const auto& attention = parts.banks[i].attention;
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
  const UInt left = count_down(b, "rows_left", head.starts, head.queries, row_ends);
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
  const bool hides = p.parameters.hide_preprocessing;
  const auto finishes = b.wire<Bit>("finishes", 1);
  const auto is_prepared = b.wire<Bit>("is_prepared", 1);
  const Head head = take_head(b, io, finishes, is_prepared);
  const Parts parts = build_parts(b, p);
  const Vectors vectors = fetched(io, head);
  const Bit cutoff_is_ready = has_cutoff(b, io, head, parts);
  // A head that goes to work has its cut-off; the unit computes the next one's.
  const Progress progress = progress_of(b, io, head, parts, hides ? b.bit(true) : cutoff_is_ready);
  drive_issue(io, head, parts, progress);
  read_queries(b, io, parts, progress);
  if (hides) prepare_apart(b, io, head, parts);
  const Bit has_hashes = keep_hashes(b, p, io, head, parts, vectors);
  parts.queue.out_ready.drive(progress.accepted);
  keep_norms(b, p, io, head, parts, vectors);
  is_prepared.drive(has_hashes & cutoff_is_ready);
  drive_selection(b, io, head, parts, progress, cutoff_at_work(b, p, head, parts));
  drive_attention(b, io, head, parts, progress, vectors);
  join_memories(io, parts);
  drive_division(parts);
  finishes.drive(write_rows(b, io, head, parts));
}

}  // namespace winnow::cores::elsa
