// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa/coverage.hpp"

#include <algorithm>
#include <numeric>

namespace winnow::verif {

ElsaCoverage::ElsaCoverage(const ElsaShape& shape) : shape_(shape) {
  for (const char* const point :
       {"one query and one key", "as many queries as there can be", "as many keys as there can be", "no key",
        "no query", "causal", "approximation off", "threshold below 0", "threshold 0", "threshold above 0",
        "query without a candidate", "every key a candidate", "dimension 0", "head waits", "head at once",
        "reset before the first query", "reset while queries run", "reset after the last query",
        "reset without a head"})
    declare(point);
  if ((1U << shape.count_bits) - 1 > shape.tokens) {
    declare("too many queries");
    declare("too many keys");
  }
  if ((1U << shape.dimension_bits) - 1 > shape.dimension) declare("dimension too large");
  if (shape.dimension > 1) declare("smaller dimension");
  if (shape.hides_preprocessing) {
    for (const char* const point :
         {"head behind one at work", "refused head behind one at work",
          "head without queries behind one at work", "head without keys behind one at work",
          "key hashed before the first query of the head at work", "key hashed between queries",
          "prepared before the head before is done", "prepared when no head is at work",
          "reset while a head waits and one is at work", "reset while a head waits alone",
          "another threshold behind", "another mask behind", "another scale behind"})
      declare(point);
    if (shape.dimension > 1) {
      declare("smaller dimension behind");
      declare("larger dimension behind");
    }
    if (shape.tokens > 1) {
      declare("fewer keys behind");
      declare("more keys behind");
    }
  }
  if (shape.banks > 1) declare("banks with unlike numbers of candidates");
  if (shape.tokens > 1) {
    declare("more queries than keys");
    declare("more keys than queries");
    if (shape.select.cosine.front() > 0) declare("some keys candidates");
  }
}

void ElsaCoverage::refused(const elsa::Head& head) {
  if (head.queries > shape_.tokens) hit("too many queries");
  if (head.keys > shape_.tokens) hit("too many keys");
  if (head.dimension == 0) hit("dimension 0");
  if (head.dimension > shape_.dimension) hit("dimension too large");
}

void ElsaCoverage::head(const elsa::Head& head, bool at_once) {
  if (at_once) hit("head at once");
  if (head.is_refused(shape_)) return refused(head);
  if (head.queries == 0) hit("no query");
  if (!head.runs(shape_)) return;
  if (head.keys == 0) hit("no key");
  if (head.queries == 1 && head.keys == 1) hit("one query and one key");
  if (head.queries == shape_.tokens) hit("as many queries as there can be");
  if (head.keys == shape_.tokens) hit("as many keys as there can be");
  if (head.queries > head.keys && declared("more queries than keys")) hit("more queries than keys");
  if (head.keys > head.queries) hit("more keys than queries");
  if (head.causal) hit("causal");
  if (head.dimension < shape_.dimension) hit("smaller dimension");
  if (head.approximation_off) hit("approximation off");
  hit(head.threshold < 0 ? "threshold below 0" : head.threshold == 0 ? "threshold 0" : "threshold above 0");
}

void ElsaCoverage::behind(const elsa::Head& head, const elsa::Head& working) {
  hit(head.is_refused(shape_) ? "refused head behind one at work"
      : head.queries == 0     ? "head without queries behind one at work"
      : head.keys == 0        ? "head without keys behind one at work"
                              : "head behind one at work");
  if (head.runs(shape_) && head.keys > 0 && working.keys > 0) differs(head, working);
}

void ElsaCoverage::differs(const elsa::Head& head, const elsa::Head& working) {
  if (head.threshold != working.threshold) hit("another threshold behind");
  if (head.causal != working.causal) hit("another mask behind");
  if (head.scale != working.scale) hit("another scale behind");
  if (head.dimension < working.dimension) hit("smaller dimension behind");
  if (head.dimension > working.dimension) hit("larger dimension behind");
  if (head.keys < working.keys) hit("fewer keys behind");
  if (head.keys > working.keys) hit("more keys behind");
}

void ElsaCoverage::hashed_behind(std::size_t taken) {
  hit(taken == 0 ? "key hashed before the first query of the head at work" : "key hashed between queries");
}

void ElsaCoverage::query(const std::vector<unsigned>& candidates, unsigned seen) {
  const unsigned all = std::accumulate(candidates.begin(), candidates.end(), 0U);
  if (all == 0) hit("query without a candidate");
  if (all > 0 && all == seen) hit("every key a candidate");
  if (all > 0 && all < seen && declared("some keys candidates")) hit("some keys candidates");
  if (std::ranges::max(candidates) != std::ranges::min(candidates))
    hit("banks with unlike numbers of candidates");
}

void ElsaCoverage::reset(bool working, unsigned taken, unsigned selected) {
  hit(!working        ? "reset without a head"
      : taken == 0    ? "reset before the first query"
      : selected == 0 ? "reset while queries run"
                      : "reset after the last query");
}

}  // namespace winnow::verif
