// SPDX-License-Identifier: Apache-2.0
// What is called equivalent is so, and what a test has noticed is never called so.
#include <boost/test/unit_test.hpp>

#include "verif/mutants/equivalence.hpp"
#include "verif/mutants/report.hpp"
#include "verif/tests/mutants/counter.hpp"

using namespace winnow;
using namespace winnow::verif;
using namespace winnow::verif::mutants;
using namespace winnow::verif::mutants::testing;

namespace {

// A term that the other one covers, a register that holds what it would load, and logic behind a constant
// pin.
struct Choice : Simple<Choice> {
  struct Ports {
    In<Bit> select, extra;
    In<UInt> a, b;
    Out<UInt> chosen;
    template <class AnyParams>
    Ports(Io& io, const AnyParams&)
        : select(io.in<Bit>("select_i", 1)),
          extra(io.in<Bit>("extra_i", 1)),
          a(io.in<UInt>("a_i", 4)),
          b(io.in<UInt>("b_i", 4)),
          chosen(io.out<UInt>("chosen_o", 4)) {}
  };
  static std::string name(const Params&) { return "choice"; }
  static void build(Builder& b, Ports& io, const Params&) {
    const auto kept = b.reg<UInt>("kept", 4);
    kept.next(mux(io.select, io.a, io.b));
    const Bit covered = (io.select & io.extra).named("covered");
    io.chosen.drive(mux(io.select | covered, kept, io.b).named("picked"));
  }
};
// Passes its pins on: what is constant is known above it only.
struct Passage : Simple<Passage> {
  using Ports = Choice::Ports;
  static std::string name(const Params&) { return "passage"; }
  static void build(Builder& b, Ports& io, const Params&) {
    auto choice = b.instance<Choice>("choice", {});
    choice.select.drive(io.select);
    choice.extra.drive(io.extra);
    choice.a.drive(io.a);
    choice.b.drive(io.b);
    io.chosen.drive(choice.chosen);
  }
};
// Holds the selecting pins of what is inside constant.
template <class Inner>
struct Context : Simple<Context<Inner>> {
  using Params = typename Simple<Context<Inner>>::Params;
  struct Ports {
    In<UInt> a, b;
    Out<UInt> chosen;
    Ports(Io& io, const Params&)
        : a(io.in<UInt>("a_i", 4)), b(io.in<UInt>("b_i", 4)), chosen(io.out<UInt>("chosen_o", 4)) {}
  };
  static std::string name(const Params&) { return "surroundings"; }
  static void build(Builder& b, Ports& io, const Params&) {
    auto inner = b.instance<Inner>("inner", {});
    inner.select.drive(b.bit(true));
    inner.extra.drive(b.bit(false));
    inner.a.drive(io.a);
    inner.b.drive(io.b);
    io.chosen.drive(inner.chosen);
  }
};

const Prover prover(10);

// The proof of the only fault in module `module` (by its place in the hierarchy) that is described so.
std::vector<std::string> proof_of(const hdl::Module& top, std::uint32_t module, const std::string& text) {
  for (const Fault& fault : all_faults(top)) {
    if (fault.module == module && to_text(mutants::describe(top, fault, {})).find(text) != std::string::npos)
      return prover.prove(MutatedDesign(top, fault));
  }
  throw std::out_of_range(text);
}

}  // namespace

BOOST_AUTO_TEST_CASE(yosys_is_there) {
  BOOST_TEST(Prover::version().value_or("").starts_with("Yosys "));
}

BOOST_AUTO_TEST_CASE(a_fault_that_makes_no_difference_is_proven) {
  const Built subject = built<Context<Choice>>();
  // select or (select and extra) is select.
  BOOST_TEST(proof_of(*subject.top, 0, "bit 0 stuck at 0: covered") == std::vector<std::string>{"choice"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_fault_behind_a_constant_pin_is_proven_in_its_context) {
  const Built subject = built<Context<Choice>>();
  BOOST_TEST(
      proof_of(*subject.top, 0, "select stuck at 1: picked") == std::vector<std::string>{"surroundings"},
      boost::test_tools::per_element());
  BOOST_TEST(
      proof_of(*subject.top, 0, "or instead of and: covered") == std::vector<std::string>{"surroundings"},
      boost::test_tools::per_element());
  BOOST_TEST(proof_of(*subject.top, 0, "select stuck at 0: picked") == std::vector<std::string>{},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_fault_is_proven_in_the_lowest_module_that_allows_it) {
  const Built subject = built<Context<Passage>>();
  BOOST_TEST(
      proof_of(*subject.top, 0, "select stuck at 1: picked") == std::vector<std::string>{"surroundings"},
      boost::test_tools::per_element());
  BOOST_TEST(proof_of(*subject.top, 0, "select stuck at 0: picked") == std::vector<std::string>{},
             boost::test_tools::per_element());
}

// campaign_test.cpp shows that every fault of the counter is noticed.
BOOST_AUTO_TEST_CASE(a_fault_that_a_test_notices_is_never_proven) {
  const Built subject = built<Counter>();
  std::size_t tried = 0;
  for (const Fault& fault : all_faults(*subject.top)) {
    const MutatedDesign mutated(*subject.top, fault);
    if (fault.variant != 0 || !is_buildable(*subject.top, mutated)) continue;
    ++tried;
    const std::string what = to_text(mutants::describe(*subject.top, fault, {}));
    BOOST_TEST(prover.prove(mutated).empty(), what);
  }
  BOOST_TEST(tried > 20U);
}

BOOST_AUTO_TEST_CASE(a_proven_mutant_is_set_apart) {
  const Built subject = built<Context<Choice>>();
  // Drives zeros alone, so that much survives that is not equivalent.
  const auto weak = [] {
    Subject own;
    own.suite = {{"weak", "zeros", [](Bench& bench, std::uint64_t) {
                    bench.reset();
                    bench.cycle();
                  }}};
    struct Late : Model {
      std::vector<std::string> output_names() const override { return {"chosen_o"}; }
      std::vector<std::string> input_names() const override { return {"rst_ni", "a_i", "b_i"}; }
      void outputs(const std::vector<Words>&, std::vector<Expected>& expected) override {
        expected[0].value = a;
        expected[0].known.assign(1, a_known ? 15U : 0U);
      }
      void clock(const std::vector<Words>& inputs) override {
        a[0] = inputs[0][0] == 0 ? 0 : inputs[1][0];
        a_known = true;
      }
      void power_up() override { a_known = false; }
      Words a = {0};
      bool a_known = false;
    };
    own.model = [] { return std::make_unique<Late>(); };
    return own;
  };
  SuiteReport baseline;
  baseline.name = "surroundings";
  TestResult passed;
  passed.name = "weak";
  passed.passed = true;
  passed.seed = 1;
  baseline.results = {passed};
  CampaignOptions options;
  options.count = 100000;
  options.jobs = 2;
  const CampaignReport report = run_campaign(*subject.top, weak, baseline, options);
  BOOST_TEST(report.count(Fate::equivalent) > 0U);
  BOOST_TEST(report.count(Fate::survived) > 0U);
  BOOST_TEST(report.count(Fate::killed) > 0U);
  BOOST_TEST(summary(report).find("equivalent: mutant ") != std::string::npos);
  for (const Mutant& mutant : report.mutants) {
    BOOST_TEST((mutant.fate == Fate::equivalent) == !mutant.proven_in.empty());
  }
}
