// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/collector_parameters.hpp"
#include "gen/lib/streams/streams.hpp"

namespace winnow::cores::collector {

// Selections in any order to candidates in key order: docs/cores/collector.md is its contract.
struct Collector {
  struct Params {
    std::string core;  // name of the module
    config::CollectorParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    lib::streams::Selections<lib::streams::Sink> selections;
    lib::streams::Candidates<lib::streams::Source> candidates;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::collector
