// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa/issue.hpp"

#include "gen/cores/elsa/count.hpp"
#include "gen/cores/elsa/key_place.hpp"
#include "gen/cores/elsa/shape.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::cores::elsa {
namespace {

using hdl::Bit;
using hdl::UInt;

// Queries that were issued and have not been accepted.
UInt on_their_way(hdl::Builder& b, const Shape& shape, const Bit& issued, const Bit& accepted) {
  const unsigned bits = lib::ceil_log2(shape.waiting_hashes() + 1ULL);
  const auto count = b.reg<UInt>("on_their_way", bits);
  const UInt more = (count + b.constant(1, 1)).trunc(bits);
  const UInt less = (count - b.constant(1, 1)).as_uint().trunc(bits);
  count.next(mux(issued, more, less), issued ^ accepted);
  return count;
}

// Of what key_o tells apart.
unsigned key_lines(const config::ElsaParameters& p) {
  return p.hide_preprocessing ? 1 : p.banks;
}

unsigned key_address_bits(const config::ElsaParameters& p) {
  const Shape shape(p);
  return p.hide_preprocessing ? shape.number_bits() : shape.attention.address_bits;
}

// Says which key is issued.
void name_key(hdl::Builder& b, const Issue::Ports& io, const Issue::Params& params, const Bit& issues_key) {
  const Shape shape(params.parameters);
  if (params.parameters.hide_preprocessing) {
    io.key.drive(issues_key.as_uint());
    io.key_address.drive(count_up(b, "key_number", shape.number_bits(), io.prepare, issues_key));
    return;
  }
  auto place = b.instance<KeyPlace>("place", {params.core, shape.banks, 1, shape.select.bank_keys});
  place.clear.drive(io.prepare);
  place.step.drive(issues_key);
  io.key.drive(lib::gate(issues_key, place.bank));
  io.key_address.drive(place.row);
}

}  // namespace

Issue::Ports::Ports(hdl::Io& io, const Params& params)
    : prepare(io.in<Bit>("prepare_i", 1, {{}, 0, false, "a head's keys can be read", ""})),
      keys(io.in<UInt>("keys_i", Shape(params.parameters).count_bits(),
                       {{}, 0, false, "keys of that head", "with prepare_i"})),
      start(io.in<Bit>("start_i", 1, {{}, 0, false, "a head goes to work", ""})),
      queries(io.in<UInt>("queries_i", Shape(params.parameters).count_bits(),
                          {{}, 0, false, "queries of that head", "with start_i"})),
      hold(io.in<Bit>("hold_i", 1, {{}, 0, false, "no query in this cycle", ""})),
      accepted(io.in<Bit>("accepted_i", 1, {{}, 0, false, "a query's hash is taken", ""})),
      key(io.out<UInt>("key_o", key_lines(params.parameters),
                       {{{"bank", key_lines(params.parameters)}}, 1, false, "a key is issued, one hot", ""})),
      key_address(io.out<UInt>("key_address_o", key_address_bits(params.parameters),
                               {{}, 0, false, "where it lies", "with key_o"})),
      query(io.out<Bit>("query_o", 1, {{}, 0, false, "a query is issued", ""})),
      query_number(io.out<UInt>("query_number_o", Shape(params.parameters).number_bits(),
                                {{}, 0, false, "its number", "with query_o"})) {}

void Issue::build(hdl::Builder& b, Ports& io, const Params& params) {
  b.document("Keys, then queries, one per hash: what is read next.");
  const Shape shape(params.parameters);
  const auto issues_key = b.wire<Bit>("issues_key", 1);
  const auto issues_query = b.wire<Bit>("issues_query", 1);
  const UInt keys_left = count_down(b, "keys_left", io.prepare, io.keys, issues_key);
  const UInt queries_left = count_down(b, "queries_left", io.start, io.queries, issues_query);
  const UInt waiting = on_their_way(b, shape, issues_query, io.accepted);
  const Bit rested = is_rested(b, "rest", shape.hash_cycles, issues_key | issues_query);
  const Bit query_can =
      queries_left.any() & rested & (!io.hold) & (waiting != std::uint64_t{shape.waiting_hashes()});
  const Bit key_can = keys_left.any() & rested;
  // The keys of a head come before its queries; those of the next head let them pass, and one that is held,
  // too.
  const bool hides = params.parameters.hide_preprocessing;
  issues_query.drive(hides ? query_can : query_can & !keys_left.any());
  issues_key.drive(hides ? key_can & !(query_can | io.hold) : key_can);

  name_key(b, io, params, issues_key);
  io.query.drive(issues_query);
  io.query_number.drive(count_up(b, "query_number", shape.number_bits(), io.start, issues_query));
}

}  // namespace winnow::cores::elsa
