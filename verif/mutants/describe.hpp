// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "gen/hdl/verilog/writer.hpp"
#include "verif/mutants/fault.hpp"

namespace winnow::verif::mutants {

// Where a module's values stand in its emitted text, by module name.
using LinesByModule = std::map<std::string, hdl::verilog::SourceLines>;

// A fault for people.
struct Description {
  std::string module;
  std::string file;    // "rtl/MODULE.v"
  unsigned line = 0;   // 0: not known
  std::string source;  // the generator's file and line, which the comment at the line of Verilog names
  std::string what;    // "or instead of and"
  std::string net;     // what it happens to, as it should be: "row_enable = enable_i & ~element_i"
};

// "rtl/row.v:12: or instead of and in row_enable = …"
std::string to_text(const Description& description);

Description describe(const hdl::Module& top, const Fault& fault, const LinesByModule& lines);

}  // namespace winnow::verif::mutants
