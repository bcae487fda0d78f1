// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/netlist/check.hpp"

#include <boost/test/unit_test.hpp>

#include "verif/tests/passes/tree.hpp"

using namespace winnow::hdl;
using namespace winnow::hdl::test;

namespace {

// A component whose body is given by the test.
template <int Number>
struct Body {
  struct Params {
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    Ports(Io& io, const Params&)
        : a(io.in<UInt>("a_i", 4)), b(io.in<UInt>("b_i", 4)), y(io.out<UInt>("y_o", 4)) {}
    In<UInt> a, b;
    Out<UInt> y;
  };
  static std::string name(const Params&) { return "body_" + std::to_string(Number); }
  static void build(Builder& builder, Ports& ports, const Params&);
};

// Messages of the structural checks, with "FILE" for this file's name; lines are given relative to
// `first_line`.
template <class Component>
std::vector<std::string> messages() {
  Design design;
  design.elaborate<Component>({});
  check_structure(design);
  std::vector<std::string> result;
  const std::string file = std::source_location::current().file_name();
  for (const Diagnostic& diagnostic : design.diagnostics()) {
    std::string text = diagnostic.message;
    for (std::size_t at = text.find(file); at != std::string::npos; at = text.find(file)) {
      text.replace(at, file.size(), "FILE");
    }
    result.push_back(text);
  }
  return result;
}

std::string at_line(int line) {
  return " (FILE:" + std::to_string(line) + ")";
}
const auto none = std::vector<std::string>{};

template <>
void Body<0>::build(Builder& builder, Ports& ports, const Params&) {
  const Reg<UInt> state = builder.reg<UInt>("state", 4);
  const Wire<UInt> forward = builder.wire<UInt>("forward", 4);
  state.next((forward + state).trunc(4));
  forward.drive(ports.a & ports.b);
  ports.y.drive(state);
}

template <>
void Body<1>::build(Builder& builder, Ports& ports, const Params&) {
  const Reg<UInt> count = builder.reg<UInt>("count", 4);
  const Wire<UInt> forward = builder.wire<UInt>("forward", 4);
  (count + forward).trunc(4);
  (void)ports;
}

constexpr int loop_line = __LINE__ + 3;
template <>
void Body<2>::build(Builder& builder, Ports& ports, const Params&) {
  const Wire<UInt> first = builder.wire<UInt>("first", 4);
  const UInt second = (first & ports.a).named("second");
  first.drive(second | ports.b);
  ports.y.drive(second);
}

// y_o depends on a_i at once, on b_i a cycle later.
template <>
void Body<3>::build(Builder& builder, Ports& ports, const Params&) {
  const Reg<UInt> held = builder.reg<UInt>("held", 4);
  held.next(ports.b);
  ports.y.drive(held ^ ports.a);
}

constexpr int instance_line = __LINE__ + 3;
template <>
void Body<4>::build(Builder& builder, Ports& ports, const Params&) {
  auto inner = builder.instance<Body<3>>("inner", {});
  inner.a.drive((inner.y | ports.a).named("back"));
  inner.b.drive(ports.b);
  ports.y.drive(inner.y);
}

template <>
void Body<5>::build(Builder& builder, Ports& ports, const Params&) {
  auto inner = builder.instance<Body<3>>("inner", {});
  inner.a.drive(ports.a);
  inner.b.drive(inner.y);  // through a register: no loop
  ports.y.drive(inner.y);
}

template <>
void Body<6>::build(Builder& builder, Ports& ports, const Params&) {
  auto inner = builder.instance<Body<3>>("inner", {});
  inner.b.drive(ports.b);
  ports.y.drive(inner.y);
}

constexpr int self_line = __LINE__ + 3;
template <>
void Body<7>::build(Builder& builder, Ports& ports, const Params&) {
  const Wire<UInt> itself = builder.wire<UInt>("itself", 4);
  const Wire<UInt> other = builder.wire<UInt>("other", 4);
  itself.drive(itself);
  other.drive((other + ports.a).trunc(4));
  ports.y.drive(other);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(check)

BOOST_AUTO_TEST_CASE(sound_module) {
  BOOST_TEST(messages<Body<0>>() == none, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(undriven) {
  const std::vector<std::string> expected{
      "register 'count' has no next value; call .next(value)",
      "wire 'forward' is not driven; call .drive(value)",
      "output 'y_o' is not driven; call .drive(value)",
  };
  BOOST_TEST(messages<Body<1>>() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(unconnected_input_of_instance) {
  const std::vector<std::string> expected{
      "input 'a_i' of instance 'inner' is not connected; call .drive(value) on the port"};
  BOOST_TEST(messages<Body<6>>() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(loop_in_a_module) {
  const std::vector<std::string> expected{"combinational loop: first" + at_line(loop_line) + " -> second" +
                                          at_line(loop_line + 1) + " -> or" + at_line(loop_line + 2) +
                                          " -> first"};
  BOOST_TEST(messages<Body<2>>() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(loop_through_an_instance) {
  const std::vector<std::string> expected{"combinational loop: back" + at_line(instance_line + 1) +
                                          " -> inner.y_o" + at_line(instance_line) + " -> back"};
  BOOST_TEST(messages<Body<4>>() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(register_inside_an_instance_breaks_the_loop) {
  BOOST_TEST(messages<Body<5>>() == none, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_loop_is_reported_once) {
  const std::vector<std::string> expected{
      "combinational loop: itself" + at_line(self_line) + " -> itself",
      "combinational loop: other" + at_line(self_line + 1) + " -> add" + at_line(self_line + 3) +
          " -> slice" + at_line(self_line + 3) + " -> other",
  };
  BOOST_TEST(messages<Body<7>>() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(finish_throws_everything) {
  Design design;
  design.elaborate<Body<1>>({});
  BOOST_CHECK_EXCEPTION(design.finish(), ElaborationError,
                        [](const ElaborationError& error) { return error.diagnostics().size() == 3; });
}

BOOST_AUTO_TEST_SUITE_END()
