// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_select/elsa_select.hpp"

#include "gen/cores/core_parameters.hpp"
#include "gen/cores/elsa_select/by_tag.hpp"
#include "gen/cores/elsa_select/progress.hpp"
#include "gen/cores/elsa_select/queues.hpp"
#include "gen/cores/elsa_select/scan.hpp"
#include "gen/cores/elsa_select/selector.hpp"
#include "gen/cores/elsa_select/shape.hpp"
#include "gen/lib/count_ones.hpp"
#include "gen/lib/delay.hpp"

namespace winnow::cores::elsa_select {
namespace {

using hdl::Bit;
using hdl::Reset;
using hdl::SInt;
using hdl::UInt;

// What a query brings that its rows need when they are compared.
struct Settings {
  SInt cutoff;
  Bit approximation_off;
};

// Kept by tag, until the tag comes again; chosen one cycle before it is used, with the tag of the row that
// arrives then, since the comparison and the count of what it selects are a long path.
Settings settings_of(hdl::Builder& b, const ElsaSelect::Ports& io, const Shape& p, const Bit& accepts,
                     const UInt& next_tag, const UInt& coming_tag) {
  std::vector<SInt> cutoffs;
  std::vector<Bit> offs;
  for (unsigned tag = 0; tag < p.tags; ++tag) {
    const Bit load = accepts & (next_tag == std::uint64_t{tag});
    const std::string suffix = "_" + std::to_string(tag);
    const auto cutoff = b.reg<SInt>("cutoff" + suffix, io.query_cutoff.width(), Reset::none);
    const auto off = b.reg<Bit>("approximation_off" + suffix, 1, Reset::none);
    cutoff.next(io.query_cutoff, load);
    off.next(io.query_approximation_off, load);
    cutoffs.push_back(cutoff);
    offs.push_back(off);
  }
  return {lib::delay(b, "row_cutoff", by_tag(coming_tag, cutoffs), 1, Reset::none),
          lib::delay(b, "row_approximation_off", by_tag(coming_tag, offs), 1, Reset::none)};
}

// A row in the last cycle of its way, when its entries go into the queues.
struct Arrival {
  Bit valid, last;
  UInt coming_tag;  // of the next cycle's row
  UInt tag, row, seen;
};

Arrival arrival_of(hdl::Builder& b, const Scan::Ports& scan, const UInt& tag) {
  const auto later = [&b]<class T>(const std::string& name, const T& value) {
    return lib::delay<T>(b, name, value, way_length, Reset::none);
  };
  const UInt coming_tag = lib::delay(b, "coming_tag", tag, way_length - 1, Reset::none);
  return {lib::delay<Bit>(b, "way_valid", scan.reads, way_length),
          later("way_last", Bit(scan.last)),
          coming_tag,
          lib::delay(b, "arriving_tag", coming_tag, 1, Reset::none),
          later("way_row", UInt(scan.row)),
          later("way_seen", UInt(scan.seen))};
}

Scan::Ports build_scan(hdl::Builder& b, const ElsaSelect::Ports& io, const ElsaSelect::Params& params) {
  auto scan = b.instance<Scan>("scan", {params.core, params.parameters});
  scan.bank.drive(io.bank);
  scan.valid.drive(io.query_valid);
  scan.hash.drive(io.query_hash);
  scan.keys.drive(io.query_keys);
  scan.number.drive(io.query_number);
  scan.causal.drive(io.query_causal);
  return scan;
}

// [selector]: its key of the row that arrives is selected.
UInt build_selectors(hdl::Builder& b, const ElsaSelect::Ports& io, const ElsaSelect::Params& params,
                     const UInt& query_hash, const Arrival& arrival, const Settings& settings) {
  const Shape p(params.parameters);
  std::vector<Bit> selected;
  for (unsigned lane = 0; lane < p.lanes; ++lane) {
    const std::string suffix = "_" + std::to_string(lane);
    auto selector = b.instance<Selector>("selector" + suffix, {params.core, params.parameters});
    selector.query_hash.drive(query_hash);
    selector.hash.drive(io.row_hash.bits((lane + 1) * p.hash_bits - 1, lane * p.hash_bits));
    selector.norm.drive(io.row_norm.bits((lane + 1) * p.norm_bits - 1, lane * p.norm_bits));
    selector.cutoff.drive(settings.cutoff);
    selected.push_back(arrival.valid & arrival.seen.bit(lane) &
                       (settings.approximation_off | selector.similar));
  }
  return hdl::concatenate({selected.rbegin(), selected.rend()}).named("selected");
}

}  // namespace

ElsaSelect::Ports::Ports(hdl::Io& io, const Params& params)
    : bank(io.in<UInt>("bank_i", Shape(params.parameters).bank_bits(),
                       {{}, 0, false, "number of this bank", "sampled with a query"})),
      query_valid(io.in<Bit>("query_valid_i", 1, {{}, 0, false, "a query is offered", ""})),
      query_ready(io.out<Bit>("query_ready_o", 1, {{}, 0, false, "it is taken", ""})),
      query_hash(io.in<UInt>("query_hash_i", params.parameters.hash_bits,
                             {{{"bit", params.parameters.hash_bits}}, 1, false, "hash of the query", ""})),
      query_keys(io.in<UInt>("query_keys_i", Shape(params.parameters).keys_bits(),
                             {{}, 0, false, "keys of the sequence, in all banks", ""})),
      query_number(io.in<UInt>("query_number_i", Shape(params.parameters).number_bits(),
                               {{}, 0, false, "number of the query, for the causal mask", ""})),
      query_causal(io.in<Bit>("query_causal_i", 1, {{}, 0, false, "it sees keys 0 to its number", ""})),
      query_approximation_off(io.in<Bit>("query_approximation_off_i", 1,
                                         {{}, 0, false, "it selects every key that it sees", ""})),
      query_cutoff(io.in<SInt>("query_cutoff_i", Shape(params.parameters).cutoff_bits(),
                               {{}, 0, true, "threshold times the largest norm", ""})),
      row_read(io.out<Bit>("row_read_o", 1, {{}, 0, false, "read a row of the key memories", ""})),
      row_address(io.out<UInt>("row_address_o", Shape(params.parameters).row_bits(),
                               {{}, 0, false, "its number", "with row_read_o"})),
      row_hash(io.in<UInt>("row_hash_i", params.parameters.selectors * params.parameters.hash_bits,
                           {{{"selector", params.parameters.selectors}, {"bit", params.parameters.hash_bits}},
                            1,
                            false,
                            "hashes of the row's keys",
                            "one cycle after row_read_o"})),
      row_norm(io.in<UInt>("row_norm_i", params.parameters.selectors * params.parameters.norm_format.width(),
                           {{{"selector", params.parameters.selectors}},
                            params.parameters.norm_format.width(),
                            false,
                            "norms of the row's keys",
                            "one cycle after row_read_o"})),
      candidate_valid(io.out<Bit>("candidate_valid_o", 1, {{}, 0, false, "a candidate leaves", ""})),
      candidate_address(io.out<UInt>("candidate_address_o", Shape(params.parameters).address_bits(),
                                     {{}, 0, false, "its address in the bank", "with candidate_valid_o"})),
      tag(io.out<UInt>("tag_o", Shape(params.parameters).tag_bits(),
                       {{}, 0, false, "tag of the current query", ""})),
      count(io.out<UInt>("count_o", Shape(params.parameters).count_bits(),
                         {{}, 0, false, "candidates of the current query, with this cycle's", ""})),
      finishing(
          io.out<Bit>("finishing_o", 1,
                      {{}, 0, false, "from the next cycle on nothing is left of the current query", ""})),
      advance(io.in<Bit>("advance_i", 1, {{}, 0, false, "go on to the next query, with finishing_o", ""})) {}

void ElsaSelect::build(hdl::Builder& b, Ports& io, const Params& params) {
  b.document("ELSA's candidate selection, one bank: " + std::to_string(params.parameters.selectors) +
             " keys per cycle, a queue for each selector, longest queue first.");
  document_parameters(b, params.parameters);
  auto scan = build_scan(b, io, params);
  auto progress = b.instance<Progress>("progress", {params.core, params.parameters});
  auto queues = b.instance<Queues>("queues", {params.core, params.parameters});
  // The rows that are read belong to the query that came in last.
  const Arrival arrival = arrival_of(b, scan, progress.latest_tag);
  const Settings settings =
      settings_of(b, io, Shape(params.parameters), scan.accepts, progress.next_tag, arrival.coming_tag);
  const UInt selected = build_selectors(b, io, params, scan.row_hash, arrival, settings);
  scan.is_free.drive(progress.is_free);
  scan.has_room.drive(queues.has_room);
  queues.selected.drive(selected);
  queues.row.drive(arrival.row);
  queues.row_tag.drive(arrival.tag);
  queues.tag.drive(progress.tag);
  queues.reads.drive(scan.reads);
  queues.arrives.drive(arrival.valid);
  progress.accepts.drive(scan.accepts);
  progress.is_empty.drive(scan.is_empty);
  progress.arrives.drive(arrival.valid);
  progress.is_last.drive(arrival.last);
  progress.is_of.drive(arrival.tag);
  progress.pushes.drive(lib::count_ones(lib::bits_of(selected)));
  progress.gives.drive(queues.gives);
  progress.advance.drive(io.advance);

  io.query_ready.drive(scan.ready);
  io.row_read.drive(scan.reads);
  io.row_address.drive(scan.row);
  io.candidate_valid.drive(queues.gives);
  io.candidate_address.drive(queues.address);
  io.tag.drive(progress.tag);
  io.count.drive(progress.count);
  io.finishing.drive(progress.finishing);
}

}  // namespace winnow::cores::elsa_select
