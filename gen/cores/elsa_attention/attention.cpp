// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_attention/attention.hpp"

#include <vector>

#include "gen/cores/core_parameters.hpp"
#include "gen/cores/elsa_attention/alignment.hpp"
#include "gen/cores/elsa_attention/lane.hpp"
#include "gen/cores/elsa_attention/products.hpp"
#include "gen/cores/elsa_attention/weight.hpp"
#include "gen/lib/delay.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::cores::elsa_attention {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

namespace {

// A slot's flag by the number of cycles since the slot: [0] is the input. Beyond stage `reset_stages` nothing
// resets it.
class Flag {
 public:
  Flag(hdl::Builder& b, const std::string& name, const Bit& input, unsigned stages, unsigned reset_stages)
      : stages_{input} {
    for (unsigned i = 1; i <= stages; ++i) {
      const auto stage =
          b.reg<Bit>(name + "_" + std::to_string(i), 1, i <= reset_stages ? Reset::synchronous : Reset::none);
      stage.next(stages_.back());
      stages_.emplace_back(stage);
    }
  }
  const Bit& at(unsigned stage) const { return stages_.at(stage); }

 private:
  std::vector<Bit> stages_;
};

struct Flags {
  Flags(hdl::Builder& b, const Attention::Ports& io)
      : candidate(b, "candidate", io.candidate_valid & !io.norm, io.shape.value_read_stage(), all),
        norm(b, "norm", io.candidate_valid & io.norm, io.shape.score_stage(), all),
        // A beginning that outlives a reset begins a query that nothing is asked of.
        begin(b, "begin", io.begin, io.shape.sum_stage() - 1, 1),
        end(b, "end", io.end, io.shape.sum_stage(), all) {}
  static constexpr unsigned all = ~0U;
  Bit uses_key(unsigned stage) const { return candidate.at(stage) | norm.at(stage); }

  Flag candidate, norm, begin, end;
};

void read_memories(hdl::Builder& b, const Attention::Ports& io, const Flags& flags) {
  const UInt asked = lib::delay(b, "address", UInt(io.candidate_address), 1, Reset::none);
  io.query_read.drive(flags.begin.at(1));
  io.key_read.drive(flags.uses_key(1));
  io.key_address.drive(asked);
  const unsigned stage = io.shape.value_read_stage();
  io.value_read.drive(flags.candidate.at(stage));
  io.value_address.drive(lib::delay(b, "value_address", asked, stage - 1, Reset::none));
}

// Gives what a lane needs besides its value.
class LaneInputs {
 public:
  LaneInputs(hdl::Builder& b, const Attention::Ports& io, const Flags& flags, const UInt& weight)
      : begin_(flags.begin.at(io.shape.sum_stage() - 1)), end_(flags.end.at(io.shape.sum_stage() - 1)) {
    const unsigned fraction_bits = io.shape.sums.term_fraction_bits;
    const UInt exponent = weight >> fraction_bits;
    // Zero has no fraction, either.
    mantissa_ = cat(exponent.any(), weight.trunc(fraction_bits));
    exponent_ = lib::delay(b, "exponent", exponent, 1, Reset::none);
    if (!io.shape.sums.is_wide) return;
    const UInt shared = lib::delay(b, "shared", UInt(*io.shared_exponent), 1, Reset::none);
    alignment_ = align(b, io.shape.sums, shared, exponent_, flags.begin.at(io.shape.weight_stage() + 1));
  }

  void drive(const Lane::Ports& lane) const {
    lane.mantissa.drive(mantissa_);
    lane.begin.drive(begin_);
    lane.end.drive(end_);
    if (lane.exponent) lane.exponent->drive(exponent_);
    if (lane.term_places) lane.term_places->drive(alignment_.term);
    if (lane.sum_places) lane.sum_places->drive(alignment_.sums);
  }

 private:
  UInt mantissa_, exponent_;
  Bit begin_, end_;
  Alignment alignment_;
};

// Chunk 0 from the cycle after the end on, then the next ones.
void count_chunks(hdl::Builder& b, const Attention::Ports& io, const Bit& end) {
  const unsigned chunks = io.shape.chunks, bits = io.shape.chunk_bits;
  const auto giving = b.reg<Bit>("giving", 1);
  io.sums_valid.drive(giving);
  if (chunks == 1) {
    giving.next(end);
    io.sums_chunk.drive(b.constant(bits, 0));
    io.sums_last.drive(b.bit(true));
    return;
  }
  const auto chunk = b.reg<UInt>("chunk", bits, Reset::none);
  const auto last = b.reg<Bit>("last", 1, Reset::none);
  giving.next(end | (giving & !last));
  chunk.next(mux(end, b.constant(bits, 0), (chunk + b.constant(1, 1)).trunc(bits)));
  last.next((!end) & (chunk == std::uint64_t{chunks - 2}));
  io.sums_chunk.drive(chunk);
  io.sums_last.drive(last);
}

void keep_sums(hdl::Builder& b, const Attention::Ports& io, const Flags& flags, const UInt& weight) {
  const Shape& shape = io.shape;
  const LaneInputs inputs(b, io, flags, weight);
  count_chunks(b, io, flags.end.at(shape.sum_stage()));
  const auto weights = b.instance<Lane>("weights", {shape.sums, true});
  inputs.drive(weights);
  io.sums_weight.drive(weights.held);
  std::vector<Lane::Ports> lanes;
  for (unsigned i = 0; i < shape.dimension; ++i) {
    lanes.push_back(b.instance<Lane>("lane_" + std::to_string(i), {shape.sums, false}));
    inputs.drive(lanes.back());
    lanes.back().value->drive(lib::element(io.value_data, i, shape.vector_bits).as_sint());
  }
  std::vector<UInt> held;
  for (unsigned i = 0; i < shape.dimension; ++i) {
    const unsigned next = i + shape.lanes;
    if (next < shape.dimension) {
      lanes[i].next->drive(lanes[next].held);
    } else {
      lanes[i].next->drive(b.constant(shape.sums.value_bits(), 0));
    }
    if (i < shape.lanes) held.emplace_back(lanes[i].held);
  }
  io.sums_value.drive(lib::pack(held));
}

}  // namespace

void Attention::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document(
      "One bank of ELSA's attention computation: weights of the selected keys, and sums of weighted values.");
  document_parameters(b, p.parameters);
  const Shape& shape = io.shape;
  const Flags flags(b, io);
  read_memories(b, io, flags);
  const hdl::SInt score = dot_product(b, shape.dimension, shape.vector_bits,
                                      {flags.begin.at(1), io.key_data, io.query, flags.norm.at(2)});
  io.norm_valid.drive(flags.norm.at(shape.score_stage()));
  io.norm_value.drive(score.as_uint().trunc(shape.norm_bits));
  const UInt weight = weight_of(b, shape, score, io.scale, flags.candidate.at(shape.value_read_stage()));
  if (io.exponent) io.exponent->drive(weight >> shape.sums.term_fraction_bits);
  keep_sums(b, io, flags, weight);
}

}  // namespace winnow::cores::elsa_attention
