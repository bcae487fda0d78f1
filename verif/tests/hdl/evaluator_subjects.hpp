// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

// Small modules by hand, for the evaluator's tests.
namespace winnow::verif {

using namespace hdl;  // NOLINT(google-build-using-namespace): tests of this namespace

// A component without parameters made from a function; `Tag` keeps them apart.
template <class Tag>
struct Simple {
  struct Params {
    bool operator==(const Params&) const = default;
  };
};

struct Accumulator : Simple<Accumulator> {
  struct Ports {
    In<UInt> data;
    In<Bit> enable;
    Out<UInt> sum, delayed;
    Ports(Io& io, const Params&)
        : data(io.in<UInt>("data_i", 8)),
          enable(io.in<Bit>("enable_i", 1)),
          sum(io.out<UInt>("sum_o", 8)),
          delayed(io.out<UInt>("delayed_o", 8)) {}
  };
  static std::string name(const Params&) { return "accumulator"; }
  static void build(Builder& b, Ports& io, const Params&) {
    const auto total = b.reg<UInt>("total", 8, Reset::synchronous, 5);
    total.next((total + io.data).trunc(8), io.enable);
    // Takes what `total` was before the edge: state that feeds state.
    const auto previous = b.reg<UInt>("previous", 8, Reset::none);
    previous.next(total);
    io.sum.drive(total);
    io.delayed.drive(previous);
    b.check("small", total < b.constant(8, 100), "the total reached 100");
    b.cover("seven", total == 7);
  }
};
enum AccumulatorPort : std::size_t { data_i, enable_i, sum_o, delayed_o };

struct Store : Simple<Store> {
  struct Ports {
    In<UInt> address0, data0, address1, data1, read_address;
    In<Bit> enable0, enable1, read_enable;
    Out<UInt> now, old_data, new_data;
    Ports(Io& io, const Params&)
        : address0(io.in<UInt>("address0_i", 3)),
          data0(io.in<UInt>("data0_i", 100)),
          address1(io.in<UInt>("address1_i", 3)),
          data1(io.in<UInt>("data1_i", 100)),
          read_address(io.in<UInt>("read_address_i", 3)),
          enable0(io.in<Bit>("enable0_i", 1)),
          enable1(io.in<Bit>("enable1_i", 1)),
          read_enable(io.in<Bit>("read_enable_i", 1)),
          now(io.out<UInt>("now_o", 100)),
          old_data(io.out<UInt>("old_o", 100)),
          new_data(io.out<UInt>("new_o", 100)) {}
  };
  static std::string name(const Params&) { return "store"; }
  static void build(Builder& b, Ports& io, const Params&) {
    const MemoryHandle memory = b.memory("cells", 100, 5);
    memory.write(io.address0, io.data0, io.enable0);
    memory.write(io.address1, io.data1, io.enable1);
    io.now.drive(memory.read(io.read_address));
    io.old_data.drive(memory.read_registered(io.read_address, io.read_enable, ReadDuringWrite::old_data));
    io.new_data.drive(memory.read_registered(io.read_address, io.read_enable, ReadDuringWrite::new_data));
  }
};
enum StorePort : std::size_t {
  address0_i,
  data0_i,
  address1_i,
  data1_i,
  read_address_i,
  enable0_i,
  enable1_i,
  read_enable_i,
  now_o,
  old_o,
  new_o
};

// Two shift stages of one bit each in one module, twice: state of different instances stays apart.
struct Stage : Simple<Stage> {
  struct Ports {
    In<UInt> data;
    Out<UInt> result;
    Ports(Io& io, const Params&) : data(io.in<UInt>("data_i", 70)), result(io.out<UInt>("result_o", 70)) {}
  };
  static std::string name(const Params&) { return "stage"; }
  static void build(Builder& b, Ports& io, const Params&) {
    const auto held = b.reg<UInt>("held", 70);
    held.next(io.data);
    io.result.drive(held);
  }
};
struct Pair : Simple<Pair> {
  struct Ports {
    In<UInt> data;
    Out<UInt> result;
    Ports(Io& io, const Params&) : data(io.in<UInt>("data_i", 70)), result(io.out<UInt>("result_o", 70)) {}
  };
  static std::string name(const Params&) { return "pair"; }
  static void build(Builder& b, Ports& io, const Params&) {
    // The first is updated first: the second must still see what it held before the edge.
    const auto first = b.instance<Stage>("first", {});
    const auto second = b.instance<Stage>("second", {});
    second.data.drive(first.result);
    first.data.drive(io.data);
    io.result.drive(second.result);
  }
};

struct Crossed : Simple<Crossed> {
  struct Ports {
    In<UInt> a, b;
    Out<UInt> x, y;
    Ports(Io& io, const Params&)
        : a(io.in<UInt>("a_i", 4)),
          b(io.in<UInt>("b_i", 4)),
          x(io.out<UInt>("x_o", 4)),
          y(io.out<UInt>("y_o", 4)) {}
  };
  static std::string name(const Params&) { return "crossed"; }
  static void build(Builder&, Ports& io, const Params&) {
    io.x.drive(~io.a);
    io.y.drive(~io.b);
  }
};
}  // namespace winnow::verif
