// SPDX-License-Identifier: Apache-2.0
#include "verif/mutants/draw.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <set>
#include <tuple>

#include "verif/tests/mutants/subjects.hpp"

using namespace winnow;
using namespace winnow::verif::mutants;
using namespace winnow::verif::mutants::testing;

namespace {

using Key = std::tuple<std::uint32_t, FaultKind, std::uint32_t, std::uint32_t, std::uint32_t>;

std::vector<Key> keys(const std::vector<Fault>& faults) {
  std::vector<Key> list;
  for (const Fault& f : faults)
    list.emplace_back(f.module, f.site.kind, f.site.subject, f.site.place, f.variant);
  return list;
}

std::vector<Key> drawn(const hdl::Module& top, std::size_t count, std::uint64_t seed) {
  return keys(draw_faults(top, count, seed));
}

// A loop if the register were not there; and the module's only reset.
struct Toggle : Simple<Toggle> {
  struct Ports {
    Out<Bit> value;
    Ports(Io& io, const Params&) : value(io.out<Bit>("value_o", 1)) {}
  };
  static std::string name(const Params&) { return "toggle"; }
  static void build(Builder& b, Ports& io, const Params&) {
    const auto value = b.reg<Bit>("value", 1);
    value.next(!value);
    io.value.drive(value);
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_seed_draws_the_same_faults_again) {
  const Built one = built<Operations>(), other = built<Operations>();
  BOOST_TEST((drawn(*one.top, 50, 7) == drawn(*other.top, 50, 7)));
  BOOST_TEST((drawn(*one.top, 50, 7) != drawn(*one.top, 50, 8)));
}

// So that a mutant is found again by its number alone.
BOOST_AUTO_TEST_CASE(more_faults_begin_with_the_same) {
  const Built subject = built<Operations>();
  std::vector<Key> many = drawn(*subject.top, 80, 3);
  many.resize(30);
  BOOST_TEST((drawn(*subject.top, 30, 3) == many));
}

// The figures are those of splitmix64 and of the subject; another machine must get them, too.
BOOST_AUTO_TEST_CASE(the_first_faults_of_seed_1_are_known) {
  const Built subject = built<Nest>();
  std::string kinds;
  for (const Fault& fault : draw_faults(*subject.top, 6, 1))
    kinds += std::string(name_of(fault.site.kind)) + " ";
  BOOST_TEST(kinds == "operand_dropped inversion_dropped bit_inverted pins_swapped bit_stuck bit_stuck ");
}

BOOST_AUTO_TEST_CASE(no_fault_is_drawn_twice_and_all_are_drawn_in_the_end) {
  const Built subject = built<Nest>();
  const std::vector<Key> all = drawn(*subject.top, 100000, 1);
  const std::set<Key> different(all.begin(), all.end());
  BOOST_TEST(all.size() == different.size());
  const std::vector<Key> every = keys(all_faults(*subject.top));
  BOOST_TEST((different == std::set<Key>(every.begin(), every.end())));
}

BOOST_AUTO_TEST_CASE(kinds_are_drawn_evenly_whatever_the_number_of_their_places) {
  const Built subject = built<Operations>();
  std::map<FaultKind, unsigned> counts;
  for (const Fault& fault : draw_faults(*subject.top, 30, 5)) ++counts[fault.site.kind];
  BOOST_TEST(counts.size() >= 10U);
  BOOST_TEST(counts[FaultKind::bit_stuck] + counts[FaultKind::bit_inverted] < 15U);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_built_is_not_drawn) {
  const Built subject = built<Toggle>();
  bool has_dropped = false;
  for (const FaultSite& site : fault_sites(*subject.top))
    has_dropped = has_dropped || site.kind == FaultKind::register_dropped;
  BOOST_TEST(has_dropped);
  for (const Fault& fault : draw_faults(*subject.top, 1000, 1)) {
    BOOST_TEST((fault.site.kind != FaultKind::register_dropped));
    BOOST_TEST((fault.site.kind != FaultKind::reset_dropped));
  }
}
