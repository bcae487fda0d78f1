// SPDX-License-Identifier: Apache-2.0
// Reading what the tools write, and the scripts they are given, without running them.
#include <boost/test/unit_test.hpp>
#include <string>

#include "synth/asic/area.hpp"
#include "synth/asic/sta_script.hpp"
#include "synth/asic/timing_report.hpp"
#include "synth/asic/yosys_script.hpp"
#include "synth/errors.hpp"
#include "synth/netlist.hpp"
#include "synth/progress.hpp"
#include "verif/tests/synth/scratch.hpp"

using namespace winnow::synth;
using namespace winnow::synth::asic;
using winnow::synth_test::Scratch;
namespace test = winnow::synth_test;

namespace {

// top: one flip-flop and two pe; pe: two NAND2, one flip-flop; memory box in top.
const std::string mapped_text = R"json({ "modules": {
  "top": { "attributes": { "top": "1" }, "ports": { "clk_i": {}, "d_i": {} },
    "cells": {
      "_0_": { "type": "DFF", "port_directions": { "D": "input", "Q": "output" }, "connections": { "D": [ 5 ], "Q": [ 7 ] } },
      "u0": { "type": "pe" }, "u1": { "type": "pe" }, "box": { "type": "top_words_8x4" } },
    "netnames": { "_3_": { "hide_name": 0, "bits": [ 7 ] }, "count_q": { "hide_name": 0, "bits": [ "0", 7 ] } } },
  "pe": { "attributes": {}, "ports": { "clk_i": {} },
    "cells": {
      "_1_": { "type": "DFF", "port_directions": { "Q": "output" }, "connections": { "Q": [ 2 ] } },
      "_2_": { "type": "NAND2" }, "_3_": { "type": "NAND2" } },
    "netnames": { "sum_q": { "hide_name": 0, "bits": [ 2 ] } } },
  "top_words_8x4": { "attributes": { "blackbox": "1" }, "ports": {}, "cells": {}, "netnames": {} },
  "NAND2": { "attributes": { "blackbox": "1" }, "ports": {}, "cells": {}, "netnames": {} },
  "DFF": { "attributes": { "blackbox": "1" }, "ports": {}, "cells": {}, "netnames": {} } } })json";

const std::string source_text = R"json({ "modules": {
  "top": { "attributes": {}, "ports": {}, "netnames": {},
    "memories": { "words": { "width": 4, "size": 8 }, "table": { "width": 64, "size": 64 } },
    "cells": { "w": { "type": "$memwr_v2", "parameters": { "MEMID": "\\words" } }, "s": { "type": "$paramod\\sram\\WIDTH=s32'1" } } },
  "$paramod\\sram\\WIDTH=s32'1": { "attributes": {}, "ports": {}, "netnames": {}, "cells": {},
    "parameter_default_values": { "DEPTH": "00000000000000000000000000001000", "OFFSET": "11111111111111111111111111111111" } },
  "$paramod$0a1b\\sram": { "attributes": { "hdlname": "\\sram" }, "ports": {}, "netnames": {}, "cells": {} } } })json";

Netlist netlist_of(const std::string& text) {
  const Scratch scratch("report_netlist");
  test::write(scratch.path() / "n.json", text);
  return read_netlist(scratch.path() / "n.json");
}

liberty::Library library() {
  return liberty::parse_library(R"lib(library (tiny) {
    cell (NAND2) { area : 4; pin(A) { direction : input; capacitance : 0.01; } pin(B) { direction : input; capacitance : 0.01; }
      pin(Y) { direction : output; function : "!(A B)";
}
}
cell(DFF) {
area:
  20;
  ff(IQ, IQN) {
  next_state:
    "D";
  clocked_on:
    "C";
  }
}
cell(BUF) {
area:
  5;
  pin(A) {
  direction:
    input;
  }
  pin(Y) {
  direction:
    output;
  function:
    "A";
  }
}
cell(LAT) {
area:
  9;
  latch(IQ, IQN) {
  data_in:
    "D";
  enable:
    "G";
  }
}
})lib",
                                "tiny.lib");
}

const std::string report = R"(winnow-path top register_to_register
Startpoint: u0/_1_ (rising edge-triggered flip-flop clocked by clk_i)
Endpoint: _0_ (rising edge-triggered flip-flop clocked by clk_i)
Path Group: clk_i

Fanout     Delay      Time   Description
------------------------------------------------------------------
         0.0000    0.0000   clock clk_i (rise edge)
         0.0000    0.0000   clock network delay (ideal)
         0.0000    0.0000 ^ u0/_1_/C (DFF)
         0.2300    0.2300 ^ u0/_1_/Q (DFF)
   12                       u0/sum_q (net)
         0.5000    0.7300 v u0/_2_/Y (NAND2)
    1                       u0/_5_ (net)
         0.0000    0.7300 v _0_/D (DFF)
                   0.7300   data arrival time

        10.0000   10.0000   clock clk_i (rise edge)
                  10.0000 ^ _0_/C (DFF)
        -0.1000    9.9000   library setup time
                   9.9000   data required time
