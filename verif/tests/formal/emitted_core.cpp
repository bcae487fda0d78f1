// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/formal/emitted_core.hpp"

#include <unistd.h>

#include <bit>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "gen/config/config.hpp"
#include "gen/hdl/verilog/writer.hpp"

namespace winnow::formal {

namespace fs = std::filesystem;

fs::path project() {
  const char* root = std::getenv("WINNOW_SOURCE_DIR");
  if (root == nullptr) throw std::runtime_error("WINNOW_SOURCE_DIR is not set");
  return root;
}

unsigned bits_for(unsigned count) {
  return static_cast<unsigned>(std::bit_width(count - 1));
}

EmittedCore::EmittedCore(const std::string& config_text, const fs::path& folder)
    : core(cores::generate(config::parse_config(config_text, "proof"), {project() / "rtl_templates"})) {
  for (const cores::OutputFile& file : core.files) {
    fs::create_directories((folder / file.path).parent_path());
    std::ofstream(folder / file.path) << file.text;
  }
  for (const std::string& source : core.sources) rtl.push_back(folder / source);

  hdl::verilog::WriterOptions options;
  options.formal = true;
  const hdl::verilog::PrintedDesign checked = hdl::verilog::print_design(*core.top, options);
  fs::create_directories(folder / "checked");
  for (const hdl::verilog::SourceFile& file : checked.files)
    std::ofstream(folder / "checked" / file.name) << file.text;
  for (const fs::path& source : rtl) {
    const fs::path file = folder / "checked" / source.filename();
    checked_rtl.push_back(fs::exists(file) ? file : source);
  }
}

ProofFolder::ProofFolder(const std::string& name)
    : path_(fs::temp_directory_path() / (name + "_" + std::to_string(::getpid()))) {
  fs::remove_all(path_);
}

ProofFolder::~ProofFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace winnow::formal
