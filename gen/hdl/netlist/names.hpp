// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace winnow::hdl {

// True for the reserved words of Verilog-2005 and of SystemVerilog: tools that read .v files as SystemVerilog
// reject the latter too.
bool is_reserved_word(std::string_view name);

// Empty when `name` may be used in emitted Verilog, else what is wrong and the mend.
std::string identifier_problem(std::string_view name);

}  // namespace winnow::hdl
