// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/detector/detector.hpp"

#include "gen/cores/core_parameters.hpp"
#include "gen/cores/detector/collect.hpp"
#include "gen/cores/detector/emit.hpp"
#include "gen/cores/detector/entry.hpp"
#include "gen/cores/detector/pick.hpp"
#include "gen/cores/detector/refine.hpp"
#include "gen/cores/detector/score_buffer.hpp"
#include "gen/lib/skid_buffer.hpp"

namespace winnow::cores::detector {
namespace {

using hdl::Bit;
using hdl::SInt;
using hdl::UInt;

template <class T>
hdl::In<T> setting(hdl::Io& io, const std::string& name, unsigned width, const std::string& meaning) {
  return io.in<T>(name, width,
                  {{}, 0, std::is_same_v<T, SInt>, meaning, "sampled with the group's first tile"});
}

// A stage's reads of the score buffers.
struct Reader {
  Bit read;
  UInt address, slot;
};

// One buffer per stage of topk. Each stage works on the buffer of its own group, so that a buffer has one
// access per cycle. Gives the word of every buffer.
std::vector<UInt> build_buffers(hdl::Builder& b, const Shape& p, const Entry::Ports& entry, const UInt& slot,
                                const std::vector<Reader>& readers) {
  std::vector<UInt> words;
  for (unsigned index = 0; index < p.buffers(); ++index) {
    auto buffer =
        b.instance<ScoreBuffer>("score_buffer_" + std::to_string(index), {p.tile_bits(), p.tiles()});
    UInt address = entry.tile;
    Bit read = b.bit(false);
    for (const Reader& reader : readers) {
      const Bit mine = reader.read & (reader.slot == std::uint64_t{index});
      address = mux(mine, reader.address, address);
      read = read | mine;
    }
    buffer.write.drive(entry.to_collect & entry.stored & (slot == std::uint64_t{index}));
    buffer.read.drive(read);
    buffer.address.drive(address);
    buffer.data.drive(entry.tile_scores);
    words.push_back(buffer.word);
  }
  return words;
}

UInt word_of(const UInt& slot, const std::vector<UInt>& words) {
  UInt word = words.front();
  for (std::size_t i = 1; i < words.size(); ++i) word = mux(slot == std::uint64_t{i}, words[i], word);
  return word;
}

// The streaming tile in the entry, or the tile that emit has fetched; never both.
void feed(hdl::Builder& b, const Shape& p, Pick::Ports& pick, const Entry::Ports& entry,
          const Emit::Ports& emit, const UInt& word) {
  const Bit stored = emit.busy;
  const std::vector<UInt> same_limit(p.tokens, entry.group_limit);
  pick.valid.drive(entry.to_compare | emit.valid);
  pick.first.drive(mux(stored, emit.first, entry.tile_first));
  pick.last.drive(mux(stored, emit.last, entry.tile_last));
  pick.base.drive(mux(stored, emit.base, entry.base));
  pick.mode.drive(mux(stored, b.constant(2, static_cast<std::uint64_t>(Mode::topk)), entry.group_mode));
  pick.scores.drive(mux(stored, word, entry.tile_scores));
  pick.allowed.drive(mux(stored, emit.allowed, entry.allowed));
  pick.threshold.drive(mux(stored, emit.threshold, entry.group_threshold));
  pick.limit.drive(mux(stored, emit.limit, pack(same_limit)));
  pick.shared_threshold.drive(entry.group_shared_threshold);
  pick.shared_sum.drive(entry.group_shared_sum);
}

Entry::Ports build_entry(hdl::Builder& b, Detector::Ports& io, const Shape& p) {
  auto entry = b.instance<Entry>("entry", p);
  entry.valid.drive(io.scores.valid);
  entry.score.drive(io.scores.score);
  entry.last.drive(io.scores.last);
  entry.mode.drive(io.mode);
  entry.limit.drive(io.limit);
  entry.threshold.drive(io.threshold);
  entry.shared_threshold.drive(io.shared_threshold);
  entry.shared_sum.drive(io.shared_sum);
  entry.length.drive(io.length);
  entry.causal.drive(io.causal);
  entry.query.drive(io.query);
  entry.rows.drive(io.rows);
  io.scores.ready.drive(entry.ready);
  return entry;
}

Collect::Ports build_collect(hdl::Builder& b, const Entry::Ports& entry, const Shape& p) {
  auto collect = b.instance<Collect>("collect", p);
  collect.counts.drive(entry.to_collect);
  collect.ends.drive(entry.to_collect & entry.tile_last);
  collect.scores.drive(entry.tile_scores);
  collect.allowed.drive(entry.allowed);
  collect.limit.drive(entry.group_limit);
  collect.facts.drive(entry.facts);
  return collect;
}

// One pass: collect finds the thresholds alone.
void hand_on(const Emit::Ports& emit, const Collect::Ports& collect) {
  emit.offered.drive(collect.found);
  emit.facts.drive(collect.found_facts);
  emit.value.drive(collect.value);
  emit.ties.drive(collect.ties);
  emit.slot.drive(collect.slot);
  collect.taken.drive(emit.takes);
}

Refine::Ports build_refine(hdl::Builder& b, const Shape& p, const Collect::Ports& collect,
                           const Emit::Ports& emit) {
  auto refine = b.instance<Refine>("refine", p);
  refine.offered.drive(collect.found);
  refine.facts.drive(collect.found_facts);
  refine.high.drive(collect.value);
  refine.ties.drive(collect.ties);
  refine.slot.drive(collect.slot);
  collect.taken.drive(refine.takes);
  emit.offered.drive(refine.found);
  emit.facts.drive(refine.found_facts);
  emit.value.drive(refine.value);
  emit.ties.drive(refine.found_ties);
  emit.slot.drive(refine.used_slot);
  refine.taken.drive(emit.takes);
  return refine;
}

// What is picked goes through the register slice.
void drive_candidates(Detector::Ports& io, const Shape& p, const Pick::Ports& pick,
                      const lib::SkidBuffer::Ports& slice) {
  slice.in_valid.drive(pick.picked);
  slice.in_data.drive(cat(hdl::Value(pick.count), pick.picked_base, pick.mask, pick.picked_last));
  slice.out_ready.drive(io.candidates.ready);
  io.candidates.valid.drive(slice.out_valid);
  const unsigned payload = p.key_bits() + p.keys * p.tokens + 1;
  io.candidates.drive_payload(slice.out_data.bits(payload - 1, 0));
  io.count.drive(slice.out_data.bits(slice.out_data.width() - 1, payload));
}

}  // namespace

Detector::Ports::Ports(hdl::Io& io, const Params& p)
    : scores(io, "scores", Shape(p.parameters).streams()),
      mode(setting<UInt>(io, "mode_i", 2, "0 threshold, 1 cap, 2 topk, 3 shared")),
      limit(
          setting<UInt>(io, "limit_i", Shape(p.parameters).count_bits(), "most keys per row, cap and topk")),
      threshold(io.in<UInt>("threshold_i", p.parameters.tokens * p.parameters.score_bits,
                            {{{"row", p.parameters.tokens}},
                             p.parameters.score_bits,
                             true,
                             "least score, threshold and cap",
                             "sampled with the group's first tile"})),
      shared_threshold(setting<SInt>(io, "shared_threshold_i", Shape(p.parameters).sum_bits(),
                                     "least best score or sum, shared")),
      shared_sum(setting<Bit>(io, "shared_sum_i", 1, "shared compares 0 the best score, 1 the sum")),
      length(setting<UInt>(io, "length_i", Shape(p.parameters).count_bits(), "keys of the sequence")),
      causal(setting<Bit>(io, "causal_i", 1, "row t sees keys 0 to query_i + t")),
      query(setting<UInt>(io, "query_i", Shape(p.parameters).key_bits(), "number of the first row")),
      rows(setting<UInt>(io, "rows_i", Shape(p.parameters).rows_bits(), "rows of the group")),
      candidates(io, "candidates", Shape(p.parameters).streams()),
      count(io.out<UInt>("candidates_count_o", p.parameters.tokens * Shape(p.parameters).count_bits(),
                         {{{"row", p.parameters.tokens}},
                          Shape(p.parameters).count_bits(),
                          false,
                          "keys of the row so far",
                          "with candidates_valid_o"})) {}

void Detector::build(hdl::Builder& b, Ports& io, const Params& params) {
  const Shape p(params.parameters);
  b.document("Detector: picks keys by estimated scores, " + std::to_string(p.tokens) + " rows by " +
             std::to_string(p.keys) + " keys per cycle.");
  document_parameters(b, params.parameters);
  Entry::Ports entry = build_entry(b, io, p);
  Collect::Ports collect = build_collect(b, entry, p);
  auto emit = b.instance<Emit>("emit", p);
  auto pick = b.instance<Pick>("pick", p);
  const unsigned payload = p.key_bits() + p.keys * p.tokens + 1 + p.tokens * p.count_bits();
  auto slice = b.instance<lib::SkidBuffer>("slice", {payload});
  if (p.passes == 1) {
    hand_on(emit, collect);
    entry.quiet.drive(!emit.busy);
    const std::vector<UInt> words =
        build_buffers(b, p, entry, collect.slot, {{emit.read, emit.address, emit.used_slot}});
    feed(b, p, pick, entry, emit, word_of(emit.used_slot, words));
  } else {
    Refine::Ports refine = build_refine(b, p, collect, emit);
    entry.quiet.drive(!(refine.busy | emit.busy));
    const std::vector<UInt> words = build_buffers(
        b, p, entry, collect.slot,
        {{refine.read, refine.address, refine.used_slot}, {emit.read, emit.address, emit.used_slot}});
    refine.word.drive(word_of(refine.used_slot, words));
    feed(b, p, pick, entry, emit, word_of(emit.used_slot, words));
  }
  entry.collecting.drive(collect.collecting);
  entry.moves.drive(slice.in_ready);
  emit.moves.drive(slice.in_ready);
  pick.moves.drive(slice.in_ready);
  drive_candidates(io, p, pick, slice);
}

}  // namespace winnow::cores::detector
