// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gen/config/problem.hpp"

namespace winnow::config {

inline constexpr std::size_t longest_core_name = 64;
inline constexpr std::string_view core_name_pattern = "^[a-z][a-z0-9_]{0,63}$";

// Reserved words of Verilog-2005 and SystemVerilog-2017 (IEEE 1800-2017 annex B): tools read our .v files as
// either.
bool is_verilog_keyword(std::string_view word);

// A core's name becomes a Verilog module and several file names: [a-z][a-z0-9_]*, at most 64, no keyword.
void check_core_name(const std::string& name, const std::string& pointer, std::vector<Problem>& problems);

}  // namespace winnow::config
