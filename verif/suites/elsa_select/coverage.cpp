// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_select/coverage.hpp"

#include <algorithm>

namespace winnow::verif {

ElsaSelectCoverage::ElsaSelectCoverage(const ElsaSelectShape& shape) : shape_(shape) {
  for (const char* const point : {"no key in the bank",
                                  "every key a candidate",
                                  "no candidate",
                                  "causal",
                                  "approximation off",
                                  "all keys",
                                  "cut-off below 0",
                                  "cut-off 0",
                                  "cut-off above 0",
                                  "query waits",
                                  "query not offered",
                                  "the most queries in the bank",
                                  "nothing in the bank",
                                  "finishing waits",
                                  "advance without finishing",
                                  "candidate while finishing",
                                  "finishing without a candidate",
                                  "finishing right after an advance",
                                  "reset with the most queries",
                                  "reset while rows are to be read"})
    declare(point);
  if ((1U << shape.keys_bits) - 1U > shape.maximum_keys) declare("more keys than there can be");
  if (shape.queue_depth < shape.rows) declare("rows still to be read, and no room");
  if (shape.bank_keys > 1 && std::ranges::any_of(shape.cosine, [](int cosine) { return cosine > 0; }))
    declare("some candidates");
  if (shape.selectors > 1 && shape.bank_keys > 1) declare("row not full");
}

void ElsaSelectCoverage::query(const Query& query) {
  if (query.keys == shape_.maximum_keys) hit("all keys");
  if (query.keys > shape_.maximum_keys) hit("more keys than there can be");
  if (query.seen == 0) hit("no key in the bank");
  if (query.seen > 0 && query.candidates == query.seen) hit("every key a candidate");
  if (query.seen > 0 && query.candidates == 0) hit("no candidate");
  if (query.candidates > 0 && query.candidates < query.seen && declared("some candidates"))
    hit("some candidates");
  if (query.seen % shape_.selectors != 0 && declared("row not full")) hit("row not full");
  if (query.causal) hit("causal");
  if (query.approximation_off) hit("approximation off");
  hit(query.cutoff < 0 ? "cut-off below 0" : query.cutoff == 0 ? "cut-off 0" : "cut-off above 0");
}

void ElsaSelectCoverage::cycle(const Cycle& cycle) {
  if (cycle.offered && !cycle.ready) hit("query waits");
  if (!cycle.offered && cycle.ready) hit("query not offered");
  if (cycle.queries == shape_.tags) hit("the most queries in the bank");
  if (cycle.queries == 0) hit("nothing in the bank");
  if (cycle.finishing && !cycle.advance) hit("finishing waits");
  if (!cycle.finishing && cycle.advance) hit("advance without finishing");
  if (cycle.finishing && cycle.candidate) hit("candidate while finishing");
  if (cycle.finishing && !cycle.candidate) hit("finishing without a candidate");
  if (cycle.finishing && cycle.advanced_before) hit("finishing right after an advance");
  const char* const no_room = "rows still to be read, and no room";
  if (cycle.rows_left && !cycle.read && declared(no_room)) hit(no_room);
}

void ElsaSelectCoverage::reset(unsigned queries, bool rows_left) {
  if (queries == shape_.tags) hit("reset with the most queries");
  if (rows_left) hit("reset while rows are to be read");
}

}  // namespace winnow::verif
