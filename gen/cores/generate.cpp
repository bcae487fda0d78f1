// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/generate.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "gen/cores/core_kind.hpp"
#include "gen/hdl/passes/passes.hpp"
#include "gen/hdl/verilog/package.hpp"
#include "gen/hdl/verilog/writer.hpp"
#include "winnow/version.hpp"

namespace winnow::cores {
namespace {

// One row per parameter, those of a core inside the core after it.
std::string value_rows(const std::string& prefix, const std::any& parameters) {
  std::string rows;
  for (const config::Parameter& parameter : config::core_table_of(parameters.type()).parameters()) {
    const config::ParameterValue value = parameter.load(parameters);
    rows += "| `" + prefix + parameter.name + "` | " + config::in_words(value) + " | " + parameter.range() +
            " | " + parameter.meaning + " |\n";
    if (const auto* part = std::get_if<config::Part>(&value))
      rows += value_rows(prefix + parameter.name + ".", part->parameters);
  }
  return rows;
}

std::string value_table(const config::Config& config) {
  return "| parameter | value | range | meaning |\n|---|---|---|---|\n" + value_rows("", config.parameters);
}

hdl::verilog::PackageFacts facts_of(const config::Config& config) {
  hdl::verilog::PackageFacts facts;
  facts.name = config.name;
  facts.kind = config.core;
  facts.purpose = config.table().purpose();
  facts.generator = "winnow";
  facts.version = winnow::version;
  facts.config = config::canonical_json(config);
  facts.config_hash = config::config_hash(config);
  facts.parameter_table = value_table(config);
  facts.throughput = core_kind(config.core).throughput;
  facts.clock_period_ns = config.clock_period_ns;
  return facts;
}

std::string read_template(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    throw std::runtime_error(file.string() + ": cannot be read; it belongs to winnow's installation");
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

}  // namespace

GeneratedCore elaborate(const config::Config& config) {
  GeneratedCore core;
  core.design = std::make_unique<hdl::Design>();
  core.top = &core_kind(config.core).elaborate(*core.design, config);
  core.design->finish();
  hdl::run_passes(*core.design);
  return core;
}

GeneratedCore generate(const config::Config& config, const GenerateOptions& options) {
  GeneratedCore core = elaborate(config);
  hdl::verilog::PackageFacts facts = facts_of(config);

  hdl::verilog::WriterOptions writer;
  writer.generator = facts.generator + " " + facts.version;
  writer.configuration = "config " + config.name + " (" + facts.config_hash + ")";
  writer.origin_comments = options.origin_comments;
  hdl::verilog::PrintedDesign printed = hdl::verilog::print_design(*core.top, writer);
  for (const std::string& file : printed.external_files) {
    core.files.push_back({"rtl/" + file, read_template(options.templates / file)});
  }
  for (hdl::verilog::SourceFile& file : printed.files) {
    core.lines[std::filesystem::path(file.name).stem().string()] = std::move(file.lines);
    core.files.push_back({"rtl/" + file.name, std::move(file.text)});
  }
  for (const OutputFile& file : core.files) core.sources.push_back(file.path);

  facts.sources = core.sources;
  core.files.push_back({config.name + ".f", hdl::verilog::file_list(facts)});
  core.files.push_back({config.name + ".core", hdl::verilog::fusesoc_core(facts)});
  core.files.push_back({config.name + ".sdc", hdl::verilog::constraints(*core.top, facts)});
  core.files.push_back({"manifest.json", hdl::verilog::manifest(*core.top, facts).dump(2) + "\n"});
  core.files.push_back({"DATASHEET.md", hdl::verilog::datasheet(*core.top, facts)});
  return core;
}

}  // namespace winnow::cores
