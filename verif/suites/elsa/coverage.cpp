// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa/coverage.hpp"

#include <algorithm>
#include <numeric>

#include "verif/suites/elsa/timing.hpp"

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
  if (shape.banks > 1) declare("banks with unlike numbers of candidates");
  if (shape.tokens > 1) {
    declare("more queries than keys");
    declare("more keys than queries");
    if (shape.select.cosine.front() > 0) declare("some keys candidates");
  }
  if (shape.hides) declare_hidden();
}

void ElsaCoverage::declare_hidden() {
  for (const char* const point :
       {"behind: refused", "behind: no query", "behind: no key", "behind: other threshold",
        "behind: other causal", "behind: other scale", "behind: the same numbers",
        "prepared no sooner than the end", "reset of two heads", "reset of a head that waits"})
    declare(point);
  // A key behind a head of one query and one key: its hash comes after the query's.
  if (std::max(shape_.hash_cycles + 4, shape_.attention.dot_stages + 8) < elsa::ending_cycles(shape_) + 10)
    declare("prepared before the end");
  if (shape_.dimension > 1) {
    declare("behind: smaller dimension");
    declare("behind: larger dimension");
  }
  if (shape_.tokens > 1) {
    declare("behind: fewer keys");
    declare("behind: more keys");
  }
}

void ElsaCoverage::behind(const elsa::Head& head, const elsa::Head& working) {
  if (head.is_refused(shape_)) return hit("behind: refused");
  if (head.queries == 0) return hit("behind: no query");
  if (head.keys == 0) return hit("behind: no key");
  if (head.threshold != working.threshold) hit("behind: other threshold");
  if (head.causal != working.causal) hit("behind: other causal");
  if (head.scale != working.scale) hit("behind: other scale");
  if (head.dimension < working.dimension) hit("behind: smaller dimension");
  if (head.dimension > working.dimension) hit("behind: larger dimension");
  if (head.keys == working.keys && head.queries == working.queries) hit("behind: the same numbers");
  if (working.keys == 0) return;
  if (head.keys < working.keys) hit("behind: fewer keys");
  if (head.keys > working.keys) hit("behind: more keys");
}

void ElsaCoverage::prepared(bool before_end) {
  if (!before_end) return hit("prepared no sooner than the end");
  if (declared("prepared before the end")) hit("prepared before the end");
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
