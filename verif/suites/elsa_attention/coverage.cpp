// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_attention/coverage.hpp"

#include <cmath>

namespace winnow::verif {
namespace {

// The exponent of the largest scale and of vectors of equal elements, the query's the smallest there are.
double exponent_of(const ElsaAttentionShape& shape, bool key_is_smallest) {
  const double smallest = std::ldexp(1.0, static_cast<int>(shape.vector_bits) - 1);
  const double score = shape.dimension * smallest * (key_is_smallest ? smallest : smallest - 1);
  const double scale = std::ldexp(1.0, static_cast<int>(shape.scale_bits)) - 1;
  return std::ldexp(score * scale,
                    -static_cast<int>(2 * shape.vector_fraction_bits + shape.scale_fraction_bits));
}

}  // namespace

ElsaAttentionCoverage::ElsaAttentionCoverage(const config::ElsaAttentionParameters& parameters)
    : shape_(parameters) {
  for (const char* point :
       {"query begins without an end", "query ends without a beginning", "switch", "switches in a row",
        "candidate with its query's beginning", "candidates back to back", "query without a candidate",
        "query with one candidate", "query with every key of the bank", "norm inside a query",
        "norm outside a query", "norm between candidates", "idle slot with norm high",
        "scale changed between slots", "reset with slots inside", "reset while sums come out"}) {
    declare(point);
  }
  if (shape_.chunks > 1) declare("sums cut off by the next query's");
  if (shape_.wide) {
    for (const char* point : {"exponent grows", "exponent stays", "another bank's exponent is larger",
                              "another bank's exponent grows without a candidate here"}) {
      declare(point);
    }
  }
  if (shape_.bank_keys > 1) declare("idle slot between candidates");
  const double beyond = ElsaAttentionShape::bias + 2;
  if (exponent_of(shape_, false) > beyond) declare("weight of zero");
  if (exponent_of(shape_, true) > beyond) declare("weight saturated");
  if (shape_.wide) declare("exponent grows by more than a sum's width");
}

void ElsaAttentionCoverage::begin() {
  in_query_ = last_switched_ = last_candidate_ = idle_since_ = false;
  candidates_ = 0;
}

void ElsaAttentionCoverage::end_query() {
  if (!in_query_) return;
  if (candidates_ == 0) hit("query without a candidate");
  if (candidates_ == 1) hit("query with one candidate");
  if (candidates_ == shape_.bank_keys) hit("query with every key of the bank");
}

void ElsaAttentionCoverage::slot(const ElsaSlot& slot) {
  if (slot.begin && !slot.end) hit("query begins without an end");
  if (slot.end && !slot.begin) hit("query ends without a beginning");
  const bool switches = slot.begin && slot.end;
  if (switches) hit("switch");
  if (switches && last_switched_) hit("switches in a row");
  last_switched_ = switches;
  if (slot.end) end_query();
  if (slot.end) in_query_ = false;
  if (slot.begin) {
    in_query_ = true;
    candidates_ = 0;
    idle_since_ = false;
    if (slot.candidate()) hit("candidate with its query's beginning");
  }
  if (!slot.uses_key && slot.norm) hit("idle slot with norm high");
  if (slot.uses_key && slot.norm) {
    hit(in_query_ ? "norm inside a query" : "norm outside a query");
    if (last_candidate_) hit("norm between candidates");
  }
  if (slot.candidate()) {
    if (last_candidate_) hit("candidates back to back");
    if (in_query_ && candidates_ > 0 && idle_since_) hit_if("idle slot between candidates");
    ++candidates_;
    idle_since_ = false;
  } else {
    idle_since_ = true;
  }
  last_candidate_ = slot.candidate();
}

void ElsaAttentionCoverage::weight(const ElsaWeight& weight) {
  if (weight.mantissa == 0) return hit_if("weight of zero");
  const std::uint64_t one = std::uint64_t{1} << shape_.term_fraction_bits;
  const std::uint64_t largest = (std::uint64_t{1} << ElsaAttentionShape::exponent_bits) - 1;
  if (weight.exponent == largest && weight.mantissa == 2 * one - 1) hit_if("weight saturated");
}

void ElsaAttentionCoverage::exponents(std::uint64_t own, std::uint64_t shared, std::uint64_t maximum,
                                      bool first) {
  if (!shape_.wide) return;
  if (shared > own && own > 0) hit("another bank's exponent is larger");
  if (first) return;
  hit(shared > maximum ? "exponent grows" : "exponent stays");
  if (shared > maximum && own == 0) hit("another bank's exponent grows without a candidate here");
  if (shared > maximum + shape_.value_sum_bits && maximum > 0)
    hit("exponent grows by more than a sum's width");
}

void ElsaAttentionCoverage::reset(bool slots_inside, bool giving) {
  if (slots_inside) hit("reset with slots inside");
  if (giving) hit("reset while sums come out");
  begin();
}

}  // namespace winnow::verif
