// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gen/config/elsa_parameters.hpp"
#include "gen/cores/elsa/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa {

// ELSA's accelerator: docs/cores/elsa.md is its contract.
struct Elsa {
  struct Params {
    std::string core;  // name of the module, and what the names of those of its parts begin with
    config::ElsaParameters parameters;
    bool operator==(const Params&) const = default;
  };
  // What hidden preprocessing adds.
  struct Hidden {
    hdl::Out<hdl::Bit> execution_begins;
    hdl::Out<hdl::Bit> key_read;
    hdl::Out<hdl::UInt> key_address;
    hdl::In<hdl::UInt> key_data;
    Hidden(hdl::Io& io, const Shape& shape);
  };
  struct Ports {
    Shape shape;
    hdl::In<hdl::Bit> start_valid;
    hdl::Out<hdl::Bit> start_ready;
    hdl::In<hdl::UInt> start_queries, start_keys, start_dimension;
    hdl::In<hdl::Bit> start_causal, start_approximation_off;
    hdl::In<hdl::SInt> start_threshold;
    hdl::In<hdl::UInt> start_scale;
    hdl::Out<hdl::Bit> done, error;
    hdl::Out<hdl::Bit> query_read;
    hdl::Out<hdl::UInt> query_address;
    hdl::In<hdl::UInt> query_data;
    std::optional<Hidden> hidden;
    hdl::Out<hdl::UInt> key_read, key_address;
    hdl::In<hdl::UInt> key_data;
    hdl::Out<hdl::UInt> value_read, value_address;
    hdl::In<hdl::UInt> value_data;
    hdl::Out<hdl::Bit> output_write;
    hdl::Out<hdl::UInt> output_address, output_chunk, output_data;
    hdl::Out<hdl::Bit> query_taken, query_selected;
    hdl::Out<hdl::UInt> query_candidates;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa
