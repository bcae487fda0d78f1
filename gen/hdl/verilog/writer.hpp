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

// Where a module's values stand in its text, lines counted from 1; 0: nowhere. A value that is printed inside
// an expression stands where the expression does; one that is printed several times, at the first.
struct SourceLines {
  std::vector<unsigned> nodes;                       // by node; a register: where it takes its next value
  std::vector<std::vector<unsigned>> memory_writes;  // by memory and entry of its writes
  std::vector<unsigned> instances;                   // by instance: its first line
};

// Text of one module as Verilog-2005. The module has been through the legalise pass; the printer changes
// nothing.
std::string print_module(const Module& module, const WriterOptions& options, SourceLines* lines = nullptr);

struct SourceFile {
  std::string name;  // "MODULE.v"
  std::string text;
  SourceLines lines;
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
