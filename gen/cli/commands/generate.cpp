// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "gen/cli/commands/commands.hpp"
#include "gen/cli/output_folder.hpp"
#include "gen/cli/resources.hpp"
#include "gen/config/config.hpp"
#include "gen/cores/generate.hpp"
#include "verif/verify/portable_testbench.hpp"

namespace winnow::cli {
namespace {

struct Options {
  std::string config;
  std::string folder;
  bool force = false;
  bool no_origin_comments = false;
  bool testbench = false;
  verif::StimulusOptions stimulus;
};

// The testbench, and its files added to the core's.
std::optional<verif::Testbench> add_testbench(const Options& options, const config::Config& config,
                                              const Context& context, cores::GeneratedCore& core) {
  if (!options.testbench) return std::nullopt;
  context.progress(fmt::format("{}: recording {} cycles of its reference model for the testbench",
                               config.name, options.stimulus.cycles));
  try {
    verif::Testbench testbench = verif::portable_testbench(config, core, options.stimulus);
    for (const verif::TestbenchFile& file : testbench.files) core.files.push_back({file.path, file.text});
    return testbench;
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

config::Json to_json(const verif::Testbench& testbench) {
  return {{"cycles", testbench.cycles},
          {"comparisons", testbench.comparisons},
          {"compared_bits", testbench.defined_bits},
          {"compile", testbench.compile_command},
          {"run", testbench.run_command}};
}

void generate(const Options& options, const Context& context) {
  const config::Config config = config::load_config(options.config, context.overrides);
  OutputFolder folder(options.folder, {config.core, config.name, "generate"}, options.force);
  cores::GeneratedCore core =
      cores::generate(config, {find_resources() / "rtl_templates", !options.no_origin_comments});
  const auto testbench = add_testbench(options, config, context, core);
  for (const cores::OutputFile& file : core.files) folder.write(file.path, file.text);
  folder.commit();
  if (context.json) {
    config::Json files = config::Json::array();
    for (const cores::OutputFile& file : core.files) files.push_back(file.path);
    config::Json result{{"name", config.name},
                        {"hash", config::config_hash(config)},
                        {"folder", options.folder},
                        {"files", files}};
    if (testbench) result["testbench"] = to_json(*testbench);
    context.output << config::to_file_text(result);
  } else if (context.shows_text()) {
    context.output << fmt::format(
        "{}: {} Verilog modules and their package in {} (top module {}, datasheet {})\n", config.name,
        core.sources.size(), options.folder, config.name, options.folder + "/DATASHEET.md");
    if (testbench) {
      context.output << fmt::format("testbench: {} cycles, {} comparisons of outputs; in {}:\n  {}\n  {}\n",
                                    testbench->cycles, testbench->comparisons, options.folder,
                                    testbench->compile_command, testbench->run_command);
    }
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
  CLI::Option* testbench = command->add_flag("--testbench", options->testbench,
                                             "add a self-checking Verilog-2005 testbench, tb/NAME_tb.v");
  command->add_option("--cycles", options->stimulus.cycles, "cycles of the testbench (default 1000)")
      ->check(CLI::Range(1, 100000))
      ->needs(testbench)
      ->type_name("N");
  command->add_option("--seed", options->stimulus.seed, "seed of the testbench's stimulus (default 1)")
      ->needs(testbench)
      ->type_name("N");
  add_overrides(command, context);
  command->callback([options, &context] { generate(*options, context); });
}

}  // namespace winnow::cli
