// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/templates/synchroniser.hpp"

#include <algorithm>

namespace winnow::lib {

using hdl::UInt;

// A width of 0 would make the port list impossible before the error could be told.
Synchroniser::Ports::Ports(hdl::Io& io, const Params& p)
    : data(io.in<UInt>("data_i", std::max(p.width, 1U))),
      synchronised(io.out<UInt>("data_o", std::max(p.width, 1U))) {}

std::string Synchroniser::name(const Params& p) {
  return "synchroniser_" + std::to_string(p.width) + "x" + std::to_string(p.stages) +
         (p.reset_value ? "_reset1" : "_reset0");
}

hdl::ExternalModule Synchroniser::external(const Params& p) {
  return {.verilog_name = "synchroniser",
          .file = "synchroniser.v",
          .parameters = {{"WIDTH", p.width}, {"STAGES", p.stages}, {"RESET_VALUE", p.reset_value ? 1U : 0U}}};
}

void Synchroniser::build(hdl::Builder& b, Ports& io, const Params& p) {
  hdl::Design& design = b.module().design();
  if (p.width == 0) {
    design.error(b.module().location, "synchroniser: width is 0; give the number of bits");
  }
  if (p.stages < 2) {
    design.error(b.module().location, "synchroniser: stages is " + std::to_string(p.stages) +
                                          "; give 2 or more, or a metastable bit gets through");
  }
  UInt value = io.data;
  for (unsigned stage = 0; stage < p.stages; ++stage) {
    const auto flip_flops = b.reg<UInt>("stage_" + std::to_string(stage), value.width(),
                                        hdl::Reset::synchronous, p.reset_value ? -1 : 0);
    flip_flops.next(value);
    value = flip_flops;
  }
  io.synchronised.drive(value);
}

}  // namespace winnow::lib
