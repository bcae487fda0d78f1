// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "gen/cli/context.hpp"

namespace winnow::cli {

// Each command is one file. add_NAME declares it with its options; the command runs when the line is parsed
// and leaves its exit code in the context, which must outlive `program`.
void add_cores(CLI::App& program, Context& context);
void add_describe(CLI::App& program, Context& context);
void add_check(CLI::App& program, Context& context);
void add_generate(CLI::App& program, Context& context);
void add_verify(CLI::App& program, Context& context);
void add_calibrate(CLI::App& program, Context& context);
void add_simulate(CLI::App& program, Context& context);
void add_prices(CLI::App& program, Context& context);
void add_synth(CLI::App& program, Context& context);

// For the commands' own files: a subcommand that has the common options (--json, -q, -v).
CLI::App* add_command(CLI::App& program, Context& context, const std::string& name,
                      const std::string& purpose);

// The common options, also before the command: winnow --json cores.
void add_common_options(CLI::App& app, Context& context);

// --set PATH=VALUE, for commands that read configs.
void add_overrides(CLI::App* command, Context& context);

// --calibration FILE, for commands that run ELSA's accelerator.
CLI::Option* add_calibration(CLI::App& command, std::string& file);

}  // namespace winnow::cli
