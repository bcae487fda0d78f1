// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/synth/plain_pe.hpp"

#include <fmt/format.h>

#include "synth/synthesize.hpp"
#include "verif/tests/synth/core_run.hpp"

namespace winnow::synth_test {

// The parameter is set in a copy, as a tool's command line would.
cli::prices::Price plain_pe(unsigned stages) {
  const Scratch scratch("plain_pe");
  const std::string declaration = "parameter STAGES = 0";
  std::string text = slurp(project_folder() / "verif/tests/synth/rtl/plain_pe.v");
  text.replace(text.find(declaration), declaration.size(), fmt::format("parameter STAGES = {}", stages));
  synth::Job job;
  job.top = "plain_pe";
  job.directory = scratch.path() / "out";
  job.files = {scratch.path() / "plain_pe.v"};
  write(job.files.front(), text);
  return cli::prices::price_of(synth::synthesize(job));
}

}  // namespace winnow::synth_test
