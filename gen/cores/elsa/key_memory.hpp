// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gen/config/elsa_parameters.hpp"
#include "gen/cores/elsa_select/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa {

// Hashes and norms of one bank's keys, a row of them per word; two SRAM shells (ELSA, section IV-C, "Key
// Hash/Norm Memory"). Rows are read together; hashes and norms are written one at a time, and not while a row
// is read. Where preprocessing is hidden there are two of each, which heads use in turn.
struct KeyMemory {
  // One of the two.
  struct Write {
    hdl::In<hdl::Bit> enable;
    hdl::In<hdl::UInt> row;
    std::optional<hdl::In<hdl::UInt>> lane;  // one hot; with more than one lane only
    hdl::In<hdl::UInt> data;
    Write(hdl::Io& io, const std::string& what, const elsa_select::Shape& shape, unsigned bits);
  };
  struct Params {
    std::string core;
    config::ElsaParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    Write hash, norm;
    // With hidden preprocessing only: those that are written; the others are read.
    std::optional<hdl::In<hdl::Bit>> written;
    hdl::In<hdl::Bit> read;
    hdl::In<hdl::UInt> row;
    hdl::Out<hdl::UInt> row_hash, row_norm;  // [selector], one cycle after `read`
    Ports(hdl::Io& io, const Params& p);
    Ports(hdl::Io& io, const Params& p, const elsa_select::Shape& shape);
  };
  static std::string name(const Params& p) { return p.core + "_key_memory"; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa
