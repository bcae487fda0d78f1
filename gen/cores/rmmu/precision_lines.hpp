// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gen/cores/rmmu/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::rmmu {

// Precisions of the set, by index.
using PrecisionSet = std::set<unsigned>;

// Baugh and Wooley's rule for signed products: the precisions in which the partial product of stream bit i
// and weight bit j is inverted, which is where exactly one of them is the top bit of its operand.
PrecisionSet inverted_precisions(const PrecisionShape& shape, unsigned i, unsigned j);

// The row's precision as its PEs need it: one line per question "is the precision one of these?". A row
// decodes them once for all its PEs; in each PE their loads would come behind the decoder.
class PrecisionLines {
 public:
  // `sign_rule`: with the sets that inverted_precisions() gives, not only the single precisions.
  PrecisionLines(const PrecisionShape& shape, bool sign_rule);

  unsigned width() const { return static_cast<unsigned>(sets_.size()); }  // 0 for one precision
  const std::vector<PrecisionSet>& sets() const { return sets_; }
  std::string meaning() const;  // of the bits, for a port's comment

  // From the index into the precision set; codes beyond it mean its last precision.
  hdl::UInt decode(hdl::Builder& b, const hdl::UInt& code) const;
  // One line of those; constant for no and for all precisions.
  hdl::Bit line(hdl::Builder& b, const std::optional<hdl::UInt>& lines, const PrecisionSet& set) const;

 private:
  std::string name(const PrecisionSet& set) const;

  PrecisionShape shape_;
  std::vector<PrecisionSet> sets_;
};

// One bit per precision of the set, exactly one of them 1; codes beyond the set mean its last precision.
std::vector<hdl::Bit> decode_precision(hdl::Builder& b, const std::optional<hdl::UInt>& code,
                                       const PrecisionShape& shape);

}  // namespace winnow::cores::rmmu
