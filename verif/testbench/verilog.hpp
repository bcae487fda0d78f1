// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/testbench/testbench.hpp"

namespace winnow::verif {

// Inside of the testbench room: the text of the module that replays `recording`. `fingerprint` is the first
// word of both data files.
std::string testbench_verilog(const Recording& recording, const TestbenchRequest& request,
                              std::uint32_t fingerprint);

// The lines that compile and run it, from the core's folder.
std::string icarus_compile_command(const std::string& top);
std::string icarus_run_command(const std::string& top);

}  // namespace winnow::verif
