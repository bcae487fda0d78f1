// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "gen/cores/generate.hpp"
#include "gen/hdl/evaluator/coverage.hpp"

namespace winnow::verif {

// Netlist coverage of a verified core, with its places in the core's Verilog.
struct CoverageReport {
  struct Figure {
    std::size_t points = 0;
    std::size_t covered = 0;  // seen 0 and 1
  };
  // A point at its place: a line of rtl/MODULE.v, or of the generator's source where there is no such line.
  struct Line {
    std::string file;
    unsigned number = 0;
    std::string text;  // of the watched net: its name or expression
    hdl::CoverPoint point;
    hdl::CoverCount count;
  };
  struct Module {
    std::string name;
    std::uint32_t instances = 0;
    std::array<Figure, hdl::cover_kinds> kinds;  // by CoverKind
    std::vector<Line> lines;                     // by point
    Figure all() const;
  };
  std::vector<Module> modules;  // instantiating before instantiated
  Figure all() const;
};

CoverageReport coverage_report(const hdl::NetlistCoverage& coverage, const cores::GeneratedCore& core);

// "rtl/row.v:12: select start was never 1", one for each watched net and place of a module.
std::vector<std::string> missing(const CoverageReport& report);

// A table, one line a module.
std::string summary(const CoverageReport& report);

// The format of lcov: a branch for either value of every point; a line counts how often it decided, a
// register's how often it took a value. `name` is the test's.
std::string lcov(const CoverageReport& report, const std::string& name);

nlohmann::ordered_json to_json(const CoverageReport& report);

}  // namespace winnow::verif
