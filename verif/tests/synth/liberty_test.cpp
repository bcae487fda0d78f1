// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>
#include <string>

#include "synth/asic/library_choice.hpp"
#include "synth/errors.hpp"
#include "synth/liberty/cell_models.hpp"
#include "synth/liberty/expression.hpp"
#include "synth/liberty/library.hpp"
#include "synth/liberty/syntax.hpp"
#include "verif/tests/synth/scratch.hpp"

using namespace winnow::synth;
using namespace winnow::synth::liberty;

namespace {

// A small library with one of everything that the reader must understand, in several dialects.
const std::string text = R"lib(
/* header: cell (NOT_A_CELL) { } */
library (tiny) {
  time_unit : "10ps";
  capacitive_load_unit (1,ff);
  lu_table_template(t) { variable_1 : input_net_transition; index_1 ("0.1, 0.2"); }
  cell (NAND2X2) { area : 20;
    pin(A) { direction : input; capacitance : 3.5 } // no semicolon
    pin(B) { direction : input; capacitance : 3.5; }
    pin(Y) { direction : output; function : "(!(A B))";
      timing() { related_pin : "A"; values ( \
        "0.1, 0.2", \
        "} \" {, 0.3"); } }
  }
  cell (NAND2X1) { area : 10;
    pin(A,B) { direction : input; capacitance : 2; }
    pin(Y) { direction : output; function : "A' + !B"; }
  }
  cell ("AND2") { area : 8.0; dont_use : true;
    pin(A) { direction : input; } pin(B) { direction : input; }
    pin(Y) { direction : "output"; function : "A*B"; }
  }
  cell (INV) { area : 4; pin(A) { direction : input; } pin(Y) { direction : output; function : "!A"; } }
  cell (TBUF) { area : 9; pin(A) { direction : input; } pin(EN) { direction : input; }
    pin(Y) { direction : output; function : "A"; three_state : "!EN"; } }
  cell (DFFSR) { area : 90;
    ff (IQ,IQN) { next_state : "(SE*SI)+(SE'*D)"; clocked_on : "CLK"; clear : "R'"; preset : "!S";
      clear_preset_var1 : H; clear_preset_var2 : L; }
    pin(CLK) { direction : input; clock : true; }
    pin(D) { direction : input; } pin(SE) { direction : input; } pin(SI) { direction : input; }
    pin(R) { direction : input; } pin(S) { direction : input; }
    pin(Q) { direction : output; function : "IQ"; } pin(QN) { direction : output; function : "IQN"; }
  }
  cell (LATN) { area : 30; latch (IQ,IQN) { data_in : "D"; enable : "G'"; clear : "R"; }
    pin(G) { direction : input; } pin(D) { direction : input; } pin(R) { direction : input; }
    pin(Q) { direction : output; function : "IQ"; } }
  cell (GATE) { area : 12; statetable ("CLK E", "n") { table : "L L : - : L , H - : - : N"; }
    pin(CLK) { direction : input; } pin(E) { direction : input; }
    pin(n) { direction : "internal"; internal_node : "n"; }
    pin(GCLK) { direction : output; state_function : "CLK * n"; } }
}
)lib";

Library tiny() {
  return parse_library(text, "tiny.lib");
}

auto says(const std::string& wanted) {
  return [wanted](const std::exception& error) {
    BOOST_TEST_MESSAGE(error.what());
    return std::string(error.what()).find(wanted) != std::string::npos;
  };
}

bool at(const Expression& expression, const std::string& pins_that_are_one) {
  return expression.evaluate(
      [&](const std::string& pin) { return pins_that_are_one.find(pin) != std::string::npos; });
}

}  // namespace

BOOST_AUTO_TEST_CASE(groups_and_attributes_are_nested_as_written) {
  const Group root = parse(text, "tiny.lib", {"timing"});
  BOOST_TEST(root.arguments.at(0) == "tiny");
  BOOST_TEST(*root.attribute("capacitive_load_unit") == "1,ff");
  const Group* cell = root.group("cell");
  BOOST_REQUIRE(cell != nullptr);
  BOOST_TEST(cell->arguments.at(0) == "NAND2X2");
  BOOST_TEST(*cell->group("pin")->attribute("capacitance") == "3.5");
  BOOST_TEST(cell->groups.at(2).groups.empty());  // timing was skipped, with the braces in its quotes
  BOOST_TEST(root.attribute("nothing") == nullptr);
  BOOST_TEST(root.group("nothing") == nullptr);
}

