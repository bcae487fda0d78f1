// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/harness/dut.hpp"
#include "verif/suites/suite.hpp"

// A small core with everything that a testbench can meet: a register without reset, an output that is partly
// undefined for ever, a combinational path, a port of more than one word.
namespace winnow::verif::test {

inline const std::vector<DutPort> sample_ports = {
    {"clk_i", 1, true},    {"rst_ni", 1, true},   {"load_i", 1, true}, {"data_i", 40, true},
    {"data_o", 40, false}, {"valid_o", 1, false}, {"flag_o", 3, false}};

// `flag` is the expression of flag_o, `data` of what data_o takes.
inline std::string sample_verilog(const std::string& flag = "{1'bx, data_i[1:0] ^ {2{valid_o}}}",
                                  const std::string& data = "data_i") {
  return "module sample (\n  input wire clk_i, input wire rst_ni, input wire load_i, input wire [39:0] "
         "data_i,\n"
         "  output reg [39:0] data_o, output reg valid_o, output wire [2:0] flag_o);\n"
         "  assign flag_o = " +
         flag +
         ";\n"
         "  always @(posedge clk_i) begin\n    if (load_i) data_o <= " +
         data +
         ";\n"
         "    valid_o <= rst_ni & load_i;\n  end\nendmodule\n";
}

class SampleModel final : public Model {
 public:
  std::vector<std::string> output_names() const override { return {"valid_o", "data_o", "flag_o"}; }
  std::vector<std::string> input_names() const override { return {"rst_ni", "load_i", "data_i"}; }
  std::vector<unsigned> output_widths() const override { return {1, 40, 3}; }
  std::vector<unsigned> input_widths() const override { return {1, 1, 40}; }
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override {
    expected[0] = {{valid_ ? 1U : 0U}, {started_ ? 1U : 0U}};
    expected[1] = {data_, loaded_ ? Words{} : Words{0, 0}};
    expected[2] = {{(inputs[2][0] & 3U) ^ (valid_ ? 3U : 0U)}, {started_ ? 3U : 0U}};
  }
  void clock(const std::vector<Words>& inputs) override {
    const bool load = inputs[1][0] != 0;
    started_ = started_ || inputs[0][0] == 0 || !load;
    valid_ = inputs[0][0] != 0 && load;
    if (load) data_ = inputs[2];
    loaded_ = loaded_ || load;
  }
  void power_up() override {
    started_ = loaded_ = valid_ = false;
    data_ = {0, 0};
  }

 private:
  bool started_ = false, loaded_ = false, valid_ = false;
  Words data_ = {0, 0};
};

inline std::unique_ptr<Model> make_sample_model() {
  return std::make_unique<SampleModel>();
}

// Directed tests of 6, 30 and 8 cycles, and two of random data that follow their budgets, the first beyond
// it.
inline Suite sample_suite() {
  const auto drive = [](std::uint64_t cycles, bool random) {
    return [=](Bench& bench, std::uint64_t budget) {
      bench.reset(2);
      for (std::uint64_t i = 2; i < (random ? budget + cycles : cycles); ++i) {
        bench.value(bench.input("load_i"))[0] = static_cast<std::uint32_t>(bench.random().below(2));
        for (std::uint32_t& word : bench.value(bench.input("data_i")))
          word = static_cast<std::uint32_t>(bench.random().next());
        bench.cycle();
      }
    };
  };
  return {{"short", "six cycles", drive(6, false)},
          {"random", "random loads", drive(3, true)},
          {"long", "thirty cycles", drive(30, false)},
          {"middle", "eight cycles", drive(8, false)},
          {"random_more", "more of them", drive(0, true)}};
}

}  // namespace winnow::verif::test
