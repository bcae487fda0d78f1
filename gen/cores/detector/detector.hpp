// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/detector_parameters.hpp"
#include "gen/cores/detector/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"
#include "gen/lib/streams/streams.hpp"

namespace winnow::cores::detector {

// The detector (DOTA thesis, section 7.6.1; docs/cores/detector.md): scores in, candidates out.
struct Detector {
  struct Params {
    std::string name = "detector";
    config::DetectorParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    lib::streams::Scores<lib::streams::Sink> scores;
    hdl::In<hdl::UInt> mode, limit, threshold;
    hdl::In<hdl::SInt> shared_threshold;
    hdl::In<hdl::Bit> shared_sum;
    hdl::In<hdl::UInt> length;
    hdl::In<hdl::Bit> causal;
    hdl::In<hdl::UInt> query, rows;
    lib::streams::Candidates<lib::streams::Source> candidates;
    hdl::Out<hdl::UInt> count;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.name; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::detector
