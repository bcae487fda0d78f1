// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// Sum of signed terms by a balanced tree; exact (grows by one bit a level).
hdl::SInt sum(const std::vector<hdl::SInt>& terms);

// The same as a module, with pipeline registers spread evenly over its levels.
//   terms_i  [term] x width bits signed
//   sum_o    width + ceil(log2(terms)) bits signed, `stages` cycles later
struct AdderTree {
  struct Params {
    unsigned terms = 2;
    unsigned width = 8;
    unsigned stages = 0;  // registers; more than the tree has levels delay its result
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> terms;
    hdl::Out<hdl::SInt> sum;
    Ports(hdl::Io& io, const Params& p);
  };
  static unsigned sum_width(const Params& p);
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::lib
