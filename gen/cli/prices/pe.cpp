// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/prices/pe.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "gen/config/config.hpp"
#include "gen/config/rmmu_parameters.hpp"
#include "gen/cores/generate.hpp"
#include "synth/synthesize.hpp"

namespace winnow::cli::prices {
namespace {

namespace fs = std::filesystem;

// An array of one PE; the generator makes no PE without an array around it.
config::Config array_of_one(const PeChoice& choice) {
  config::RmmuParameters parameters;
  parameters.rows = parameters.columns = 1;
  parameters.precisions = choice.precisions;
  parameters.pe_stages = choice.stages;
  parameters.multiplier = choice.multiplier;
  parameters.maximum_length = 65536;
  return config::make_config("pe_alone", parameters);
}

bool belongs_to_pe(const std::string& file) {
  return file.starts_with("rmmu_pe") || file.starts_with("rmmu_multiplier");
}

}  // namespace

Price price_of(const synth::Result& result) {
  const synth::ModuleResult& top = result.top_module();
  const synth::TimingPath* path = result.timing.critical();
  return {top.area, top.gate_equivalents, path == nullptr ? 0 : path->delay_ns, top.flip_flops};
}

Price price_of_pe(const PeChoice& choice, const std::string& library, const fs::path& templates,
                  const fs::path& folder) {
  const cores::GeneratedCore core = cores::generate(array_of_one(choice), {templates});
  const fs::path sources = folder / "source";
  fs::create_directories(sources);
  synth::Job job;
  job.library = library;
  job.directory = folder / "out";
  for (const cores::OutputFile& file : core.files) {
    const fs::path name = fs::path(file.path).filename();
    if (name.extension() != ".v" || !belongs_to_pe(name.string())) continue;
    std::ofstream(sources / name, std::ios::binary) << file.text;
    job.files.push_back(sources / name);
    if (name.string().starts_with("rmmu_pe")) job.top = name.stem().string();
  }
  if (job.top.empty()) throw std::logic_error("the array holds no module rmmu_pe...");
  return price_of(synth::synthesize(job));
}

}  // namespace winnow::cli::prices
