// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gen/config/elsa_attention_parameters.hpp"
#include "gen/cores/elsa_attention/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_attention {

// ELSA's attention computation, one bank (ELSA, section IV-C): docs/cores/elsa_attention.md is its contract.
struct Attention {
  struct Params {
    std::string core;  // name of the module
    config::ElsaAttentionParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    Shape shape;
    hdl::In<hdl::Bit> candidate_valid;
    hdl::In<hdl::UInt> candidate_address;
    hdl::In<hdl::Bit> norm, begin, end;
    hdl::In<hdl::UInt> scale;
    hdl::Out<hdl::Bit> query_read;
    hdl::In<hdl::UInt> query;
    hdl::Out<hdl::Bit> key_read;
    hdl::Out<hdl::UInt> key_address;
    hdl::In<hdl::UInt> key_data;
    hdl::Out<hdl::Bit> value_read;
    hdl::Out<hdl::UInt> value_address;
    hdl::In<hdl::UInt> value_data;
    hdl::Out<hdl::Bit> norm_valid;
    hdl::Out<hdl::UInt> norm_value;
    std::optional<hdl::Out<hdl::UInt>> exponent;  // wide sums only
    std::optional<hdl::In<hdl::UInt>> shared_exponent;
    hdl::Out<hdl::Bit> sums_valid;
    hdl::Out<hdl::UInt> sums_chunk;
    hdl::Out<hdl::Bit> sums_last;
    hdl::Out<hdl::UInt> sums_weight, sums_value;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_attention
