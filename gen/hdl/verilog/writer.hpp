// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/hdl/netlist/design.hpp"

namespace winnow::hdl::verilog {

struct WriterOptions {
  std::string generator = "winnow";  // name and version, for the header
  std::string configuration;         // what the module was generated from, e.g. name and hash; may be empty
  bool origin_comments = true;       // "// @[file:line]" at every declaration
  bool formal = false;               // checks and covers as assert and cover statements (SystemVerilog)
};

// Text of one module as Verilog-2005. The module has been through the legalise pass; the printer changes
// nothing.
std::string print_module(const Module& module, const WriterOptions& options);

struct SourceFile {
  std::string name;  // "MODULE.v"
  std::string text;
};

// One file per module of the hierarchy, instantiated before instantiating. External
// modules are not printed: their files are in `external_files` (each named once).
struct PrintedDesign {
  std::vector<SourceFile> files;
  std::vector<std::string> external_files;
};
PrintedDesign print_design(const Module& top, const WriterOptions& options);

// `top` and everything below it, each once, instantiated before instantiating.
std::vector<const Module*> hierarchy(const Module& top);

}  // namespace winnow::hdl::verilog
