// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "verif/mutants/campaign.hpp"
#include "verif/tests/mutants/subjects.hpp"

// A core with a model and a suite, as small as can be.
namespace winnow::verif::mutants::testing {

struct Counter : Simple<Counter> {
  struct Ports {
    In<Bit> enable, clear;
    In<UInt> step;
    Out<UInt> count;
    Out<Bit> full;
    Ports(Io& io, const Params&)
        : enable(io.in<Bit>("enable_i", 1)),
          clear(io.in<Bit>("clear_i", 1)),
          step(io.in<UInt>("step_i", 3)),
          count(io.out<UInt>("count_o", 6)),
          full(io.out<Bit>("full_o", 1)) {}
  };
  static std::string name(const Params&) { return "counter"; }
  static void build(Builder& b, Ports& io, const Params&) {
    const auto count = b.reg<UInt>("count", 6);
    const UInt kept = mux(io.clear, b.constant(6, 0), count).named("kept");
    count.next((kept + io.step).trunc(6), io.enable);
    io.count.drive(count);
    io.full.drive(count == 63);
  }
};

class CounterModel : public Model {
 public:
  std::vector<std::string> output_names() const override { return {"count_o", "full_o"}; }
  std::vector<std::string> input_names() const override {
    return {"rst_ni", "enable_i", "clear_i", "step_i"};
  }
  void outputs(const std::vector<Words>&, std::vector<Expected>& expected) override {
    for (Expected& output : expected) {
      output.value.assign(1, 0);
      output.known.assign(1, known_ ? ~0U : 0U);
    }
    expected[0].value[0] = count_;
    expected[1].value[0] = count_ == 63 ? 1 : 0;
    // Bits beyond the ports are none.
    expected[0].known[0] &= 63U;
    expected[1].known[0] &= 1U;
  }
  void clock(const std::vector<Words>& inputs) override {
    if (inputs[0][0] == 0) {
      known_ = true;
      count_ = 0;
    } else if (inputs[1][0] != 0) {
      count_ = ((inputs[2][0] != 0 ? 0 : count_) + inputs[3][0]) % 64;
    }
  }
  void power_up() override { known_ = false; }

 private:
  bool known_ = false;
  std::uint32_t count_ = 0;
};

// `clears`: the suite uses the clear input.
inline Subject counter_subject(bool clears) {
  const auto drive = [clears](Bench& bench, unsigned cycles) {
    bench.reset();
    for (unsigned cycle = 0; cycle < cycles; ++cycle) {
      bench.value(bench.input("enable_i"))[0] = bench.random().one_in(4) ? 0 : 1;
      bench.value(bench.input("clear_i"))[0] = clears && bench.random().one_in(20) ? 1 : 0;
      bench.value(bench.input("step_i"))[0] = static_cast<std::uint32_t>(bench.random().below(8));
      if (cycle == cycles / 2) bench.reset();
      bench.cycle();
    }
  };
  Subject subject;
  subject.model = [] { return std::make_unique<CounterModel>(); };
  subject.suite = {{"long", "many cycles", [drive](Bench& bench, std::uint64_t) { drive(bench, 2000); }},
                   {"short", "few cycles", [drive](Bench& bench, std::uint64_t) { drive(bench, 50); }}};
  return subject;
}

}  // namespace winnow::verif::mutants::testing
