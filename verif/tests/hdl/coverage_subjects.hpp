// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "gen/hdl/evaluator/evaluator.hpp"
#include "gen/hdl/netlist/builder.hpp"

// A design by hand of which every count of netlist coverage is known.
namespace winnow::hdl::coverage_test {

// A register with enable and two multiplexers.
struct Cell {
  struct Params {
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    In<Bit> start, run, stop;
    In<UInt> data;
    Out<UInt> held;
    Ports(Io& io, const Params&)
        : start(io.in<Bit>("start_i", 1)),
          run(io.in<Bit>("run_i", 1)),
          stop(io.in<Bit>("stop_i", 1)),
          data(io.in<UInt>("data_i", 8)),
          held(io.out<UInt>("held_o", 8)) {}
  };
  static std::string name(const Params&) { return "tile"; }
  static void build(Builder& b, Ports& io, const Params&) {
    const auto held = b.reg<UInt>("held", 8);
    const UInt first = mux(io.start, io.data, held).named("first");
    held.next(mux(io.data == 0, b.constant(8, 255), first), io.run & !io.stop);
    io.held.drive(held);
  }
};

// Two cells, of which the second never starts; and a memory.
struct Board {
  struct Params {
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    In<Bit> start, run, write, read;
    In<UInt> data;
    Out<UInt> held, kept;
    Ports(Io& io, const Params&)
        : start(io.in<Bit>("start_i", 1)),
          run(io.in<Bit>("run_i", 1)),
          write(io.in<Bit>("write_i", 1)),
          read(io.in<Bit>("read_i", 1)),
          data(io.in<UInt>("data_i", 8)),
          held(io.out<UInt>("held_o", 8)),
          kept(io.out<UInt>("kept_o", 8)) {}
  };
  enum Port : std::size_t { start_i, run_i, write_i, read_i, data_i };
  static std::string name(const Params&) { return "board"; }
  static void build(Builder& b, Ports& io, const Params&) {
    const auto one = b.instance<Cell>("one", {});
    const auto two = b.instance<Cell>("two", {});
    one.start.drive(io.start);
    two.start.drive(b.bit(false));
    for (const auto& cell : {one, two}) {
      cell.run.drive(io.run);
      cell.stop.drive(b.bit(false));
      cell.data.drive(io.data);
    }
    io.held.drive((one.held + two.held).trunc(8));
    const MemoryHandle memory = b.memory("store", 8, 4);
    memory.write(io.data.bits(1, 0), io.data, io.write);
    io.kept.drive(memory.read_registered(io.data.bits(1, 0), io.read, ReadDuringWrite::old_data));
  }
};

inline void poke(Evaluator& evaluator, std::size_t port, std::uint32_t value) {
  evaluator.poke(port, std::span(&value, 1));
}

// Ten cycles after one of reset: run in the first six, start in the first two, zero as data in the third; one
// write; never a read.
inline void exercise(Evaluator& evaluator) {
  evaluator.set_reset_n(false);
  poke(evaluator, Board::read_i, 1);  // does not count during reset
  evaluator.tick();
  evaluator.set_reset_n(true);
  poke(evaluator, Board::read_i, 0);
  for (unsigned cycle = 0; cycle < 10; ++cycle) {
    poke(evaluator, Board::run_i, cycle < 6 ? 1 : 0);
    poke(evaluator, Board::start_i, cycle < 2 ? 1 : 0);
    poke(evaluator, Board::data_i, cycle == 2 ? 0 : cycle + 1);
    poke(evaluator, Board::write_i, cycle == 4 ? 1 : 0);
    evaluator.tick();
  }
}

}  // namespace winnow::hdl::coverage_test
