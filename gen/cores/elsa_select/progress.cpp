// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_select/progress.hpp"

#include "gen/cores/elsa_select/by_tag.hpp"
#include "gen/lib/position.hpp"

namespace winnow::cores::elsa_select {
namespace {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

// What is known of the queries, by tag.
struct Queries {
  std::vector<Bit> are_used;     // there is one
  std::vector<Bit> are_scanned;  // all of its rows have arrived
  std::vector<UInt> queued;      // its entries in the queues
};

void add_query(hdl::Builder& b, const Progress::Ports& io, const Shape& p, const UInt& next_tag,
               const UInt& tag, const Bit& advances, Queries& queries) {
  const std::uint64_t number = queries.queued.size();
  const std::string suffix = "_" + std::to_string(number);
  const auto is_used = b.reg<Bit>("is_used" + suffix, 1);
  const auto is_scanned = b.reg<Bit>("is_scanned" + suffix, 1);
  const unsigned bits = lib::ceil_log2(std::uint64_t{p.lanes} * p.depth + 1);
  const auto queued = b.reg<UInt>("queued" + suffix, bits);

  const Bit accepts = (io.accepts & (next_tag == number)).named("accepts" + suffix);
  const Bit arrives = (io.arrives & (io.is_of == number)).named("arrives" + suffix);
  const Bit is_current = tag == number;
  const Bit leaves = advances & is_current;
  is_used.next(accepts, accepts | leaves);
  const Bit ends = arrives & io.is_last;
  is_scanned.next(mux(accepts, io.is_empty, ends), accepts | ends | leaves);
  const UInt more = queued + mux(arrives, io.pushes, b.constant(1, 0));
  const UInt gone = (io.gives & is_current).as_uint();
  queued.next((more - gone).as_uint().trunc(bits));
  queries.are_used.push_back(is_used);
  queries.are_scanned.push_back(is_scanned);
  queries.queued.push_back(queued);
}

}  // namespace

Progress::Ports::Ports(hdl::Io& io, const Params& params)
    : accepts(io.in<Bit>("accepts_i", 1, {{}, 0, false, "a query comes in", ""})),
      is_empty(io.in<Bit>("is_empty_i", 1, {{}, 0, false, "it has no row", ""})),
      arrives(io.in<Bit>("arrives_i", 1, {{}, 0, false, "entries of a row go into the queues", ""})),
      is_last(io.in<Bit>("is_last_i", 1, {{}, 0, false, "it is its query's last", ""})),
      is_of(
          io.in<UInt>("is_of_i", Shape(params.parameters).tag_bits(), {{}, 0, false, "its query's tag", ""})),
      pushes(io.in<UInt>("pushes_i", lib::ceil_log2(Shape(params.parameters).lanes + 1ULL),
                         {{}, 0, false, "how many entries", ""})),
      gives(io.in<Bit>("gives_i", 1, {{}, 0, false, "an entry of the current query leaves", ""})),
      advance(io.in<Bit>("advance_i", 1)),
      is_free(io.out<Bit>("is_free_o", 1, {{}, 0, false, "the next query's tag is free", ""})),
      next_tag(io.out<UInt>("next_tag_o", Shape(params.parameters).tag_bits(),
                            {{}, 0, false, "the next query's tag", ""})),
      latest_tag(io.out<UInt>("latest_tag_o", Shape(params.parameters).tag_bits(),
                              {{}, 0, false, "the tag of the query that came in last", ""})),
      tag(io.out<UInt>("tag_o", Shape(params.parameters).tag_bits(),
                       {{}, 0, false, "the current query's tag", ""})),
      finishing(io.out<Bit>("finishing_o", 1)),
      count(io.out<UInt>("count_o", Shape(params.parameters).count_bits())) {}

void Progress::build(hdl::Builder& b, Ports& io, const Params& params) {
  b.document("Keeps account of the queries in the bank.");
  const Shape p(params.parameters);
  const auto advances = b.wire<Bit>("advances", 1);
  const UInt next_tag = lib::position(b, "next_tag", p.tags, io.accepts);
  const UInt tag = lib::position(b, "tag", p.tags, advances);
  const auto latest_tag = b.reg<UInt>("latest_tag", p.tag_bits(), Reset::none);
  latest_tag.next(next_tag, io.accepts);
  Queries queries;
  for (unsigned i = 0; i < p.tags; ++i) add_query(b, io, p, next_tag, tag, advances, queries);

  // One entry that is left leaves in this cycle: nothing stops it.
  const UInt queued = by_tag(tag, queries.queued).named("queued");
  const Bit is_last = queued.width() == 1 ? b.bit(true) : !queued.bits(queued.width() - 1, 1).any();
  const Bit finishing = (by_tag(tag, queries.are_scanned) & is_last).named("finishing");
  advances.drive(finishing & io.advance);

  const auto count = b.reg<UInt>("count", p.count_bits());
  const UInt count_now = (count + io.gives.as_uint()).trunc(p.count_bits()).named("count_now");
  count.next(mux(advances, b.constant(p.count_bits(), 0), count_now));

  io.is_free.drive(!by_tag(next_tag, queries.are_used));
  io.next_tag.drive(next_tag);
  io.latest_tag.drive(latest_tag);
  io.tag.drive(tag);
  io.finishing.drive(finishing);
  io.count.drive(count_now);
}

}  // namespace winnow::cores::elsa_select
