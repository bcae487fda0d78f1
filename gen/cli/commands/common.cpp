// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/commands/commands.hpp"

namespace winnow::cli {

void add_common_options(CLI::App& app, Context& context) {
  app.add_flag("--json", context.json, "machine-readable output");
  app.add_flag("-q,--quiet", context.quiet, "say only what is wrong");
  app.add_flag("-v,--verbose", context.verbosity, "say more; may be repeated");
}

CLI::App* add_command(CLI::App& program, Context& context, const std::string& name,
                      const std::string& purpose) {
  CLI::App* command = program.add_subcommand(name, purpose);
  add_common_options(*command, context);
  return command;
}

void add_overrides(CLI::App* command, Context& context) {
  command
      ->add_option("--set", context.overrides,
                   "override a value of the config, such as rows=4; may be repeated")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
}

CLI::Option* add_calibration(CLI::App& command, std::string& file) {
  return command
      .add_option("--calibration", file,
                  "ELSA: thresholds, hash matrix and cosines from a file that calibrate wrote")
      ->type_name("FILE");
}

}  // namespace winnow::cli
