// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gen/config/filter_parameters.hpp"
#include "gen/cores/filter/passed_ports.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::filter {

// A selector and a scheduler, joined by the stream *candidates* (docs/cores/filter.md). Which cores they are
// is known at run time only: whatever ports they have beside that stream become ports of the filter.
struct Filter {
  struct Params {
    std::string core;  // module name
    config::FilterParameters parameters;
    hdl::Module* selector = nullptr;  // both elaborated in the same design
    hdl::Module* scheduler = nullptr;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    PassedPorts selector, scheduler;
    // With a selector that counts the keys of each row.
    std::optional<hdl::Out<hdl::Bit>> selection_done;
    std::optional<hdl::Out<hdl::UInt>> selection_count;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::filter
