// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "gen/cli/commands/commands.hpp"
#include "gen/cli/output_folder.hpp"
#include "gen/cli/resources.hpp"
#include "gen/config/config.hpp"
#include "gen/cores/generate.hpp"

namespace winnow::cli {
namespace {

struct Options {
  std::string config;
  std::string folder;
  bool force = false;
  bool no_origin_comments = false;
};

void generate(const Options& options, const Context& context) {
  const config::Config config = config::load_config(options.config, context.overrides);
  OutputFolder folder(options.folder, {config.core, config.name, "generate"}, options.force);
  const cores::GeneratedCore core =
      cores::generate(config, {find_resources() / "rtl_templates", !options.no_origin_comments});
  for (const cores::OutputFile& file : core.files) folder.write(file.path, file.text);
  folder.commit();
  if (context.json) {
    config::Json files = config::Json::array();
    for (const cores::OutputFile& file : core.files) files.push_back(file.path);
    context.output << config::to_file_text({{"name", config.name},
                                            {"hash", config::config_hash(config)},
                                            {"folder", options.folder},
                                            {"files", files}});
  } else if (context.shows_text()) {
    context.output << fmt::format(
        "{}: {} Verilog modules and their package in {} (top module {}, datasheet {})\n", config.name,
        core.sources.size(), options.folder, config.name, options.folder + "/DATASHEET.md");
  }
}

}  // namespace

void add_generate(CLI::App& program, Context& context) {
  CLI::App* command =
      add_command(program, context, "generate", "write a core's Verilog and everything around it");
  const auto options = std::make_shared<Options>();
  command->add_option("CONFIG", options->config, "config file")->required();
  command->add_option("-o,--output", options->folder, "folder to write")->required()->type_name("DIR");
  command->add_flag("--force", options->force, "replace the files of another core in DIR");
  command->add_flag("--no-origin-comments", options->no_origin_comments,
                    "leave out the comments that name the generator's source lines");
  add_overrides(command, context);
  command->callback([options, &context] { generate(*options, context); });
}

}  // namespace winnow::cli
