// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>

#include "gen/cli/commands/commands.hpp"
#include "gen/cli/output_folder.hpp"
#include "gen/cli/resources.hpp"
#include "gen/config/config.hpp"
#include "gen/cores/generate.hpp"
#include "synth/synthesize.hpp"

namespace winnow::cli {
namespace {

struct Options {
  std::string config;
  std::string folder;
  std::string library = "osu018";
  std::optional<double> period;
  bool force = false;
};

synth::Result run(const Options& options, const config::Config& config, const OutputFolder& folder,
                  const Context& context) {
  const cores::GeneratedCore core = cores::generate(config, {find_resources() / "rtl_templates"});
  synth::Job job;
  job.top = config.name;
  for (const cores::OutputFile& file : core.files) folder.write(file.path, file.text);
  for (const std::string& source : core.sources) job.files.push_back(folder.staging() / source);
  job.library = options.library;
  job.period_ns = options.period ? options.period : config.clock_period_ns;
  job.directory = folder.staging();
  job.progress = [&context](std::string_view line) { context.progress(std::string(line)); };
  return synth::synthesize(job);
}

std::string contents(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void synthesize(const Options& options, Context& context) {
  const config::Config config = config::load_config(options.config, context.overrides);
  if (options.period && !(*options.period > 0 && std::isfinite(*options.period))) {
    throw UsageError(
        fmt::format("--period {} is not a clock period; give a positive number of ns", *options.period));
  }
  OutputFolder folder(options.folder, {config.core, config.name, "synth"}, options.force);
  try {
    const synth::Result result = run(options, config, folder, context);
    const std::string json = contents(folder.staging() / "synth.json");
    const std::string text = contents(folder.staging() / "synth.txt");
    folder.commit();
    if (context.json) context.output << json;
    if (context.shows_text()) context.output << text;
    if (!result.meets_period()) context.exit_code = ExitCode::check_failed;
  } catch (const synth::InputError& error) {
    throw UsageError(error.what());
  } catch (const synth::ToolFailed& error) {
    // The log outlives the staging folder's end, so that the user can read it.
    const auto kept = std::filesystem::temp_directory_path() / ("winnow-" + config.name + "-synth.log");
    std::error_code ignored;
    std::filesystem::copy_file(error.log(), kept, std::filesystem::copy_options::overwrite_existing, ignored);
    throw ToolError(fmt::format("{} (log: {})", error.what(), kept.string()));
  }
}

}  // namespace

void add_synth(CLI::App& program, Context& context) {
  CLI::App* command =
      add_command(program, context, "synth", "area and timing of a core with Yosys and OpenSTA");
  const auto options = std::make_shared<Options>();
  command->add_option("CONFIG", options->config, "config file")->required();
  command->add_option("-o,--output", options->folder, "folder to write")->required()->type_name("DIR");
  command->add_option("--library", options->library, "osu018, osu035, osu050 or a liberty file")
      ->type_name("LIBRARY");
  command
      ->add_option("--period", options->period, "clock period in ns (default: the config's clock_period_ns)")
      ->type_name("NS");
  command->add_flag("--force", options->force, "replace the files of another core in DIR");
  add_overrides(command, context);
  command->callback([options, &context] { synthesize(*options, context); });
}

}  // namespace winnow::cli
