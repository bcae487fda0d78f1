// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "gen/hdl/evaluator/evaluator.hpp"
#include "gen/hdl/netlist/builder.hpp"
#include "gen/hdl/passes/passes.hpp"
#include "gen/hdl/verilog/writer.hpp"
#include "verif/mutants/mutated_design.hpp"

// Small designs by hand, in the form that is printed, for the tests of mutants.
namespace winnow::verif::mutants::testing {

using namespace hdl;  // NOLINT(google-build-using-namespace): subjects are made with the builder

template <class Tag>
struct Simple {
  struct Params {
    bool operator==(const Params&) const = default;
  };
};

// Every operation of one node, each at an output of its own.
struct Operations : Simple<Operations> {
  struct Ports {
    In<UInt> a, b, x;
    In<SInt> s, t;
    In<Bit> c;
    Out<UInt> both, either, odd, joined, part, wide, inverted, plus, chosen, product;
    Out<SInt> difference;
    Out<Bit> all, less, same;
    Ports(Io& io, const Params&)
        : a(io.in<UInt>("a_i", 4)),
          b(io.in<UInt>("b_i", 4)),
          x(io.in<UInt>("x_i", 8)),
          s(io.in<SInt>("s_i", 4)),
          t(io.in<SInt>("t_i", 4)),
          c(io.in<Bit>("c_i", 1)),
          both(io.out<UInt>("and_o", 4)),
          either(io.out<UInt>("or_o", 4)),
          odd(io.out<UInt>("xor_o", 4)),
          joined(io.out<UInt>("joined_o", 8)),
          part(io.out<UInt>("part_o", 4)),
          wide(io.out<UInt>("wide_o", 6)),
          inverted(io.out<UInt>("not_o", 4)),
          plus(io.out<UInt>("plus_o", 5)),
          chosen(io.out<UInt>("mux_o", 4)),
          product(io.out<UInt>("product_o", 8)),
          difference(io.out<SInt>("difference_o", 5)),
          all(io.out<Bit>("all_o", 1)),
          less(io.out<Bit>("less_o", 1)),
          same(io.out<Bit>("same_o", 1)) {}
  };
  static std::string name(const Params&) { return "operations"; }
  static void build(Builder& b, Ports& io, const Params&) {
    io.both.drive(io.a & io.b);
    io.either.drive(io.a | io.b);
    io.odd.drive(io.a ^ io.b);
    io.joined.drive(cat(io.a, io.b));
    io.part.drive(io.x.bits(5, 2));
    io.wide.drive(io.a.extend(6));
    io.inverted.drive(~io.a);
    io.plus.drive(io.a + b.constant(4, 3));
    io.chosen.drive(mux(io.c, io.a, io.b));
    io.product.drive(io.a * io.b);
    io.difference.drive(io.s - io.t);
    io.all.drive(io.x.all());
    io.less.drive(io.s < io.t);
    io.same.drive(io.a == io.b);
  }
};

// A register with reset value 5 and an enable.
struct Holder : Simple<Holder> {
  struct Ports {
    In<UInt> data;
    In<Bit> enable;
    Out<UInt> held, other;
    Ports(Io& io, const Params&)
        : data(io.in<UInt>("data_i", 4)),
          enable(io.in<Bit>("enable_i", 1)),
          held(io.out<UInt>("held_o", 4)),
          other(io.out<UInt>("other_o", 4)) {}
  };
  static std::string name(const Params&) { return "holder"; }
  static void build(Builder& b, Ports& io, const Params&) {
    const auto held = b.reg<UInt>("held", 4, Reset::synchronous, 5);
    held.next(io.data, io.enable);
    io.held.drive(held);
    // Keeps the module's reset when the first register has none.
    const auto other = b.reg<UInt>("other", 4);
    other.next(~io.data);
    io.other.drive(other);
  }
};

struct Memory4 : Simple<Memory4> {
  struct Ports {
    In<UInt> write_address, read_address, data;
    In<Bit> write, read;
    Out<UInt> got;
    Ports(Io& io, const Params&)
        : write_address(io.in<UInt>("write_address_i", 2)),
          read_address(io.in<UInt>("read_address_i", 2)),
          data(io.in<UInt>("data_i", 4)),
          write(io.in<Bit>("write_i", 1)),
          read(io.in<Bit>("read_i", 1)),
          got(io.out<UInt>("got_o", 4)) {}
  };
  static std::string name(const Params&) { return "memory4"; }
  static void build(Builder& b, Ports& io, const Params&) {
    const MemoryHandle cells = b.memory("cells", 4, 4);
    cells.write(io.write_address, io.data, io.write);
    io.got.drive(cells.read_registered(io.read_address, io.read, ReadDuringWrite::old_data));
  }
};

// p = ~m, q = n + 1, one cycle later.
struct Pins : Simple<Pins> {
  struct Ports {
    In<UInt> m, n;
    Out<UInt> p, q;
    Ports(Io& io, const Params&)
        : m(io.in<UInt>("m_i", 4)),
          n(io.in<UInt>("n_i", 4)),
          p(io.out<UInt>("p_o", 4)),
          q(io.out<UInt>("q_o", 4)) {}
  };
  static std::string name(const Params&) { return "pins"; }
  static void build(Builder& b, Ports& io, const Params&) {
    io.p.drive(~io.m);
    io.q.drive((io.n + b.constant(4, 1)).trunc(4));
  }
};

// Two instances of one module; the second works on what the first gives.
struct Nest : Simple<Nest> {
  struct Ports {
    In<UInt> m, n;
    Out<UInt> p, q, r;
    Ports(Io& io, const Params&)
        : m(io.in<UInt>("m_i", 4)),
          n(io.in<UInt>("n_i", 4)),
          p(io.out<UInt>("p_o", 4)),
          q(io.out<UInt>("q_o", 4)),
          r(io.out<UInt>("r_o", 4)) {}
  };
  static std::string name(const Params&) { return "nest"; }
  static void build(Builder& b, Ports& io, const Params&) {
    auto one = b.instance<Pins>("one", {});
    auto two = b.instance<Pins>("two", {});
    one.m.drive(io.m);
    one.n.drive(io.n);
    two.m.drive(one.q);
    two.n.drive(io.n);
    io.p.drive(one.p);
    io.q.drive(two.p);
    io.r.drive(two.q);
  }
};

struct Built {
  std::unique_ptr<Design> design;
  hdl::Module* top = nullptr;
};

template <class Component>
Built built() {
  Built result{std::make_unique<Design>(), nullptr};
  result.top = &result.design->elaborate<Component>({});
  result.design->finish();
  run_passes(*result.design);
  return result;
}

// A device by port names; inputs are 0 until set.
class Probe {
 public:
  explicit Probe(const hdl::Module& top) : evaluator_(top) {
    for (const hdl::Port& port : top.ports) ports_.push_back(port.name);
  }

