// SPDX-License-Identifier: Apache-2.0
#include "verif/mutants/equivalence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "gen/process/process.hpp"
#include "verif/mutants/open_state.hpp"

namespace winnow::verif::mutants {
namespace {

namespace fs = std::filesystem;
using hdl::Module;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "winnow-mutant-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
      throw fs::filesystem_error("cannot make a temporary folder", pattern,
                                 std::error_code(errno, std::generic_category()));
    }
    path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string script(const Module& gold, const Module& gate, unsigned seconds) {
  return fmt::format(
      "read_verilog design.v\n"
      "hierarchy -check\n"
      "flatten\n"
      "miter -equiv -flatten {0} {1} miter\n"
      "cd miter\n"
      // What is the same on both sides becomes one, so that the proof is about the difference.
      "opt_expr\nopt_merge\nopt_expr\nopt_merge\nopt_clean\n"
      // And what is equal without looking it: otherwise a different OR in front of a multiplier would ask for
      // a proof of the multiplier.
      "techmap\nabc -g AND,XOR,MUX -script +strash;ifraig;scorr;strash;map\nopt_clean\n"
      "sat -verify -prove trigger 0 -timeout {2}\n",
      gold.name(), gate.name(), seconds);
}

bool instantiates(const Module& module, const Module& child) {
  return std::any_of(module.instances.begin(), module.instances.end(),
                     [&](const hdl::Instance& instance) { return instance.module == &child; });
}

}  // namespace

std::optional<std::string> Prover::version() {
  if (!process::find_program("yosys")) return std::nullopt;
  process::Command command{{"yosys", "-V"}};
  command.capture = true;
  const process::Outcome outcome = process::run(command);
  if (!outcome.ok()) return std::nullopt;
  return outcome.output.substr(0, outcome.output.find('\n'));
}

bool Prover::is_equal(const MutatedDesign& mutated, const Module& original) const {
  const TemporaryFolder folder;
  const OpenedDesign gold(original, "_gold");
  const OpenedDesign gate(mutated.in_place_of(original), "_gate");
  std::ofstream(folder.path() / "design.v") << gold.verilog() << gate.verilog();
  std::ofstream(folder.path() / "prove.ys") << script(gold.top(), gate.top(), seconds_);
  process::Command command{{"yosys", "-q", "-s", "prove.ys"}};
  command.directory = folder.path();
  command.log_file = folder.path() / "log";
  command.timeout = std::chrono::seconds(3 * seconds_);
  return process::run(command).ok();
}

// In the module or, where that fails, in all that instantiate it; `proven` gets their names.
bool Prover::prove_in(const Module& module, const MutatedDesign& mutated,
                      std::vector<std::string>& proven) const {
  if (std::ranges::find(proven, module.name()) != proven.end()) return true;
  if (is_equal(mutated, module)) {
    proven.push_back(module.name());
    return true;
  }
  const auto changed = mutated.changed();
  const bool is_top = &module == changed.back();
  return !is_top && std::ranges::all_of(changed, [&](const Module* parent) {
    return !instantiates(*parent, module) || prove_in(*parent, mutated, proven);
  });
}

std::vector<std::string> Prover::prove(const MutatedDesign& mutated) const {
  std::vector<std::string> proven;
  if (!prove_in(*mutated.changed().front(), mutated, proven)) return {};
  return proven;
}

}  // namespace winnow::verif::mutants
