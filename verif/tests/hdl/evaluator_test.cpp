// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/evaluator/evaluator.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>

#include "gen/hdl/netlist/diagnostics.hpp"
#include "verif/engines/evaluator_dut.hpp"
#include "verif/tests/hdl/evaluator_subjects.hpp"

namespace winnow::verif {
namespace {

void poke(Evaluator& evaluator, std::size_t port, std::uint32_t value) {
  evaluator.poke(port, {&value, 1});
}

std::uint64_t read(const Evaluator& evaluator, const std::string& name) {
  const auto net = evaluator.find(name);
  BOOST_REQUIRE_MESSAGE(net, "no net " << name);
  return evaluator.value(*net).low_word();
}

BOOST_AUTO_TEST_CASE(registers_reset_enable_and_order) {
  Design design;
  Evaluator evaluator(design.elaborate<Accumulator>({}));
  design.finish();
  evaluator.set_reset_n(false);
  poke(evaluator, data_i, 2);
  poke(evaluator, enable_i, 1);
  evaluator.tick();
  BOOST_TEST(evaluator.value(sum_o).low_word() == 5U);      // reset wins over the enable
  BOOST_TEST(evaluator.value(delayed_o).low_word() == 0U);  // no reset: takes the power-up zero
  evaluator.tick();
  BOOST_TEST(evaluator.value(delayed_o).low_word() == 5U);  // loads during reset too
  evaluator.set_reset_n(true);
  evaluator.tick();
  evaluator.tick();
  BOOST_TEST(evaluator.value(sum_o).low_word() == 9U);
  BOOST_TEST(evaluator.value(delayed_o).low_word() == 7U);
  poke(evaluator, enable_i, 0);
  evaluator.tick();
  BOOST_TEST(evaluator.value(sum_o).low_word() == 9U);
  BOOST_TEST(read(evaluator, "total") == 9U);
  BOOST_TEST(!evaluator.find("total.nothing"));
}

BOOST_AUTO_TEST_CASE(peek_shows_the_last_settled_values) {
  Design design;
  Evaluator evaluator(design.elaborate<Accumulator>({}));
  poke(evaluator, data_i, 3);
  poke(evaluator, enable_i, 1);
  evaluator.tick();
  poke(evaluator, data_i, 9);
  BOOST_TEST(evaluator.value(data_i).low_word() == 3U);  // not before settle()
  BOOST_TEST(evaluator.value(sum_o).low_word() == 3U);
  evaluator.settle();
  BOOST_TEST(evaluator.value(data_i).low_word() == 9U);
  const std::uint32_t wide = 0x1FF;  // the port's 8 bits count
  evaluator.poke(data_i, {&wide, 1});
  evaluator.settle();
  BOOST_TEST(evaluator.value(data_i).low_word() == 0xFFU);
  std::uint32_t words[2] = {7, 7};
  evaluator.peek(data_i, words);
  BOOST_TEST(words[0] == 0xFFU);
  BOOST_TEST(words[1] == 0U);
  BOOST_CHECK_THROW(poke(evaluator, sum_o, 1), std::logic_error);
}

BOOST_AUTO_TEST_CASE(properties_count_outside_reset) {
  Design design;
  Evaluator evaluator(design.elaborate<Accumulator>({}));
  poke(evaluator, data_i, 101);
  poke(evaluator, enable_i, 1);
  evaluator.tick();  // cycle 0: total 0
  evaluator.set_reset_n(false);
  evaluator.tick();  // cycle 1: total 101, but in reset
  BOOST_TEST(evaluator.violation_count() == 0U);
  evaluator.set_reset_n(true);
  poke(evaluator, data_i, 2);
  evaluator.tick();  // 5
  evaluator.tick();  // 7: the cover
  poke(evaluator, data_i, 120);
  evaluator.tick();  // 9
  evaluator.tick();  // cycle 5: 129
  BOOST_REQUIRE(evaluator.violations().size() == 1U);
  BOOST_TEST(evaluator.violations()[0].name == "small");
  BOOST_TEST(evaluator.violations()[0].cycle == 5U);
  BOOST_TEST(evaluator.violations()[0].message == "the total reached 100");
  BOOST_REQUIRE(evaluator.properties().size() == 2U);
  BOOST_TEST(evaluator.hits(1) == 1U);
}

BOOST_AUTO_TEST_CASE(power_up_pattern_is_the_seeds) {
  Design design;
  const Module& module = design.elaborate<Accumulator>({});
  Evaluator zero(module), one(module, 1), again(module, 1), two(module, 2);
  BOOST_TEST(zero.value(sum_o).low_word() == 0U);
  BOOST_TEST(one.value(sum_o).low_word() == again.value(sum_o).low_word());
  BOOST_TEST((one.value(sum_o) != two.value(sum_o) || one.value(delayed_o) != two.value(delayed_o)));
  one.power_up(0);
  BOOST_TEST(one.value(sum_o).low_word() == 0U);
}

BOOST_AUTO_TEST_CASE(memory_ports_and_policies) {
  Design design;
  Evaluator evaluator(design.elaborate<Store>({}));
  const auto both_write = [&](std::uint32_t address, std::uint32_t value0, std::uint32_t value1) {
    poke(evaluator, address0_i, address);
    poke(evaluator, address1_i, address);
    const std::uint32_t words0[4] = {value0, 0, 0, 7}, words1[4] = {value1, 0, 0, 8};
    evaluator.poke(data0_i, words0);
    evaluator.poke(data1_i, words1);
  };
  poke(evaluator, enable0_i, 1);
  poke(evaluator, read_enable_i, 1);
  poke(evaluator, read_address_i, 3);
  both_write(3, 11, 22);
  evaluator.tick();
  BOOST_TEST(evaluator.value(now_o).low_word() ==
             11U);                             // the asynchronous read sees the write after the edge
  BOOST_TEST(evaluator.value(now_o).bit(98));  // 7 in the top word: bits 96 to 98
  BOOST_TEST(evaluator.value(old_o).low_word() == 0U);
  BOOST_TEST(evaluator.value(new_o).low_word() == 11U);
  poke(evaluator, enable1_i, 1);
  both_write(3, 33, 44);
  evaluator.tick();
  BOOST_TEST(evaluator.value(now_o).low_word() == 44U);  // the later port wins
  BOOST_TEST(evaluator.value(now_o).bit(99));
  BOOST_TEST(evaluator.value(old_o).low_word() == 11U);
  BOOST_TEST(evaluator.value(new_o).low_word() == 44U);
  poke(evaluator, read_enable_i, 0);
  both_write(6, 55, 66);  // beyond the depth of 5
  poke(evaluator, read_address_i, 6);
  evaluator.tick();
  BOOST_TEST(!evaluator.value(now_o).any());
  BOOST_TEST(evaluator.value(new_o).low_word() == 44U);  // holds
  poke(evaluator, read_enable_i, 1);
  evaluator.tick();
  BOOST_TEST(!evaluator.value(old_o).any());
  BOOST_TEST(!evaluator.value(new_o).any());
}

BOOST_AUTO_TEST_CASE(hierarchy_and_names) {
  Design design;
  Evaluator evaluator(design.elaborate<Pair>({}));
  for (std::uint32_t i = 1; i <= 4; ++i) {
    const std::uint32_t words[3] = {i, 0, 0x20};
    evaluator.poke(0, words);
    evaluator.tick();
    BOOST_TEST(read(evaluator, "first.held") == i);
    BOOST_TEST(read(evaluator, "second.held") == i - 1);
    BOOST_TEST(evaluator.value(1).low_word() == i - 1);
    BOOST_TEST(evaluator.value(1).bit(69) == (i > 1));
  }
  BOOST_TEST(read(evaluator, "second.data_i") == 4U);
}

// y of the instance feeds a, x is the output: a loop only for who looks at whole instances. With `closed` x
// feeds b: a true loop.
template <bool closed>
struct Around : Simple<Around<closed>> {
  using Params = typename Simple<Around<closed>>::Params;
  struct Ports {
    In<UInt> data;
    Out<UInt> result;
    Ports(Io& io, const Params&) : data(io.in<UInt>("data_i", 4)), result(io.out<UInt>("result_o", 4)) {}
  };
  static std::string name(const Params&) { return closed ? "around_closed" : "around_open"; }
  static void build(Builder& b, Ports& io, const Params&) {
    const auto crossed = b.instance<Crossed>("crossed", {});
    crossed.a.drive(crossed.y);
    crossed.b.drive(closed ? UInt(crossed.x) : UInt(io.data));
    io.result.drive(closed ? (crossed.x & io.data) : UInt(crossed.x));
  }
};

BOOST_AUTO_TEST_CASE(a_path_through_an_instance_twice_is_no_loop) {
  Design design;
  Evaluator evaluator(design.elaborate<Around<false>>({}));
  poke(evaluator, 0, 9);
  evaluator.settle();
  BOOST_TEST(evaluator.value(1).low_word() == 9U);
}

BOOST_AUTO_TEST_CASE(a_loop_across_instances_is_reported_with_its_path) {
  Design design;
  const Module& module = design.elaborate<Around<true>>({});
  try {
    Evaluator evaluator(module);
    BOOST_ERROR("no loop found");
  } catch (const ElaborationError& error) {
    const std::string text = error.what();
    for (const char* expected : {"combinational loop", "crossed.a_i", "crossed.b_i", "evaluator_test.cpp:"}) {
      BOOST_CHECK_MESSAGE(text.find(expected) != std::string::npos, expected << " is not in: " << text);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_undriven_input_is_refused) {
  struct Open : Simple<Open> {
    struct Ports {
      Out<UInt> result;
      Ports(Io& io, const Params&) : result(io.out<UInt>("result_o", 70)) {}
    };
    static std::string name(const Params&) { return "open"; }
    static void build(Builder& b, Ports& io, const Params&) {
      const auto stage = b.instance<Stage>("stage", {});
      io.result.drive(stage.result);
    }
  };
  Design design;
  const Module& module = design.elaborate<Open>({});
  BOOST_CHECK_EXCEPTION(Evaluator{module}, ElaborationError, [](const ElaborationError& error) {
    return std::string(error.what()).find("stage.data_i") != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(constants_cost_nothing) {
  struct Fixed : Simple<Fixed> {
    struct Ports {
      In<UInt> data;
      Out<UInt> result;
      Ports(Io& io, const Params&) : data(io.in<UInt>("data_i", 8)), result(io.out<UInt>("result_o", 9)) {}
    };
    static std::string name(const Params&) { return "fixed"; }
    static void build(Builder& b, Ports& io, const Params&) {
      const UInt seven = (b.constant(4, 3) * b.constant(4, 2) + b.constant(8, 1)).trunc(8);
      io.result.drive(io.data.extend(8).named("alias") + seven);
    }
  };
  Design design;
  Evaluator evaluator(design.elaborate<Fixed>({}));
  BOOST_TEST(evaluator.instruction_count() == 1U);  // the one addition
  poke(evaluator, 0, 255);
  evaluator.settle();
  BOOST_TEST(evaluator.value(1).low_word() == 262U);
}

BOOST_AUTO_TEST_CASE(as_a_device_it_has_the_verilogs_ports) {
  Design design;
  EvaluatorDut dut(design.elaborate<Accumulator>({}));
  std::vector<std::string> names;
  for (const DutPort& port : dut.ports()) names.push_back(port.name);
  const std::vector<std::string> expected = {"clk_i", "rst_ni", "data_i", "enable_i", "sum_o", "delayed_o"};
  BOOST_TEST(names == expected, boost::test_tools::per_element());
  const std::uint32_t one = 1;
  dut.tick();  // rst_ni is low until poked
  std::uint32_t word = 0;
  dut.peek(dut.port("sum_o"), {&word, 1});
  BOOST_TEST(word == 5U);
  dut.poke(dut.port("rst_ni"), {&one, 1});
  dut.poke(dut.port("data_i"), {&one, 1});
  dut.poke(dut.port("enable_i"), {&one, 1});
  dut.tick();
  dut.peek(dut.port("sum_o"), {&word, 1});
  BOOST_TEST(word == 6U);
  BOOST_CHECK_THROW(dut.poke(dut.port("clk_i"), {&one, 1}), std::logic_error);

  EvaluatorDut combinational(design.elaborate<Crossed>({}));
  BOOST_TEST(combinational.ports().front().name == "a_i");
  combinational.poke(0, {&one, 1});
  combinational.settle();
  combinational.peek(2, {&word, 1});
  BOOST_TEST(word == 14U);
}

BOOST_AUTO_TEST_CASE(waves_hold_names_and_changes) {
  const auto file =
      std::filesystem::temp_directory_path() / ("winnow_wave_" + std::to_string(::getpid()) + ".vcd");
  Design design;
  Evaluator evaluator(design.elaborate<Pair>({}));
  BOOST_REQUIRE(evaluator.open_wave(file));
  const std::uint32_t words[3] = {5, 0, 1};
  evaluator.poke(0, words);
  evaluator.tick();
  evaluator.tick();
  evaluator.close_wave();
  std::ifstream stream(file);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  std::filesystem::remove(file);
  const std::string value = "b000001" + std::string(61, '0') + "101 ";
  for (const std::string& expected :
       {std::string("$scope module first $end"), std::string("$scope module second $end"),
        std::string(" held [69:0] $end"), std::string("$enddefinitions $end\n#0\n0!\n1\"\n"), value,
        std::string("\n#15\n1!\n"), std::string("\n#20\n")}) {
    BOOST_CHECK_MESSAGE(text.find(expected) != std::string::npos, expected << " is not in the wave");
  }
  BOOST_TEST(!evaluator.open_wave("/nonexistent/folder/file.vcd"));
}

}  // namespace
}  // namespace winnow::verif
