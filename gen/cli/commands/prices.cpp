// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "gen/cli/commands/commands.hpp"
#include "gen/cli/output_folder.hpp"
#include "gen/cli/prices/price_list.hpp"
#include "gen/cli/resources.hpp"
#include "gen/config/config.hpp"
#include "gen/config/rmmu_parameters.hpp"
#include "synth/asic/library_choice.hpp"
#include "synth/synthesize.hpp"

namespace winnow::cli {
namespace {

struct Options {
  std::string folder;
  std::vector<std::string> libraries = {"osu018", "osu035"};
  std::vector<std::string> sets;  // as on the command line: "16,8"; empty: all
  bool force = false;
};

// The numbers are checked by the parameter table, as in a config.
std::vector<unsigned> parse_set(const std::string& text) {
  if (text.find_first_not_of("0123456789,") != std::string::npos)
    throw UsageError(fmt::format("--precisions {}: not a set of precisions; give one such as 16,8", text));
  const std::string config = fmt::format(
      R"({{"winnow": 1, "core": "rmmu", "name": "prices", "parameters": {{"precisions": [{}]}}}})", text);
  return config::parse_config(config, "--precisions " + text).as<config::RmmuParameters>().precisions;
}

std::vector<std::vector<unsigned>> wanted_sets(const Options& options) {
  if (options.sets.empty()) return prices::all_precision_sets();
  std::vector<std::vector<unsigned>> sets;
  for (const std::string& set : options.sets) sets.push_back(parse_set(set));
  return sets;
}

std::vector<prices::PriceList> measure_all(const Options& options, const OutputFolder& folder,
                                           const Context& context) {
  const auto sets = wanted_sets(options);
  for (const std::string& library : options.libraries)
    synth::asic::find_library(library);  // all, before any is used
  const std::filesystem::path work = folder.staging() / "work";
  std::vector<prices::PriceList> lists;
  for (const std::string& library : options.libraries) {
    const prices::Bench bench{library, find_resources() / "rtl_templates",
                              work / std::to_string(lists.size())};
    lists.push_back(
        prices::measure(sets, bench, [&context](const std::string& line) { context.progress(line); }));
  }
  std::filesystem::remove_all(work);
  return lists;
}

void write_prices(const Options& options, Context& context) {
  OutputFolder folder(options.folder, {"rmmu", "prices", "prices"}, options.force);
  try {
    const auto lists = measure_all(options, folder, context);
    const std::string json = prices::to_json(lists).dump(2) + "\n", text = prices::to_markdown(lists);
    folder.write("prices.json", json);
    folder.write("prices.md", text);
    folder.write("prices.svg", prices::to_svg(lists));
    folder.commit();
    if (context.json) context.output << json;
    if (context.shows_text()) context.output << text;
  } catch (const synth::InputError& error) {
    throw UsageError(error.what());
  } catch (const synth::ToolFailed& error) {
    throw ToolError(error.what());
  }
}

}  // namespace

void add_prices(CLI::App& program, Context& context) {
  CLI::App* command = add_command(program, context, "prices",
                                  "area, critical path and throughput of the RMMU's precision sets");
  const auto options = std::make_shared<Options>();
  command->add_option("-o,--output", options->folder, "folder to write")->required()->type_name("DIR");
  command->add_option("--library", options->libraries, "osu018, osu035, osu050 or a liberty file; repeatable")
      ->type_name("LIBRARY");
  command->add_option("--precisions", options->sets, "a set such as 16,8; repeatable (default: all 15)")
      ->type_name("SET");
  command->add_flag("--force", options->force, "replace the files of another core in DIR");
  command->callback([options, &context] { write_prices(*options, context); });
}

}  // namespace winnow::cli