BOOST_AUTO_TEST_CASE(malformed_files_are_refused_with_file_and_line) {
  BOOST_CHECK_EXCEPTION(parse("", "a.lib"), InputError, says("a.lib:1: unexpected end of file"));
  BOOST_CHECK_EXCEPTION(parse("module x;", "a.lib"), InputError, says("a.lib:1: expected 'library"));
  BOOST_CHECK_EXCEPTION(parse("library (x) {\n cell (A) {\n", "a.lib"), InputError,
                        says("group 'cell' without '}'"));
  BOOST_CHECK_EXCEPTION(parse("library (x) {\n a : \"b\n", "a.lib"), InputError,
                        says("a.lib:2: text in quotes"));
  BOOST_CHECK_EXCEPTION(parse("library (x) { /* ", "a.lib"), InputError, says("comment without end"));
  BOOST_CHECK_EXCEPTION(parse("library (x) {\n\n a : ;\n}", "a.lib"), InputError,
                        says("a.lib:3: attribute without"));
  BOOST_CHECK_EXCEPTION(parse("library (x) { } extra", "a.lib"), InputError, says("after the end"));
  BOOST_CHECK_EXCEPTION(parse("library (x) { timing() { ", "a.lib", {"timing"}), InputError,
                        says("group without '}'"));
  BOOST_CHECK_EXCEPTION(parse_library("library (x) { }", "a.lib"), InputError, says("no cells"));
  std::string deep = "library (x) {";
  for (unsigned level = 0; level < 1000; ++level) deep += "g () {";
  BOOST_CHECK_EXCEPTION(parse(deep, "a.lib"), InputError, says("too deeply"));
}

BOOST_AUTO_TEST_CASE(operators_bind_as_liberty_says) {
  // Exclusive or binds more strongly than and; and more strongly than or.
  const Expression mixed = parse_expression("A+B*C^D");
  for (const std::string ones : {"", "A", "B", "C", "D", "BC", "BD", "CD", "BCD", "AB", "ABCD"}) {
    const auto one = [&](char pin) { return ones.find(pin) != std::string::npos; };
    BOOST_TEST(at(mixed, ones) == (one('A') || (one('B') && (one('C') != one('D')))), ones);
  }
  BOOST_TEST(parse_expression("A B").verilog() == "A & B");
  BOOST_TEST(parse_expression("A(B)!C").verilog() == "(A & B) & ~C");
  BOOST_TEST(parse_expression("A''").verilog() == "~~A");
  BOOST_TEST(parse_expression("(A+B)'").verilog() == "~(A | B)");
  BOOST_TEST(parse_expression("!A'").verilog() == "~~A");
  BOOST_TEST(parse_expression("1").verilog() == "1'b1");
  BOOST_TEST(parse_expression("A&B|C^A").pins() == (std::vector<std::string>{"A", "B", "C"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(malformed_functions_are_refused_with_their_text) {
  BOOST_CHECK_EXCEPTION(parse_expression(""), InputError, says("unexpected end"));
  BOOST_CHECK_EXCEPTION(parse_expression("(A"), InputError, says("function \"(A\": expected ')'"));
  BOOST_CHECK_EXCEPTION(parse_expression("A+"), InputError, says("unexpected end"));
  BOOST_CHECK_EXCEPTION(parse_expression("A)"), InputError, says("unexpected ')'"));
  BOOST_CHECK_EXCEPTION(parse_expression("A=B"), InputError, says("unexpected '='"));
  BOOST_CHECK_EXCEPTION(parse_expression(std::string(100000, '(')), InputError, says("longer than"));
  BOOST_CHECK_EXCEPTION(parse_expression(std::string(4000, '(')), InputError, says("too deeply"));
  BOOST_TEST(at(parse_expression(std::string(100, '!') + "A"), "A"));
}

BOOST_AUTO_TEST_CASE(cells_have_areas_pins_and_storage) {
  const Library library = tiny();
  BOOST_TEST(library.name == "tiny");
  BOOST_TEST(library.time_unit_ns == 0.01);
  BOOST_TEST(library.capacitance_unit_ff == 1);
  BOOST_TEST(library.cells.size() == 8);
  BOOST_TEST(library.cell("NAND2X1")->area == 10);
  BOOST_TEST(library.cell("NAND2X1")->pin("B")->capacitance == 2);
  BOOST_TEST(library.cell("AND2")->dont_use);
  BOOST_TEST(library.cell("NOT_A_CELL") == nullptr);
  const Cell& flip_flop = *library.cell("DFFSR");
  BOOST_TEST(flip_flop.is_flip_flop());
  BOOST_TEST(flip_flop.storage->clear == "R'");
  BOOST_TEST(flip_flop.storage->both_state == 'H');
  BOOST_TEST(!library.cell("LATN")->is_flip_flop());
  BOOST_TEST(library.cell("LATN")->storage.has_value());
  BOOST_TEST(library.cell("GATE")->has_state_table);
}

BOOST_AUTO_TEST_CASE(unit_cells_are_found_by_function_and_area) {
  const Library library = tiny();
  BOOST_TEST(smallest_nand2(library)->name == "NAND2X1");  // by De Morgan, and smaller than NAND2X2
  BOOST_TEST(smallest_buffer(library)->name == "INV");     // no buffer: the inverter
  const Library without = parse_library("library (x) { cell (A) { area : 1; } }", "x.lib");
  BOOST_TEST(smallest_nand2(without) == nullptr);
  BOOST_TEST(smallest_buffer(without) == nullptr);
}

BOOST_AUTO_TEST_CASE(models_are_verilog_in_name_order) {
  const std::string models = cell_models(tiny(), {"NAND2X1", "DFFSR", "TBUF", "LATN"});
  BOOST_TEST(models.find("module DFFSR") < models.find("module LATN"));
  BOOST_TEST(models.find("module LATN") < models.find("module NAND2X1"));
  const std::string flip_flop =
      "module DFFSR (CLK, D, SE, SI, R, S, Q, QN);\n"
      "  input CLK;\n  input D;\n  input SE;\n  input SI;\n  input R;\n  input S;\n  output Q;\n  output "
      "QN;\n"
      "  reg IQ;\n  wire IQN = ~IQ;\n"
      "  wire clear_of_state = (~R) & ~(~S);\n  wire preset_of_state = (~S);\n"
      "  always @(posedge CLK or posedge clear_of_state or posedge preset_of_state)\n"
      "    if (clear_of_state) IQ <= 1'b0;\n    else if (preset_of_state) IQ <= 1'b1;\n"
      "    else IQ <= (SE & SI) | (~SE & D);\n"
      "  assign Q = IQ;\n  assign QN = IQN;\nendmodule\n";
  BOOST_TEST(models.find(flip_flop) != std::string::npos, models);
  BOOST_TEST(models.find("assign Y = (~EN) ? 1'bz : A;") != std::string::npos, models);
  BOOST_TEST(models.find("if (R) IQ = 1'b0;\n    else if (~G) IQ = D;") != std::string::npos, models);
}

BOOST_AUTO_TEST_CASE(cells_that_cannot_be_modelled_are_named) {
  BOOST_CHECK_EXCEPTION(cell_models(tiny(), {"NONE"}), InputError, says("no cell NONE"));
  BOOST_CHECK_EXCEPTION(cell_models(tiny(), {"GATE"}), InputError, says("cell GATE: state tables"));
  const Library odd = parse_library(
      "library (x) { cell (A) { pin(Y) { direction : output; function : \"Z\"; } }"
      " cell (B) { pin(Y) { direction : output; } } cell (C) { pin(Y) { direction : inout; } } }",
      "x.lib");
  BOOST_CHECK_EXCEPTION(cell_models(odd, {"A"}), InputError, says("uses 'Z', which is no pin"));
  BOOST_CHECK_EXCEPTION(cell_models(odd, {"B"}), InputError, says("cell B: output Y has no function"));
  BOOST_CHECK_EXCEPTION(cell_models(odd, {"C"}), InputError, says("cell C: pin Y is bidirectional"));
}

BOOST_AUTO_TEST_CASE(a_named_library_that_is_not_installed_is_named_with_its_package) {
  namespace fs = std::filesystem;
  const winnow::synth_test::Scratch scratch("liberty_choice");
  const struct {
    const char* name;
    const char* file;
    const char* package;
  } libraries[] = {{"osu018", "osu018/osu018_stdcells.lib", "qflow-tech-osu018"},
                   {"osu035", "osu035/osu035_stdcells.lib", "qflow-tech-osu035"},
                   {"osu050", "osu050/osu05_stdcells.lib", "qflow-tech-osu050"}};
  for (const auto& library : libraries) {
    const fs::path file = scratch.path() / library.file;
    BOOST_CHECK_EXCEPTION(
        asic::find_library(library.name, scratch.path()), ToolMissing,
        says(file.string() + " is not installed; install Debian's package " + library.package));
    fs::create_directories(file.parent_path());
    winnow::synth_test::write(file, "library (x) { }");
    BOOST_TEST(asic::find_library(library.name, scratch.path()) == file);
  }
}

// ABC would use them as buffers.
BOOST_AUTO_TEST_CASE(pad_cells_are_placed_as_not_to_be_used) {
  namespace fs = std::filesystem;
  const winnow::synth_test::Scratch scratch("liberty_pads");
  const fs::path file = scratch.path() / "own.lib", placed = scratch.path() / "library.lib";
  const std::string plain = "library (x) { cell (BUF) { area : 2; } }";
  winnow::synth_test::write(file, plain);
  asic::place_library(file, placed);
  BOOST_TEST(fs::is_symlink(placed));
  BOOST_TEST(winnow::synth_test::slurp(placed) == plain);

  const std::string pad =
      "library (x) { cell (PAD) { area : 9; pad_cell : true; } cell (NO) { pad_cell : false; } }";
  winnow::synth_test::write(file, pad);
  asic::place_library(file, placed);
  BOOST_TEST(!fs::is_symlink(placed));
  BOOST_TEST(winnow::synth_test::slurp(file) == pad);
  const Library library = parse_library(winnow::synth_test::slurp(placed), "placed");
  BOOST_TEST(library.cell("PAD")->dont_use);
  BOOST_TEST(!library.cell("NO")->dont_use);
}
