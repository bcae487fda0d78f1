// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// rtl_templates/sram_shell.v, the place where a foundry's single-port memory goes, and its evaluator model.
// One access per cycle; what the ports do, and what is undefined, is written in the template.
struct SramShell {
  struct Params {
    unsigned width = 32;            // bits per word
    unsigned depth = 64;            // words, any number
    unsigned mask_granularity = 8;  // bits per write-mask bit, at most `width`
    unsigned read_latency = 1;      // cycles from request to data: 1 or 2
    bool operator==(const Params&) const = default;

    unsigned address_width() const;  // bits
    unsigned mask_width() const;     // groups of bits that are written together
  };
  struct Ports {
    hdl::In<hdl::Bit> req, we;
    hdl::In<hdl::UInt> addr, wdata, wmask;
    hdl::Out<hdl::UInt> rdata;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static hdl::ExternalModule external(const Params& p);
  // Parameters out of range are errors of the design.
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::lib
