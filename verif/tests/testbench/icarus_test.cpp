// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "verif/tests/testbench/icarus.hpp"
#include "verif/tests/testbench/sample_core.hpp"

using namespace winnow;
using namespace winnow::verif;
using namespace winnow::verif::test;

namespace {

constexpr std::uint64_t cycles = 100;

Testbench sample_testbench(std::uint64_t seed = 1) {
  return make_testbench(sample_suite(), make_sample_model, sample_ports,
                        {"sample", "winnow", "a config", {cycles, seed}});
}

IcarusBed sample_bed(const std::string& verilog, const Testbench& testbench = sample_testbench()) {
  return IcarusBed({{"sample.v", verilog}, {"sample.f", "sample.v\n"}}, testbench);
}

std::string last_line(const std::string& text) {
  BOOST_REQUIRE(text.ends_with('\n'));
  const std::size_t begin = text.rfind('\n', text.size() - 2);
  return text.substr(begin == std::string::npos ? 0 : begin + 1);
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t number = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++number;
  return number;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_right_core_passes_and_its_undefined_bits_may_be_unknown) {
  const Testbench testbench = sample_testbench();
  const IcarusBed bed = sample_bed(sample_verilog(), testbench);
  BOOST_TEST(bed.run() == "PASS: 100 cycles, " + std::to_string(testbench.comparisons) + " comparisons\n");
}

BOOST_AUTO_TEST_CASE(a_wrong_bit_is_named) {
  // Bit 38 of data_o is inverted: in its second word.
  const std::string text =
      sample_bed(sample_verilog("{1'bx, data_i[1:0] ^ {2{valid_o}}}", "data_i ^ 40'h4000000000")).run();
  BOOST_TEST(text.starts_with("MISMATCH: cycle "));
  BOOST_TEST(first_line(text).find("port data_o [39:32]: expected ") != std::string::npos, text);
  BOOST_TEST(count(text, "MISMATCH") == 20U);
  BOOST_TEST(count(text, "port data_o") == 20U);
  BOOST_TEST(last_line(text).starts_with("FAIL: "), text);
  BOOST_TEST(count(text, " more mismatches\n") == 1U);
}

BOOST_AUTO_TEST_CASE(the_first_mismatch_is_at_its_cycle) {
  // Wrong from the 11th rising edge on: seen in cycle 11, at 10 * 11 + 5.
  const std::string late =
      "module sample (\n  input wire clk_i, input wire rst_ni, input wire load_i, input wire [39:0] data_i,\n"
      "  output reg [39:0] data_o, output reg valid_o, output wire [2:0] flag_o);\n"
      "  reg [7:0] edges;\n  initial edges = 0;\n"
      "  assign flag_o = {1'b0, data_i[1:0] ^ {2{valid_o}}} ^ {2'b00, edges == 8'd11};\n"
      "  always @(posedge clk_i) begin\n    edges <= edges + 8'd1;\n    if (load_i) data_o <= data_i;\n"
      "    valid_o <= rst_ni & load_i;\n  end\nendmodule\n";
  const std::string text = sample_bed(late).run();
  BOOST_TEST(
      text.starts_with("MISMATCH: cycle 11, time 115, port flag_o [2:0]: expected 0000000X, got 0000000"),
      text);
  BOOST_TEST(last_line(text).starts_with("FAIL: 1 mismatches in 100 cycles, "), text);
}

BOOST_AUTO_TEST_CASE(an_unknown_defined_bit_is_a_mismatch) {
  for (const char* flag : {"{2'bxx, data_i[0] ^ valid_o}", "{2'b0z, data_i[0] ^ valid_o}"}) {
    const std::string text = sample_bed(sample_verilog(flag)).run("+mismatches=2");
    BOOST_TEST(count(text, "MISMATCH: ") == 2U);
    BOOST_TEST(count(text, "port flag_o [2:0]") == 2U);
    BOOST_TEST(last_line(text).starts_with("FAIL: "), text);
  }
}

BOOST_AUTO_TEST_CASE(data_is_found_elsewhere_and_must_be_the_testbenchs_own) {
  const IcarusBed bed = sample_bed(sample_verilog());
  const std::string folder = bed.folder().path().string();
  for (const auto& [name, text] : bed.folder().files()) {
    if (name.ends_with(".hex")) bed.folder().put("else/where/" + name.substr(3), text);
  }
  BOOST_TEST(bed.run("+data=else/where").starts_with("PASS: "));
  BOOST_TEST(bed.run("+data=" + folder + "/else/where").starts_with("PASS: "));
  BOOST_TEST(last_line(bed.run("+data=nowhere")).starts_with("FAIL: folder nowhere does not hold the data"));
  for (const char* name : {"sample_stimulus.hex", "sample_expected.hex"}) {
    const auto files = bed.folder().files();
    const std::string own = files.at(std::string("tb/") + name);
    for (const TestbenchFile& file : sample_testbench(2).files) {
      if (file.path == std::string("tb/") + name)
        bed.folder().put(std::string("else/where/") + name, file.text);
    }
    BOOST_TEST(last_line(bed.run("+data=else/where")).starts_with("FAIL: folder"));
    bed.folder().put(std::string("else/where/") + name,
                     own.substr(0, own.size() - 9));  // the last word is gone
    BOOST_TEST(last_line(bed.run("+data=else/where")).starts_with("FAIL: folder"));
    bed.folder().put(std::string("else/where/") + name, own);
  }
  BOOST_TEST(bed.run("+data=else/where").starts_with("PASS: "));
}

BOOST_AUTO_TEST_CASE(a_wave_is_written_on_request) {
  const IcarusBed bed = sample_bed(sample_verilog());
  BOOST_TEST(last_line(bed.run("+wave=sample.vcd")).starts_with("PASS: "));
  BOOST_TEST(bed.folder().files().at("sample.vcd").find("valid_o") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_core_without_clock_has_a_testbench_too) {
  class Inverter final : public Model {
   public:
    std::vector<std::string> output_names() const override { return {"y_o"}; }
    std::vector<std::string> input_names() const override { return {"a_i"}; }
    void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override {
      expected[0].value[0] = ~inputs[0][0] & 0x1FU;
    }
    void clock(const std::vector<Words>&) override {}
    void power_up() override {}
  };
  const Suite suite = {{"random", "random data", [](Bench& bench, std::uint64_t budget) {
                          for (std::uint64_t i = 0; i < budget; ++i) {
                            bench.value(0)[0] = static_cast<std::uint32_t>(bench.random().below(32));
                            bench.cycle();
                          }
                        }}};
  const Testbench testbench =
      make_testbench(suite, [] { return std::make_unique<Inverter>(); },
                     {{"a_i", 5, true}, {"y_o", 5, false}}, {"sample", "winnow", "a config", {50, 1}});
  const std::string verilog = "module sample (input wire [4:0] a_i, output wire [4:0] y_o);\n  assign y_o = ";
  BOOST_TEST(sample_bed(verilog + "~a_i;\nendmodule\n", testbench).run() ==
             "PASS: 50 cycles, 50 comparisons\n");
  BOOST_TEST(last_line(sample_bed(verilog + "a_i;\nendmodule\n", testbench).run()) ==
             "FAIL: 50 mismatches in 50 cycles, 50 comparisons\n");
}