  void set(const std::string& name, std::uint64_t value) {
    const auto word = static_cast<std::uint32_t>(value);
    evaluator_.poke(port(name), std::span(&word, 1));
  }
  std::uint64_t get(const std::string& name) {
    evaluator_.settle();
    return evaluator_.value(port(name)).low_word();
  }
  void tick() { evaluator_.tick(); }
  void reset() {
    evaluator_.set_reset_n(false);
    evaluator_.tick();
    evaluator_.set_reset_n(true);
  }
  void hold_reset() { evaluator_.set_reset_n(false); }

 private:
  std::size_t port(const std::string& name) const {
    const auto found = std::find(ports_.begin(), ports_.end(), name);
    if (found == ports_.end()) throw std::out_of_range(name);
    return static_cast<std::size_t>(found - ports_.begin());
  }

  std::vector<std::string> ports_;  // the module need not outlive its evaluator
  Evaluator evaluator_;
};

inline const hdl::Port& port_of(const hdl::Module& module, const std::string& name) {
  for (const hdl::Port& port : module.ports) {
    if (port.name == name) return port;
  }
  throw std::out_of_range(name);
}

// Every fault of a design.
inline std::vector<Fault> all_faults(const hdl::Module& top) {
  std::vector<Fault> faults;
  const auto order = hdl::verilog::hierarchy(top);
  for (std::uint32_t module = 0; module < order.size(); ++module) {
    for (const FaultSite& site : fault_sites(*order[module])) {
      for (std::uint32_t variant = 0; variant < site.variants; ++variant)
        faults.push_back({module, site, variant});
    }
  }
  return faults;
}

}  // namespace winnow::verif::mutants::testing
