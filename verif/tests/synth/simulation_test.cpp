// SPDX-License-Identifier: Apache-2.0
// The mapped netlist with the generated cell models behaves as the source does; the cell models behave as the
// library's own Verilog does.
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <string>

#include "gen/process/process.hpp"
#include "synth/liberty/cell_models.hpp"
#include "synth/synthesize.hpp"
#include "verif/tests/synth/designs.hpp"
#include "verif/tests/synth/scratch.hpp"

using namespace winnow::synth;
using namespace winnow::synth_test;
namespace fs = std::filesystem;
namespace process = winnow::process;

namespace {

std::string output_of(const std::vector<std::string>& arguments, const fs::path& directory) {
  const auto outcome = process::run({.arguments = arguments, .directory = directory, .capture = true});
  BOOST_REQUIRE_MESSAGE(outcome.ok(), arguments.front() + ": " + outcome.output);
  return outcome.output;
}

std::string simulate(const fs::path& directory, std::vector<std::string> files) {
  files.insert(files.begin(), {"iverilog", "-g2005", "-gno-specify", "-o", "simulation"});
  output_of(files, directory);
  return output_of({"vvp", "-n", "simulation"}, directory);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_mapped_array_equals_its_source) {
  const fs::path rtl = rtl_folder();
  for (const bool for_speed : {false, true}) {
    const Scratch scratch("simulation_array");
    Job job = array_job(scratch.path());
    if (for_speed) job.period_ns = 0.5;  // cannot be met
    synthesize(job);
    const std::string bench = (rtl / "array_tb.v").string();
    const std::string source = simulate(scratch.path(), {(rtl / "mac.v").string(), (rtl / "row.v").string(),
                                                         (rtl / "array.v").string(), bench});
    const std::string mapped = simulate(scratch.path(), {"out/array.netlist.v", "out/cells.v", bench});
    BOOST_TEST(source.size() > 50000);
    BOOST_TEST(source.substr(source.find("\n10 ")).find('x') == std::string::npos);  // all known after reset
    BOOST_TEST(mapped == source);
  }
}

BOOST_AUTO_TEST_CASE(netlist_and_cells_pass_verilator) {
  const Scratch scratch("simulation_lint");
  synthesize(array_job(scratch.path()));
  output_of({"verilator", "--lint-only", "-Wno-fatal", "--top-module", "array", "array.netlist.v", "cells.v"},
            scratch.path() / "out");
}

// Every cell of the library beside the vendor's model of it, on the same random inputs.
BOOST_AUTO_TEST_CASE(cell_models_equal_the_vendors) {
  const fs::path folder = "/usr/share/qflow/tech/osu018";
  const liberty::Library library = liberty::read_library(folder / "osu018_stdcells.lib");
  std::set<std::string> names;
  std::string instances;
  std::string checks;
  std::string wires;
  std::string renamed;
  for (const liberty::Cell& cell : library.cells) {
    names.insert(cell.name);
    std::string inputs;
    unsigned number = 0;
    for (const liberty::Pin* pin : cell.pins_of(liberty::Direction::input)) {
      inputs += fmt::format(", .{}(in[{}])", pin->name, number++);
    }
    for (const liberty::Pin* pin : cell.pins_of(liberty::Direction::output)) {
      const std::string id = cell.name + "_" + pin->name;
      wires += fmt::format("  wire {0}_own, {0}_vendor;\n", id);
      instances += fmt::format("  own_{0} {1}_a (.{2}({1}_own){3});\n  {0} {1}_b (.{2}({1}_vendor){3});\n",
                               cell.name, id, pin->name, inputs);
      checks += fmt::format(
          "      if ({0}_own !== {0}_vendor) $display(\"{0} %b: %b, vendor %b\", in, {0}_own, {0}_vendor);\n",
          id);
    }
  }
  std::string models = liberty::cell_models(library, names);
  for (std::size_t at = 0; (at = models.find("\nmodule ", at)) != std::string::npos; at += 8) {
    models.insert(at + 8, "own_");
  }
  const Scratch scratch("simulation_cells");
  write(scratch.path() / "own.v", models);
  write(scratch.path() / "bench.v",
        "`timescale 1ns/10ps\nmodule bench;\n  reg [5:0] in = 0;\n  integer i;\n  integer seed = 3;\n" +
            wires + instances +
            "  initial begin\n    for (i = 0; i < 3000; i = i + 1) begin\n      #5 "
            "in[$unsigned($random(seed)) % 6] = "
            "$random(seed);\n      #5 if (i > 100) begin\n" +
            checks + "      end\n    end\n    $display(\"done\");\n    $finish;\n  end\nendmodule\n");
  BOOST_TEST(names.size() > 30);
  const std::string output =
      simulate(scratch.path(), {"bench.v", "own.v", (folder / "osu018_stdcells.v").string()});
  BOOST_TEST(output == "done\n", output.substr(0, 2000));
}
