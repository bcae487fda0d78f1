// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "gen/hdl/evaluator/evaluator.hpp"
#include "gen/hdl/netlist/builder.hpp"
#include "gen/hdl/passes/passes.hpp"
#include "gen/hdl/verilog/package.hpp"
#include "gen/hdl/verilog/writer.hpp"
using namespace winnow::hdl;

struct Counter {
  using Params = unsigned;
  struct Ports {
    Out<UInt> count;
    Ports(Io& io, Params width) : count(io.out<UInt>("count_o", width)) {}
  };
  static std::string name(Params width) { return "counter_" + std::to_string(width); }
  static void build(Builder& b, Ports& io, Params width) {
    const auto count = b.reg<UInt>("count", width);
    count.next((count + b.constant(1, 1)).trunc(width));
    io.count.drive(count);
  }
};

int main() {
  Design design;
  const Module& top = design.elaborate<Counter>(4);
  design.finish();
  run_passes(design);
  Evaluator evaluator(top);
  for (int cycle = 0; cycle < 21; ++cycle) evaluator.tick();
  std::cout << verilog::print_design(top, {}).files.at(0).text << verilog::ports_json(top).size()
            << " ports, count " << evaluator.value(0).hexadecimal() << "\n";
}
