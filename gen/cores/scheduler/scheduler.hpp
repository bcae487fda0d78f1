// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gen/config/scheduler_parameters.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::scheduler {

// A stream of rounds.
struct Connections {
  hdl::Out<hdl::Bit> valid;
  hdl::In<hdl::Bit> ready;
  hdl::Out<hdl::UInt> key, row_valid, load;  // [row]
  hdl::Out<hdl::Bit> last;
  Connections(hdl::Io& io, const std::string& stream, const config::SchedulerParameters& p);
};

// The core: docs/cores/scheduler.md is its contract.
struct Scheduler {
  struct Params {
    std::string core;  // module name
    config::SchedulerParameters scheduler;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::Bit> candidates_valid;
    hdl::Out<hdl::Bit> candidates_ready;
    hdl::In<hdl::UInt> candidates_base, candidates_mask;
    hdl::In<hdl::Bit> candidates_last;
    Connections connections;
    std::optional<Connections> replay;
    hdl::In<hdl::Bit> counters_clear;
    hdl::Out<hdl::Bit> group_done;
    hdl::Out<hdl::UInt> group_rounds, group_loads, total_rounds, total_loads;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::scheduler
