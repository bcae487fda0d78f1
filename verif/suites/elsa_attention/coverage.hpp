// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "verif/models/elsa_attention/sums.hpp"
#include "verif/suites/functional_coverage.hpp"

namespace winnow::verif {

// What a slot asks for.
struct ElsaSlot {
  bool uses_key = false, norm = false, begin = false, end = false;
  std::uint64_t address = 0;
  std::vector<std::int64_t> query = {};  // with begin
  std::uint64_t others = 0;              // largest exponent of the other banks' weights in this slot

  bool candidate() const { return uses_key && !norm; }
};

// The situations of docs/cores/elsa_attention.md.
class ElsaAttentionCoverage : public FunctionalCoverage {
 public:
  explicit ElsaAttentionCoverage(const config::ElsaAttentionParameters& parameters);

  // A new bench or a reset: nothing of before counts.
  void begin();
  void slot(const ElsaSlot& slot);
  // A weight of a candidate, and how the shared exponent moved from `maximum`.
  void weight(const ElsaWeight& weight);
  void exponents(std::uint64_t own, std::uint64_t shared, std::uint64_t maximum, bool first);
  void cut_off() { hit_if("sums cut off by the next query's"); }
  void scale_changed() { hit("scale changed between slots"); }
  void reset(bool slots_inside, bool giving);

 private:
  void hit_if(const char* point) {
    if (declared(point)) hit(point);
  }
  void end_query();

  ElsaAttentionShape shape_;
  bool in_query_ = false, last_switched_ = false, last_candidate_ = false, idle_since_ = false;
  std::uint64_t candidates_ = 0;
};

}  // namespace winnow::verif
