// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_select/progress.hpp"

namespace winnow::cores::elsa_select {
namespace {

using hdl::Bit;
using hdl::UInt;

// What is known of the query with one of the tags.
struct Query {
  Bit is_used;     // there is one
  Bit is_scanned;  // all of its rows have arrived
  UInt queued;     // its entries in the queues
};

Query query_of(hdl::Builder& b, const Progress::Ports& io, const Shape& p, unsigned number,
               const Bit& next_tag, const Bit& tag, const Bit& advances) {
  const std::string suffix = "_" + std::to_string(number);
  const auto has_number = [number](const Bit& value) { return number == 0 ? !value : value; };
  const auto is_used = b.reg<Bit>("is_used" + suffix, 1);
  const auto is_scanned = b.reg<Bit>("is_scanned" + suffix, 1);
  const unsigned bits = lib::ceil_log2(std::uint64_t{p.lanes} * p.depth + 1);
  const auto queued = b.reg<UInt>("queued" + suffix, bits);

  const Bit accepts = (io.accepts & has_number(next_tag)).named("accepts" + suffix);
  const Bit arrives = (io.arrives & has_number(io.is_of)).named("arrives" + suffix);
  const Bit leaves = advances & has_number(tag);
  is_used.next(accepts, accepts | leaves);
  const Bit ends = arrives & io.is_last;
  is_scanned.next(mux(accepts, io.is_empty, ends), accepts | ends | leaves);
  const UInt more = queued + mux(arrives, io.pushes, b.constant(1, 0));
  const UInt gone = (io.gives & has_number(tag)).as_uint();
  queued.next((more - gone).as_uint().trunc(bits));
  return {is_used, is_scanned, queued};
}

}  // namespace

Progress::Ports::Ports(hdl::Io& io, const Params& params)
    : accepts(io.in<Bit>("accepts_i", 1, {{}, 0, false, "a query comes in", ""})),
      is_empty(io.in<Bit>("is_empty_i", 1, {{}, 0, false, "it has no row", ""})),
      arrives(io.in<Bit>("arrives_i", 1, {{}, 0, false, "entries of a row go into the queues", ""})),
      is_last(io.in<Bit>("is_last_i", 1, {{}, 0, false, "it is its query's last", ""})),
      is_of(io.in<Bit>("is_of_i", 1, {{}, 0, false, "its query's tag", ""})),
      pushes(io.in<UInt>("pushes_i", lib::ceil_log2(Shape(params.parameters).lanes + 1ULL),
                         {{}, 0, false, "how many entries", ""})),
      gives(io.in<Bit>("gives_i", 1, {{}, 0, false, "an entry of the current query leaves", ""})),
      advance(io.in<Bit>("advance_i", 1)),
      is_free(io.out<Bit>("is_free_o", 1, {{}, 0, false, "the next query's tag is free", ""})),
      next_tag(io.out<Bit>("next_tag_o", 1, {{}, 0, false, "the next query's tag", ""})),
      tag(io.out<Bit>("tag_o", 1, {{}, 0, false, "the current query's tag", ""})),
      finishing(io.out<Bit>("finishing_o", 1)),
      count(io.out<UInt>("count_o", Shape(params.parameters).count_bits())) {}

void Progress::build(hdl::Builder& b, Ports& io, const Params& params) {
  b.document("Keeps account of the two queries in the bank.");
  const Shape p(params.parameters);
  const auto next_tag = b.reg<Bit>("next_tag", 1);
  const auto tag = b.reg<Bit>("tag", 1);
  const auto advances = b.wire<Bit>("advances", 1);
  const Query first = query_of(b, io, p, 0, next_tag, tag, advances);
  const Query second = query_of(b, io, p, 1, next_tag, tag, advances);
  next_tag.next(!next_tag, io.accepts);

  // One entry that is left leaves in this cycle: nothing stops it.
  const UInt queued = mux(tag, second.queued, first.queued).named("queued");
  const Bit is_last = queued.width() == 1 ? b.bit(true) : !queued.bits(queued.width() - 1, 1).any();
  const Bit finishing = (mux(tag, second.is_scanned, first.is_scanned) & is_last).named("finishing");
  advances.drive(finishing & io.advance);
  tag.next(!tag, advances);

  const auto count = b.reg<UInt>("count", p.count_bits());
  const UInt count_now = (count + io.gives.as_uint()).trunc(p.count_bits()).named("count_now");
  count.next(mux(advances, b.constant(p.count_bits(), 0), count_now));

  io.is_free.drive(!mux(next_tag, second.is_used, first.is_used));
  io.next_tag.drive(next_tag);
  io.tag.drive(tag);
  io.finishing.drive(finishing);
  io.count.drive(count_now);
}

}  // namespace winnow::cores::elsa_select