------------------------------------------------------------------
                   9.1700   slack (MET)

winnow-path pe register_to_register
Startpoint: _1_ (rising edge-triggered flip-flop clocked by clk_i)
Endpoint: _1_ (rising edge-triggered flip-flop clocked by clk_i)
                  -1.5000   slack (VIOLATED)
winnow-path pe input_to_output
No paths found.
winnow-path top input_to_register
Startpoint: d_i[3] (input port clocked by clk_i)
Endpoint: _0_ (rising edge-triggered flip-flop clocked by clk_i)
         0.0000    0.0000 ^ input external delay
         0.0000    0.0000 ^ d_i[3] (in)
    1                       d_i[3] (net)
                   9.9000   slack (MET)
)";

}  // namespace

BOOST_AUTO_TEST_CASE(netlists_have_counts_names_and_memories) {
  const Netlist mapped = netlist_of(mapped_text);
  BOOST_TEST(mapped.at("pe").counts.at("NAND2") == 2);
  BOOST_TEST(mapped.at("top").cells.at("_0_").nets.at("Q") == "count_q[1]");  // not the generated _3_
  BOOST_TEST(mapped.at("top_words_8x4").black_box);
  const Netlist source = netlist_of(source_text);
  BOOST_TEST(source.at("top").memories.size() == 2);
  BOOST_TEST(source.at("top").memory_bits() == 8 * 4 + 64 * 64);
  BOOST_TEST(source.at("$paramod\\sram\\WIDTH=s32'1").display == "sram(DEPTH=8,OFFSET=-1)");
  BOOST_TEST(source.at("$paramod\\sram\\WIDTH=s32'1").base == "sram");
  BOOST_TEST(source.at("$paramod$0a1b\\sram").base == "sram");
  BOOST_CHECK_THROW(netlist_of("{"), InputError);
  BOOST_CHECK_THROW(netlist_of("{\"modules\": {\"a\": 3}}"), InputError);
}

BOOST_AUTO_TEST_CASE(the_hierarchy_is_ordered_and_counted) {
  const Netlist netlist = netlist_of(mapped_text);
  BOOST_TEST(hierarchy_of(netlist, "top").front()->name == "top");
  const auto instances = instances_under(netlist, "top");
  BOOST_TEST(instances.at("pe") == 2);
  BOOST_TEST(instances.at("NAND2") == 4);
  BOOST_TEST(instances.at("DFF") == 3);
}

BOOST_AUTO_TEST_CASE(areas_are_own_inclusive_and_total) {
  const Netlist mapped = netlist_of(mapped_text);
  const Netlist source = netlist_of(source_text);
  ScriptInputs script{.top = "top"};
  script.memory_boxes = {{"top", "words", "top_words_8x4", 32}};
  const auto cells = library();
  Result result;
  result.top = "top";
  fill_areas({mapped, source, script, cells}, result);
  BOOST_REQUIRE(result.modules.size() == 3);
  const ModuleResult& top = result.modules[0];
  const ModuleResult& pe = result.modules[1];
  const ModuleResult& box = result.modules[2];
  BOOST_TEST(top.own_area == 20);
  BOOST_TEST(top.area == 20 + 2 * 28);
  BOOST_TEST(top.gate_equivalents == 76.0 / 4);
  BOOST_TEST(top.flip_flops == 3);
  BOOST_TEST(top.cells == 7);
  BOOST_TEST(top.memory_bits == 32);
  BOOST_TEST(top.own_memory_bits == 0);
  BOOST_TEST(pe.instances == 2);
  BOOST_TEST(pe.area == 28);
  BOOST_TEST(pe.total_area() == 56);
  BOOST_TEST(box.black_box);
  BOOST_TEST(box.own_memory_bits == 32);
  BOOST_TEST(result.cell_counts.at("NAND2") == 4);
  BOOST_TEST(!result.cell_counts.contains("pe"));
}

BOOST_AUTO_TEST_CASE(latches_and_unknown_cells_are_refused) {
  const Netlist source = netlist_of(source_text);
  const auto cells = library();
  for (const std::string type : {"LAT", "MYSTERY"}) {
    const Netlist mapped = netlist_of(
        R"({"modules": {"top": {"attributes": {}, "ports": {}, "netnames": {}, "cells": {"a": {"type": ")" +
        type + R"("}}}}})");
    Result result;
    result.top = "top";
    const ScriptInputs script{.top = "top"};
    BOOST_CHECK_EXCEPTION(
        fill_areas({mapped, source, script, cells}, result), InputError,
        [&](const InputError& e) { return std::string(e.what()).find(type) != std::string::npos; });
  }
}

BOOST_AUTO_TEST_CASE(the_worst_path_of_each_group_is_kept) {
  const auto paths = read_timing(report, netlist_of(mapped_text), library(), 10);
  BOOST_REQUIRE(paths.size() == 2);
  BOOST_TEST(paths[0].group == "register_to_register");
  BOOST_TEST(paths[0].part == "pe");  // slack -1.5 is worse than 9.17
  BOOST_TEST(paths[0].delay_ns == 11.5);
  BOOST_TEST(paths[0].start_point == "sum_q");
  BOOST_TEST(paths[1].start_point == "d_i[3]");
  BOOST_TEST(paths[1].steps.at(0).cell == "in");
}

