// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gen/config/scheduler_parameters.hpp"
#include "gen/hdl/netlist/builder.hpp"
#include "gen/lib/streams/streams.hpp"

namespace winnow::cores::scheduler {

// The core: docs/cores/scheduler.md is its contract.
struct Scheduler {
  struct Params {
    std::string core;  // module name
    config::SchedulerParameters scheduler;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    lib::streams::Candidates<lib::streams::Sink> candidates;
    lib::streams::Connections<lib::streams::Source> connections;
    std::optional<lib::streams::Connections<lib::streams::Source>> replay;  // with a replay store
    hdl::In<hdl::Bit> counters_clear;
    hdl::Out<hdl::Bit> group_done;
    hdl::Out<hdl::UInt> group_rounds, group_loads, total_rounds, total_loads;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::scheduler
