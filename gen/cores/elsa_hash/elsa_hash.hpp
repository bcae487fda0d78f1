// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/elsa_hash_parameters.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_hash {

// Vectors to hashes (ELSA, sections III-C and IV-C): docs/cores/elsa_hash.md is its contract.
struct ElsaHash {
  struct Params {
    std::string core;  // name of the module
    config::ElsaHashParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::Bit> vector_valid;
    hdl::Out<hdl::Bit> vector_ready;
    hdl::In<hdl::UInt> vector_element;  // [element], signed elements
    hdl::Out<hdl::Bit> hash_valid;
    hdl::In<hdl::Bit> hash_ready;
    hdl::Out<hdl::UInt> hash_bits;  // [bit]
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_hash