BOOST_AUTO_TEST_CASE(steps_have_places_cells_and_fanout) {
  const std::string first = report.substr(0, report.find("winnow-path pe"));
  const auto paths = read_timing(first, netlist_of(mapped_text), library(), 10);
  BOOST_REQUIRE(paths.size() == 1);
  BOOST_TEST(paths[0].start_point == "u0/sum_q");
  BOOST_TEST(paths[0].end_point == "count_q[1]");
  BOOST_TEST(std::abs(paths[0].delay_ns - 0.83) < 1e-9);
  BOOST_REQUIRE(paths[0].steps.size() == 4);
  const PathStep& flip_flop = paths[0].steps[1];
  BOOST_TEST(flip_flop.instance == "u0/_1_");
  BOOST_TEST(flip_flop.module == "pe");
  BOOST_TEST(flip_flop.pin == "Q");
  BOOST_TEST(flip_flop.net == "u0/sum_q");
  BOOST_TEST(flip_flop.fanout == 12);
  BOOST_TEST(paths[0].steps[2].cell == "NAND2");
  BOOST_TEST(paths[0].steps[2].delay_ns == 0.5);
  BOOST_TEST(paths[0].steps[3].module == "top");
}

BOOST_AUTO_TEST_CASE(a_large_hierarchy_is_timed_in_parts) {
  const Netlist netlist = netlist_of(mapped_text);  // top: 1 + 2 * 3 cells and a black box
  const auto whole = timing_parts(netlist, "top", "clk_i", 8);
  BOOST_REQUIRE(whole.size() == 1);
  BOOST_TEST(whole[0].whole);
  BOOST_TEST(whole[0].clocked);
  const auto parts = timing_parts(netlist, "top", "clk_i", 7);
  BOOST_REQUIRE(parts.size() == 2);
  BOOST_TEST(!parts[0].whole);
  BOOST_TEST(parts[1].module == "pe");
  BOOST_TEST(parts[1].whole);
  BOOST_TEST(timing_parts(netlist, "top", "clk_i", 1).size() == 2);  // a leaf cannot be cut
  BOOST_TEST(!timing_parts(netlist, "top", "clock", 8)[0].clocked);
}

BOOST_AUTO_TEST_CASE(only_large_written_memories_are_boxed) {
  const Netlist source = netlist_of(source_text);
  BOOST_TEST(memory_boxes(source, "top", 32, {}).empty());
  const auto boxes = memory_boxes(source, "top", 31, {});
  BOOST_REQUIRE(boxes.size() == 1);  // not the table, which is never written
  BOOST_TEST(boxes[0].box == "top_words_8x4");
  BOOST_TEST(boxes[0].bits == 32);
  BOOST_TEST(memory_boxes(source, "top", 31, {"top"}).empty());
}

BOOST_AUTO_TEST_CASE(mapping_for_speed_has_a_delay_target_and_its_own_script) {
  ScriptInputs inputs{.top = "top", .files = {"pe.v", "top.v"}};
  const std::string plain = mapping_script(inputs);
  BOOST_TEST(plain.find("abc -liberty library.lib -constr abc.constr\n") != std::string::npos);
  BOOST_TEST(plain.find("read_verilog rtl/pe.v\nread_verilog rtl/top.v\nhierarchy -check -top top\n") !=
             std::string::npos);
  BOOST_TEST(plain.find("submod") == std::string::npos);
  inputs.speed_ns = 2.5;
  inputs.memory_boxes = {{"top", "words", "top_words", 32}};
  const std::string timed = mapping_script(inputs);
  BOOST_TEST(timed.find("abc -liberty library.lib -constr abc.constr -D 2500 -script +strash;") !=
             std::string::npos);
  BOOST_TEST(timed.find("submod -name top_words top/c:words\nblackbox top_words\n") != std::string::npos);
  BOOST_TEST(abc_constraints(library()) == "set_driving_cell BUF\nset_load 40.000\n");
}

BOOST_AUTO_TEST_CASE(progress_names_the_module_being_mapped) {
  std::vector<std::string> said;
  YosysProgress progress([&](std::string_view text) { said.emplace_back(text); });
  progress.expect_modules(2);
  progress.line("10.6.1. Extracting gate netlist of module `\\pe' to `<abc-temp-dir>/input.blif'..");
  progress.line("11. Executing DFFLIBMAP pass (mapping DFF cells to sequential cells from liberty file).");
  progress.line("12.1. Extracting gate netlist of module `\\pe' to `<abc-temp-dir>/input.blif'..");
  progress.line("something else");
  BOOST_TEST(said == (std::vector<std::string>{"simplifying pe", "mapping pe (1 of 2)"}),
             boost::test_tools::per_element());
}
