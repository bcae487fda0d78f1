// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/synth/core_run.hpp"

#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "synth/synthesize.hpp"

namespace winnow::synth_test {

namespace fs = std::filesystem;

fs::path project_folder() {
  const char* root = std::getenv("WINNOW_SOURCE_DIR");
  if (root == nullptr) throw std::runtime_error("WINNOW_SOURCE_DIR is not set");
  return root;
}

CoreRun::CoreRun(const fs::path& file) : CoreRun(config::load_config((project_folder() / file).string())) {}

CoreRun::CoreRun(config::Config given)
    : config(std::move(given)),
      core(cores::generate(config, {project_folder() / "rtl_templates"})),
      scratch_("core_" + config.name) {
  fs::create_directory(work());
  synth::Job job{.top = config.name, .directory = folder()};
  job.period_ns = config.clock_period_ns;
  for (const cores::OutputFile& output : core.files) {
    fs::create_directories((scratch_.path() / "source" / output.path).parent_path());
    write(scratch_.path() / "source" / output.path, output.text);
  }
  for (const std::string& source : core.sources) job.files.push_back(scratch_.path() / "source" / source);
  result = synth::synthesize(job);
}

}  // namespace winnow::synth_test
