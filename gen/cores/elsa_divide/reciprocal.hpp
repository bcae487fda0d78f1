// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gen/cores/elsa_divide/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_divide {

// Float sums: their sum in pairs, a register after each step (one, too, when there is nothing to add).
hdl::UInt float_total(hdl::Builder& b, const Shape& shape, const std::vector<hdl::UInt>& terms);

// Of the sum of all banks' weights. A sum of 0 has a mantissa (wide) or code (float) of 0.
struct WideReciprocal {
  hdl::UInt mantissa;  // 3 cycles after the weights
  hdl::UInt places;    // by which a product with the mantissa moves right; 4 cycles after the weights
};
WideReciprocal wide_reciprocal(hdl::Builder& b, const Shape& shape, const std::vector<hdl::UInt>& weights);
hdl::UInt reciprocal_code(hdl::Builder& b, const Shape& shape, const std::vector<hdl::UInt>& weights);

}  // namespace winnow::cores::elsa_divide
