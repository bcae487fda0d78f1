// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gen/config/config.hpp"
#include "gen/hdl/netlist/design.hpp"
#include "gen/hdl/verilog/writer.hpp"

namespace winnow::cores {

struct GenerateOptions {
  std::filesystem::path templates;  // folder of the hand-written leaf Verilog (rtl_templates)
  bool origin_comments = true;
};

// One file of the core's package, relative to its folder.
struct OutputFile {
  std::string path;
  std::string text;
};

// An elaborated core, after the passes, and the text of every file of `winnow generate`.
struct GeneratedCore {
  std::unique_ptr<hdl::Design> design;
  hdl::Module* top = nullptr;
  std::vector<OutputFile> files;     // rtl/*.v first, in compile order
  std::vector<std::string> sources;  // the Verilog among them
  // By module: where its values stand in rtl/MODULE.v.
  std::map<std::string, hdl::verilog::SourceLines> lines;
};

// Elaborated and legalised, without any text. Throws hdl::ElaborationError.
GeneratedCore elaborate(const config::Config& config);

// Everything `winnow generate` writes. The same config gives the same bytes.
GeneratedCore generate(const config::Config& config, const GenerateOptions& options);

}  // namespace winnow::cores
