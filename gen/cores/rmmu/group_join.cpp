// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/group_join.hpp"

#include "gen/lib/adder_tree.hpp"
#include "gen/lib/bits.hpp"

namespace winnow::cores::rmmu {

using hdl::Bit;
using hdl::SInt;
using hdl::UInt;

GroupJoin::Ports::Ports(hdl::Io& io, const Params& p)
    : results(io.in<UInt>("results_i", p.rows * p.segments * p.lanes * p.width,
                          {{{"row", p.rows}, {"segment", p.segments}, {"lane", p.lanes}},
                           p.width,
                           true,
                           "accumulators of the group's rows",
                           ""})),
      valids(io.in<UInt>("valids_i", p.rows, {{{"row", p.rows}}, 1, false, "valid of each row", ""})),
      sums(io.out<UInt>(
          "sums_o", p.lanes * sum_width(p),
          {{{"lane", p.lanes}}, sum_width(p), true, "joined dot products", "1 cycle after results_i"})),
      valid(io.out<Bit>("valid_o", 1, {{}, 0, false, "all rows were valid", "1 cycle after valids_i"})) {}

unsigned GroupJoin::sum_width(const Params& p) {
  return p.width + lib::ceil_log2(p.rows * p.segments);
}

std::string GroupJoin::name(const Params& p) {
  return "rmmu_group_join_" + std::to_string(p.rows) + "x" + std::to_string(p.segments) + "x" +
         std::to_string(p.lanes) + "x" + std::to_string(p.width);
}

void GroupJoin::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("rows", p.rows);
  b.parameter("segments", p.segments);
  b.parameter("lanes", p.lanes);
  b.parameter("width", p.width);
  b.document("Adds, lane by lane, the accumulators of a group's rows and segments.");
  std::vector<hdl::Value> sums;
  for (unsigned lane = p.lanes; lane-- > 0;) {
    std::vector<SInt> terms;
    for (unsigned term = 0; term < p.rows * p.segments; ++term) {
      const unsigned low = (term * p.lanes + lane) * p.width;
      terms.push_back(io.results.bits(low + p.width - 1, low).as_sint());
    }
    const auto sum = b.reg<SInt>("sum_" + std::to_string(lane), sum_width(p));
    sum.next(lib::sum(terms));
    sums.push_back(sum);
  }
  io.sums.drive(concatenate(sums));
  const auto valid = b.reg<Bit>("valid", 1);
  valid.next(io.valids.all());
  io.valid.drive(valid);
}

}  // namespace winnow::cores::rmmu
