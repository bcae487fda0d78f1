// SPDX-License-Identifier: Apache-2.0
#include "synth/synthesize.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "gen/process/tool.hpp"
#include "synth/asic/flow.hpp"
#include "synth/asic/library_choice.hpp"
#include "synth/fpga/device.hpp"
#include "synth/fpga/flow.hpp"
#include "synth/tools.hpp"
#include "synth/work_folder.hpp"

namespace winnow::synth {
namespace {

namespace fs = std::filesystem;

bool is_identifier(const std::string& name) {
  const auto allowed = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  return !name.empty() && !std::isdigit(static_cast<unsigned char>(name.front())) &&
         std::ranges::all_of(name, allowed);
}

// File names reach the tools' scripts, which know no quoting.
bool is_plain_file_name(const std::string& name) {
  const auto allowed = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) ||
           std::string_view("_.-+").find(c) != std::string_view::npos;
  };
  return std::ranges::all_of(name, allowed);
}

void check_files(const Job& job) {
  std::set<std::string> names;
  if (job.files.empty()) throw InputError(fmt::format("{}: no Verilog files given", job.top));
  for (const fs::path& file : job.files) {
    const std::string name = file.filename().string();
    if (!fs::is_regular_file(file)) throw InputError(fmt::format("{}: no such file", file.string()));
    if (!is_plain_file_name(name)) {
      throw InputError(
          fmt::format("{}: use letters, digits, '_', '.', '-', '+' in the file's name", file.string()));
    }
    if (!names.insert(name).second) {
      throw InputError(fmt::format("{}: two files have this name; rename one", name));
    }
  }
}

void check(const Job& job) {
  if (!is_identifier(job.top))
    throw InputError(fmt::format("top module '{}' is not a Verilog identifier", job.top));
  if (!is_identifier(job.clock))
    throw InputError(fmt::format("clock '{}' is not a Verilog identifier", job.clock));
  for (const std::string& name : job.black_boxes) {
    if (!is_identifier(name))
      throw InputError(fmt::format("black box '{}' is not a Verilog identifier", name));
  }
  if (job.period_ns && !(*job.period_ns > 0 && std::isfinite(*job.period_ns))) {
    throw InputError(fmt::format("period of {} ns; use a number above zero", *job.period_ns));
  }
  if (job.directory.empty()) throw InputError("no folder given for the results");
  check_files(job);
}

// Looks for one thing after the other, and names all that is missing at once, so that one installation mends
// it.
void require(const std::vector<std::function<void()>>& finders) {
  std::string missing;
  for (const auto& find : finders) {
    try {
      find();
    } catch (const ToolMissing& error) {
      missing += (missing.empty() ? "" : "\n") + std::string(error.what());
    }
  }
  if (!missing.empty()) throw ToolMissing(missing);
}

void copy_sources(const Job& job, const WorkFolder& folder) {
  fs::create_directory(folder.path() / "rtl");
  for (const fs::path& file : job.files) fs::copy_file(file, folder.path() / "rtl" / file.filename());
}

template <class AnyResult>
void publish(const AnyResult& result, WorkFolder& folder) {
  folder.write("synth.json", to_json(result).dump(2) + "\n");
  folder.write("synth.txt", to_text(result));
  folder.publish();
}

}  // namespace

Result synthesize(const Job& job) {
  check(job);
  fs::path library;
  require({[&] { library = asic::find_library(job.library); },
           [] {
             process::require_programs({{"yosys", ""}, {"sta", "opensta"}});
           }});
  const std::map<std::string, std::string> tools = {{"sta", sta_version()}, {"yosys", yosys_version()}};

  WorkFolder folder(job.directory);
  copy_sources(job, folder);
  asic::place_library(library, folder.path() / "library.lib");
  ToolRunner runner(folder, job.time_limit);
  Result result = asic::run_flow(job, folder, runner);
  result.tools = tools;
  publish(result, folder);
  return result;
}

fpga::Result synthesize_for_fpga(const Job& job) {
  check(job);
  const bool routes = fpga::find_device(job.fpga) != nullptr;
  std::vector<process::Tool> programs = {{"yosys", ""}};
  if (routes) programs.push_back({"nextpnr-ice40", ""});
  process::require_programs(programs);
  std::map<std::string, std::string> tools = {{"yosys", yosys_version()}};
  if (routes) tools["nextpnr-ice40"] = nextpnr_ice40_version();

  WorkFolder folder(job.directory);
  copy_sources(job, folder);
  ToolRunner runner(folder, job.time_limit);
  fpga::Result result = fpga::run_flow(job, folder, runner);
  result.tools = tools;
  publish(result, folder);
  return result;
}

}  // namespace winnow::synth
