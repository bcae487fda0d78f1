// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/prices/module_price.hpp"

#include <fstream>
#include <stdexcept>

#include "gen/config/config.hpp"
#include "gen/config/rmmu_parameters.hpp"
#include "gen/cores/generate.hpp"
#include "synth/synthesize.hpp"

namespace winnow::cli::prices {
namespace {

namespace fs = std::filesystem;

constexpr const char* array_name = "priced";

config::RmmuParameters one_row(const std::vector<unsigned>& precisions, unsigned columns) {
  config::RmmuParameters parameters;
  parameters.rows = 1;
  parameters.columns = columns;
  parameters.precisions = precisions;
  return parameters;
}

bool is_part_of_pe(const std::string& module) {
  return module.starts_with("rmmu_pe") || module.starts_with("rmmu_multiplier");
}

// Maps the module whose name begins with `top`; `wanted` picks the files.
template <class Wanted>
synth::Result synthesize_module(const config::RmmuParameters& parameters, const std::string& top,
                                const Bench& bench, const Wanted& wanted) {
  const cores::GeneratedCore core =
      cores::generate(config::make_config(array_name, parameters), {bench.templates});
  const fs::path sources = bench.folder / "source";
  fs::create_directories(sources);
  synth::Job job;
  job.library = bench.library;
  job.directory = bench.folder / "out";
  for (const cores::OutputFile& file : core.files) {
    const fs::path name = fs::path(file.path).filename();
    if (name.extension() != ".v" || !wanted(name.stem().string())) continue;
    std::ofstream(sources / name, std::ios::binary) << file.text;
    job.files.push_back(sources / name);
    if (name.string().starts_with(top)) job.top = name.stem().string();
  }
  if (job.top.empty()) throw std::logic_error("the array holds no module " + top);
  return synth::synthesize(job);
}

}  // namespace

Price price_of(const synth::Result& result) {
  const synth::ModuleResult& top = result.top_module();
  const synth::TimingPath* path = result.timing.critical();
  return {top.area, top.gate_equivalents, path == nullptr ? 0 : path->delay_ns, top.flip_flops};
}

synth::Result synthesize_pe(const PeChoice& choice, const Bench& bench) {
  config::RmmuParameters parameters = one_row(choice.precisions, 1);
  parameters.pe_stages = choice.stages;
  parameters.multiplier = choice.multiplier;
  parameters.maximum_length = 65536;
  return synthesize_module(parameters, "rmmu_pe", bench, is_part_of_pe);
}

synth::Result synthesize_row(const RowChoice& choice, const Bench& bench) {
  config::RmmuParameters parameters = one_row(choice.precisions, choice.columns);
  if (!choice.element_reduction) parameters.reductions = {"row"};
  // All but the array around the row and what feeds it.
  return synthesize_module(parameters, std::string(array_name) + "_row", bench,
                           [](const std::string& module) {
                             return module != array_name && !module.starts_with("rmmu_weight") &&
                                    !module.starts_with("rmmu_group");
                           });
}

}  // namespace winnow::cli::prices
