// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <cmath>
#include <memory>
#include <optional>

#include "gen/cli/commands/commands.hpp"
#include "gen/cli/output_folder.hpp"
#include "gen/cli/resources.hpp"
#include "gen/config/config.hpp"
#include "gen/cores/generate.hpp"
#include "synth/file_text.hpp"
#include "synth/synthesize.hpp"

namespace winnow::cli {
namespace {

struct Options {
  std::string config;
  std::string folder;
  std::string library = "osu018";
  std::optional<std::string> fpga;  // a family; none: standard cells
  std::string device;
  bool no_dsp = false;
  std::optional<double> period;
  bool force = false;
};

synth::Job make_job(const Options& options, const config::Config& config, const OutputFolder& folder,
                    const Context& context) {
  const cores::GeneratedCore core = cores::generate(config, {find_resources() / "rtl_templates"});
  synth::Job job;
  job.top = config.name;
  for (const cores::OutputFile& file : core.files) folder.write(file.path, file.text);
  for (const std::string& source : core.sources) job.files.push_back(folder.staging() / source);
  job.library = options.library;
  if (options.fpga) job.fpga = {*options.fpga, options.device, !options.no_dsp};
  job.period_ns = options.period ? options.period : config.clock_period_ns;
  job.directory = folder.staging();
  job.progress = [&context](std::string_view line) { context.progress(std::string(line)); };
  return job;
}

// Leaves the files of either flow; whether the period is met.
bool run(const Options& options, const synth::Job& job) {
  return options.fpga ? synth::synthesize_for_fpga(job).meets_period()
                      : synth::synthesize(job).meets_period();
}

// The log outlives the staging folder, so that the user can read what the tool said. Returns a line that says
// where it is; nothing when it could not be kept.
std::string kept_log(const std::filesystem::path& log, const std::string& name) {
  const auto kept = std::filesystem::temp_directory_path() / ("winnow-" + name + "-synth.log");
  std::error_code error;
  std::filesystem::copy_file(log, kept, std::filesystem::copy_options::overwrite_existing, error);
  return error ? "" : "\n  log: " + kept.string();
}

void synthesize(const Options& options, Context& context) {
  const config::Config config = config::load_config(options.config, context.overrides);
  if (options.period && !(*options.period > 0 && std::isfinite(*options.period))) {
    throw UsageError(
        fmt::format("--period {} is not a clock period; give a positive number of ns", *options.period));
  }
  if (!options.fpga && (!options.device.empty() || options.no_dsp)) {
    throw UsageError(fmt::format("{} is for FPGAs; give --fpga ice40, ecp5 or xilinx with it",
                                 options.no_dsp ? "--no-dsp" : "--device"));
  }
  OutputFolder folder(options.folder, {config.core, config.name, "synth"}, options.force);
  try {
    const bool meets_period = run(options, make_job(options, config, folder, context));
    const std::string json = synth::file_text(folder.staging() / "synth.json");
    const std::string text = synth::file_text(folder.staging() / "synth.txt");
    folder.commit();
    if (context.json) context.output << json;
    if (context.shows_text()) context.output << text;
    if (!meets_period) context.exit_code = ExitCode::check_failed;
  } catch (const synth::InputError& error) {
    throw UsageError(error.what());
  } catch (const synth::ToolFailed& error) {
    throw ToolError(error.what() + kept_log(error.log(), config.name));
  }
}

}  // namespace

void add_synth(CLI::App& program, Context& context) {
  CLI::App* command =
      add_command(program, context, "synth", "area and timing of a core, in standard cells or on an FPGA");
  const auto options = std::make_shared<Options>();
  command->add_option("CONFIG", options->config, "config file")->required();
  command->add_option("-o,--output", options->folder, "folder to write")->required()->type_name("DIR");
  CLI::Option* library =
      command->add_option("--library", options->library, "osu018, osu035, osu050 or a liberty file")
          ->type_name("LIBRARY");
  command->add_option("--fpga", options->fpga, "map to an FPGA instead: ice40, ecp5 or xilinx (7 series)")
      ->type_name("FAMILY")
      ->excludes(library);
  command
      ->add_option("--device", options->device,
                   "where to place and route: hx1k, hx4k, hx8k, lp1k, lp8k or up5k (ice40)")
      ->type_name("DEVICE");
  command->add_flag("--no-dsp", options->no_dsp,
                    "products in lookup tables, not in multiplier blocks (FPGA)");
  command
      ->add_option("--period", options->period, "clock period in ns (default: the config's clock_period_ns)")
      ->type_name("NS");
  command->add_flag("--force", options->force, "replace the files of another core in DIR");
  add_overrides(command, context);
  command->callback([options, &context] { synthesize(*options, context); });
}

}  // namespace winnow::cli
