// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "gen/hdl/passes/passes.hpp"
#include "gen/hdl/verilog/writer.hpp"
#include "gen/process/process.hpp"
#include "verif/tests/passes/random_graph.hpp"

using namespace winnow;
using namespace winnow::hdl;
using namespace winnow::hdl::test;

namespace {

constexpr std::uint64_t designs = 12;

// The files of one random design in a folder of their own.
class Printed {
 public:
  explicit Printed(std::uint64_t seed)
      : folder_(std::filesystem::temp_directory_path() /
                ("winnow_passes_lint_" + std::to_string(::getpid()) + "_" + std::to_string(seed))) {
    Design design;
    const Module& module = design.elaborate<RandomGraph>({seed});
    design.finish();
    run_passes(design);
    top = module.name();
    std::filesystem::create_directories(folder_);
    for (const verilog::SourceFile& file : verilog::print_design(module, {}).files) {
      std::ofstream(folder_ / file.name) << file.text;
      files.push_back(file.name);
    }
  }
  Printed(const Printed&) = delete;
  Printed& operator=(const Printed&) = delete;
  ~Printed() { std::filesystem::remove_all(folder_); }

  // Runs a tool on the files; it must succeed and have nothing to say.
  void is_clean(std::vector<std::string> arguments, bool with_files) const {
    if (with_files) arguments.insert(arguments.end(), files.begin(), files.end());
    process::Command command;
    command.arguments = std::move(arguments);
    command.directory = folder_;
    command.capture = true;
    const process::Outcome outcome = process::run(command);
    BOOST_TEST(outcome.exit_code == 0);
    BOOST_TEST(outcome.output == "");
  }

  std::string top;
  std::vector<std::string> files;

 private:
  std::filesystem::path folder_;
};

template <class Check>
void for_each_design(Check check) {
  for (std::uint64_t seed = 1; seed <= designs; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      check(Printed(seed));
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lint)

BOOST_AUTO_TEST_CASE(verilator) {
  for_each_design([](const Printed& design) {
    design.is_clean({"verilator", "--lint-only", "-Wall", "--top-module", design.top}, true);
  });
}

BOOST_AUTO_TEST_CASE(icarus) {
  for_each_design([](const Printed& design) {
    design.is_clean({"iverilog", "-g2005", "-Wall", "-s", design.top, "-o", "/dev/null"}, true);
  });
}

BOOST_AUTO_TEST_CASE(yosys) {
  for_each_design([](const Printed& design) {
    std::string script = "read_verilog";
    for (const std::string& file : design.files) script += " " + file;
    script += "; hierarchy -check -top " + design.top + "; proc; check -assert";
    design.is_clean({"yosys", "-q", "-p", script}, false);
  });
}

BOOST_AUTO_TEST_SUITE_END()
