// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa {

// Where the keys of a head lie, one after the other: key y is in bank y mod banks, at address y div banks,
// which is a row and one of its lanes. Undefined until the first clear.
struct KeyPlace {
  struct Params {
    std::string core;
    unsigned banks = 1;
    unsigned lanes = 1;  // keys of a row, in each bank
    unsigned rows = 1;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::Bit> clear;                  // key 0 is next
    hdl::In<hdl::Bit> step;                   // the next key
    hdl::Out<hdl::UInt> bank;                 // one hot
    std::optional<hdl::Out<hdl::UInt>> lane;  // one hot; with more than one lane only
    hdl::Out<hdl::UInt> row;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa
