// SPDX-License-Identifier: Apache-2.0
// Every kind of fault does what its name says, and nothing else.
#include <boost/test/unit_test.hpp>

#include <functional>
#include <set>

#include "verif/harness/random.hpp"
#include "verif/mutants/describe.hpp"
#include "verif/tests/mutants/subjects.hpp"

using namespace winnow;
using namespace winnow::verif;
using namespace winnow::verif::mutants;
using namespace winnow::verif::mutants::testing;

namespace {

struct Inputs {
  std::uint64_t a, b, x, s, t, c;
};

std::int64_t as_signed(std::uint64_t value) {
  return value < 8 ? static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value) - 16;
}

struct Case {
  FaultKind kind;
  const char* output;
  std::uint32_t place, variant;
  std::function<std::uint64_t(const Inputs&)> expected;
};

// What the output is with the fault; outputs are cut to their width by the test.
std::vector<Case> cases() {
  using K = FaultKind;
  return {
      {K::logic_operator, "and_o", 0, 0, [](const Inputs& i) { return i.a | i.b; }},
      {K::logic_operator, "and_o", 0, 1, [](const Inputs& i) { return i.a ^ i.b; }},
      {K::logic_operator, "or_o", 0, 0, [](const Inputs& i) { return i.a & i.b; }},
      {K::logic_operator, "xor_o", 0, 1, [](const Inputs& i) { return i.a | i.b; }},
      {K::logic_operator, "all_o", 0, 0, [](const Inputs& i) { return std::uint64_t{i.x != 0}; }},
      {K::arithmetic_operator, "plus_o", 0, 0, [](const Inputs& i) { return i.a - 3; }},
      {K::arithmetic_operator, "difference_o", 0, 0,
       [](const Inputs& i) { return static_cast<std::uint64_t>(as_signed(i.s) + as_signed(i.t)); }},
      {K::comparison, "less_o", 0, 0,
       [](const Inputs& i) { return std::uint64_t{as_signed(i.s) <= as_signed(i.t)}; }},
      {K::comparison, "same_o", 0, 0, [](const Inputs& i) { return std::uint64_t{i.a != i.b}; }},
      {K::sign, "less_o", 0, 0, [](const Inputs& i) { return std::uint64_t{i.s < i.t}; }},
      {K::sign, "wide_o", 0, 0, [](const Inputs& i) { return static_cast<std::uint64_t>(as_signed(i.a)); }},
      {K::sign, "product_o", 0, 0,
       [](const Inputs& i) { return static_cast<std::uint64_t>(as_signed(i.a) * as_signed(i.b)); }},
      {K::operand_dropped, "xor_o", 0, 0, [](const Inputs& i) { return i.a; }},
      {K::operand_dropped, "xor_o", 0, 1, [](const Inputs& i) { return i.b; }},
      {K::operand_dropped, "difference_o", 0, 0,
       [](const Inputs& i) { return static_cast<std::uint64_t>(as_signed(i.s)); }},
      {K::operands_swapped, "difference_o", 0, 0,
       [](const Inputs& i) { return static_cast<std::uint64_t>(as_signed(i.t) - as_signed(i.s)); }},
      {K::operands_swapped, "less_o", 0, 0,
       [](const Inputs& i) { return std::uint64_t{as_signed(i.t) < as_signed(i.s)}; }},
      {K::operands_swapped, "joined_o", 0, 0, [](const Inputs& i) { return i.b << 4U | i.a; }},
      {K::inversion_dropped, "not_o", 0, 0, [](const Inputs& i) { return i.a; }},
      {K::arms_swapped, "mux_o", 0, 0, [](const Inputs& i) { return i.c != 0 ? i.b : i.a; }},
      {K::select_stuck, "mux_o", 0, 0, [](const Inputs& i) { return i.b; }},
      {K::select_stuck, "mux_o", 0, 1, [](const Inputs& i) { return i.a; }},
      {K::constant, "plus_o", 1, 0, [](const Inputs& i) { return i.a + 4; }},
      {K::constant, "plus_o", 1, 1, [](const Inputs& i) { return i.a + 2; }},
      {K::slice, "part_o", 0, 0, [](const Inputs& i) { return i.x >> 1U; }},
      {K::slice, "part_o", 0, 1, [](const Inputs& i) { return i.x >> 3U; }},
      {K::bit_inverted, "and_o", 0, 2, [](const Inputs& i) { return (i.a & i.b) ^ 4U; }},
      {K::bit_inverted, "same_o", 0, 0, [](const Inputs& i) { return std::uint64_t{i.a != i.b}; }},
      {K::bit_stuck, "or_o", 0, 2, [](const Inputs& i) { return (i.a | i.b) & ~std::uint64_t{2}; }},
      {K::bit_stuck, "or_o", 0, 3, [](const Inputs& i) { return i.a | i.b | 2U; }},
      {K::bit_stuck, "less_o", 0, 1, [](const Inputs&) { return std::uint64_t{1}; }},
  };
}

Inputs random_inputs(Random& random) {
  return {random.below(16), random.below(16), random.below(256),
          random.below(16), random.below(16), random.below(2)};
}

void set(Probe& probe, const Inputs& i) {
  probe.set("a_i", i.a);
  probe.set("b_i", i.b);
  probe.set("x_i", i.x);
  probe.set("s_i", i.s);
  probe.set("t_i", i.t);
  probe.set("c_i", i.c);
}

// The site of this kind at a node, register, … and place; in the top.
Fault fault_at(const hdl::Module& top, FaultKind kind, std::uint32_t subject, std::uint32_t place,
               std::uint32_t variant) {
  for (const FaultSite& site : fault_sites(top)) {
    if (site.kind == kind && site.subject == subject && site.place == place) {
      return {static_cast<std::uint32_t>(hdl::verilog::hierarchy(top).size()) - 1, site, variant};
    }
  }
  throw std::out_of_range(name_of(kind));
}

Probe with_fault(const hdl::Module& top, FaultKind kind, std::uint32_t subject, std::uint32_t place,
                 std::uint32_t variant) {
  return Probe(MutatedDesign(top, fault_at(top, kind, subject, place, variant)).top());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_fault_of_an_operation_is_what_its_name_says) {
  const Built subject = built<Operations>();
  for (const Case& c : cases()) {
    const hdl::NodeId node = port_of(*subject.top, c.output).node;
    const MutatedDesign mutated(*subject.top, fault_at(*subject.top, c.kind, node, c.place, c.variant));
    Probe good(*subject.top), faulty(mutated.top());
    Random random(1);
    for (unsigned i = 0; i < 200; ++i) {
      const Inputs inputs = random_inputs(random);
      set(good, inputs);
      set(faulty, inputs);
      for (const hdl::Port& port : subject.top->ports) {
        if (port.is_input) continue;
        const std::uint64_t mask = (std::uint64_t{1} << port.width) - 1;
        const std::uint64_t expected =
            port.name == c.output ? c.expected(inputs) & mask : good.get(port.name);
        BOOST_TEST(faulty.get(port.name) == expected, name_of(c.kind) << " at " << c.output << " variant "
                                                                      << c.variant << ", port " << port.name);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_fault_of_a_register_is_what_its_name_says) {
  const Built subject = built<Holder>();
  const auto start = [&](FaultKind kind, std::uint32_t variant = 0) {
    Probe probe = with_fault(*subject.top, kind, 0, 0, variant);
    probe.reset();
    probe.set("data_i", 9);
    return probe;
  };
  Probe always = start(FaultKind::enable_dropped);
  always.tick();
  BOOST_TEST(always.get("held_o") == 9U);

  Probe never = start(FaultKind::enable_stuck);
  never.set("enable_i", 1);
  never.tick();
  BOOST_TEST(never.get("held_o") == 5U);

  BOOST_TEST(start(FaultKind::reset_value, 1).get("held_o") == 7U);

  Probe kept = start(FaultKind::reset_dropped);
  kept.set("enable_i", 1);
  kept.tick();
  kept.set("enable_i", 0);
  kept.hold_reset();
  kept.tick();
  BOOST_TEST(kept.get("held_o") == 9U);
  BOOST_TEST(kept.get("other_o") == 0U);

  BOOST_TEST(start(FaultKind::register_dropped).get("held_o") == 9U);

  Probe late = start(FaultKind::register_added);
  late.set("enable_i", 1);
  late.tick();
  late.set("enable_i", 0);
  BOOST_TEST(late.get("held_o") == 5U);
  late.tick();
  BOOST_TEST(late.get("held_o") == 9U);
}

BOOST_AUTO_TEST_CASE(a_fault_of_a_memory_is_what_its_name_says) {
  const Built subject = built<Memory4>();
  // Writes 9 to address 2 and reads address `address`, afterwards or at once.
  const auto got = [](Probe probe, std::uint64_t address, bool at_once = false) {
    probe.set("write_address_i", 2);
    probe.set("read_address_i", address);
    probe.set("data_i", 9);
    probe.set("write_i", 1);
    probe.set("read_i", at_once ? 1 : 0);
    probe.tick();
    probe.set("write_i", 0);
    probe.set("read_i", at_once ? 0 : 1);
    probe.tick();
    return probe.get("got_o");
  };
  const auto fault = [&](FaultKind kind, std::uint32_t place, std::uint32_t variant) {
    return with_fault(*subject.top, kind, 0, place, variant);
  };
  BOOST_TEST(got(Probe(*subject.top), 2) == 9U);
  BOOST_TEST(got(Probe(*subject.top), 2, true) == 0U);
  BOOST_TEST(got(fault(FaultKind::memory_address, 0, 0), 3) == 9U);
  BOOST_TEST(got(fault(FaultKind::memory_address, 1, 1), 0) == 9U);
  BOOST_TEST(got(fault(FaultKind::memory_enable, 0, 0), 2) == 0U);
  BOOST_TEST(got(fault(FaultKind::memory_enable, 1, 0), 2) == 0U);
  BOOST_TEST(got(fault(FaultKind::memory_enable, 1, 1), 2, true) == 9U);
  BOOST_TEST(got(fault(FaultKind::memory_policy, 1, 0), 2, true) == 9U);
}

BOOST_AUTO_TEST_CASE(a_fault_of_an_instance_is_what_its_name_says) {
  const Built subject = built<Nest>();
  const auto run = [](Probe probe) {
    probe.set("m_i", 3);
    probe.set("n_i", 6);
    return std::vector<std::uint64_t>{probe.get("p_o"), probe.get("q_o"), probe.get("r_o")};
  };
  const auto is = [&](FaultKind kind, std::uint32_t instance, std::uint32_t place, std::uint32_t variant,
                      const std::vector<std::uint64_t>& expected) {
    const std::vector<std::uint64_t> got = run(with_fault(*subject.top, kind, instance, place, variant));
    BOOST_TEST(got == expected, boost::test_tools::per_element());
  };
  // p = ~m, q = ~(n + 1), r = n + 1.
  is(FaultKind::pins_swapped, 0, 0, 0, {9, 11, 7});
  is(FaultKind::outputs_swapped, 0, 2, 0, {7, 3, 7});
  is(FaultKind::pin_stuck, 1, 1, 3, {12, 8, 7});  // bit 1 of n is 1 already
  is(FaultKind::pin_stuck, 1, 1, 4, {12, 8, 3});  // bit 2 stuck at 0, in the second instance alone
}

BOOST_AUTO_TEST_CASE(a_fault_in_a_module_is_in_all_its_instances_and_the_original_is_untouched) {
  const Built subject = built<Nest>();
  const hdl::NodeId node = port_of(*hdl::verilog::hierarchy(*subject.top).front(), "p_o").node;
  for (const Fault& fault : all_faults(*subject.top)) {
    if (fault.module != 0 || fault.site.kind != FaultKind::inversion_dropped || fault.site.subject != node)
      continue;
    const MutatedDesign mutated(*subject.top, fault);
    Probe good(*subject.top), faulty(mutated.top());
    for (Probe* probe : {&good, &faulty}) {
      probe->set("m_i", 3);
      probe->set("n_i", 6);
    }
    BOOST_TEST(good.get("p_o") == 12U);
    BOOST_TEST(good.get("q_o") == 8U);
    BOOST_TEST(faulty.get("p_o") == 3U);
    BOOST_TEST(faulty.get("q_o") == 7U);
    BOOST_TEST(mutated.changed().size() == 2U);
    return;
  }
  BOOST_FAIL("no such fault");
}

// Together the subjects have all kinds, and each of their faults can be built, described, and printed.
BOOST_AUTO_TEST_CASE(every_fault_can_be_built_and_printed) {
  std::set<FaultKind> kinds;
  const std::vector<Built> subjects = [] {
    std::vector<Built> list;
    list.push_back(built<Operations>());
    list.push_back(built<Holder>());
    list.push_back(built<Memory4>());
    list.push_back(built<Nest>());
    return list;
  }();
  for (const Built& subject : subjects) {
    for (const Fault& fault : all_faults(*subject.top)) {
      kinds.insert(fault.site.kind);
      const MutatedDesign mutated(*subject.top, fault);
      const std::string what = to_text(mutants::describe(*subject.top, fault, {}));
      BOOST_TEST(is_buildable(*subject.top, mutated), what);
      const hdl::Module& original = *hdl::verilog::hierarchy(*subject.top)[fault.module];
      BOOST_TEST(mutated.verilog() != hdl::verilog::print_module(original, {}), what);
    }
  }
  BOOST_TEST(kinds.size() == fault_kinds);
}

// The line that a description names has the text of what is wrong.
BOOST_AUTO_TEST_CASE(a_fault_is_found_in_the_emitted_verilog) {
  for (const Built& subject : {built<Operations>(), built<Holder>(), built<Memory4>(), built<Nest>()}) {
    LinesByModule lines;
    std::map<std::string, std::vector<std::string>> texts;
    for (const hdl::verilog::SourceFile& file : hdl::verilog::print_design(*subject.top, {}).files) {
      lines[file.name.substr(0, file.name.size() - 2)] = file.lines;
      std::istringstream stream(file.text);
      for (std::string line; std::getline(stream, line);) texts["rtl/" + file.name].push_back(line);
    }
    for (const Fault& fault : all_faults(*subject.top)) {
      const Description place = mutants::describe(*subject.top, fault, lines);
      BOOST_TEST_REQUIRE(place.line != 0U, to_text(place));
      const std::string& text = texts.at(place.file).at(place.line - 1);
      // A name, or the whole expression.
      std::string net = place.net.starts_with("instance ") ? place.net.substr(9) : place.net;
      net = net.substr(0, net.find(" = "));
      BOOST_TEST((text.find(net) != std::string::npos), to_text(place) << "\n" << text);
      BOOST_TEST((place.source.find("subjects.hpp:") != std::string::npos), place.source);
    }
  }
}
