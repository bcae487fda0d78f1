// SPDX-License-Identifier: Apache-2.0
// Emitted collectors, detectors and schedulers at small sizes keep what their pages promise, for all inputs
// that the streams allow, and every property can fail.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <fstream>

#include "verif/mutants/draw.hpp"
#include "verif/mutants/mutated_design.hpp"
#include "verif/tests/formal/core_proof.hpp"
#include "verif/tests/formal/emitted_core.hpp"

using namespace winnow::formal;
using namespace winnow::verif;

namespace {

namespace fs = std::filesystem;

constexpr unsigned time_limit = 3600;  // seconds per tool

const CoreCase small_collector{.kind = "collector", .tokens = 2, .keys = 4, .tile = 2};
const CoreCase small_scheduler{.kind = "scheduler", .tokens = 2, .keys = 2, .tile = 2};
const CoreCase small_replay{.kind = "scheduler", .tokens = 2, .keys = 2, .tile = 2, .replay_rounds = 1};
const CoreCase small_detector{
    .kind = "detector", .tokens = 1, .keys = 2, .tile = 1, .score_bits = 2, .passes = 1};

// An emitted core to ask about.
class Subject {
 public:
  explicit Subject(CoreCase core) : core_(std::move(core)), emitted_(core_.config(), folder_ / "dut") {}

  SearchResult search(unsigned cycles, const CoreQuestion& question) const {
    const Watch watch;
    const SearchResult result = search_for(cycles, claim(question), time_limit);
    const std::string what =
        result.verdict == Verdict::refuted
            ? result.counterexample.output + " in cycle " + std::to_string(result.counterexample.cycle)
            : std::to_string(cycles) + " cycles";
    report(what, result.verdict, watch);
    return result;
  }
  Verdict reach(const CoreQuestion& question) const {
    const Watch watch;
    const Verdict verdict = reach_for_ever(claim(question), time_limit);
    report("for ever", verdict, watch);
    return verdict;
  }
  const CoreCase& core() const { return core_; }
  const EmittedCore& emitted() const { return emitted_; }
  fs::path rtl_folder() const { return folder_ / "dut/rtl"; }

 private:
  struct Watch {
    std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
    double seconds() const {
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
  };
  Claim claim(const CoreQuestion& question) const {
    return claim_of(core_, question, emitted_.rtl, folder_ / "claim");
  }
  void report(const std::string& what, Verdict verdict, const Watch& watch) const {
    const char* words[] = {"proven", "refuted", "undecided"};
    BOOST_TEST_MESSAGE(core_.text() << ", " << what << ": " << words[static_cast<int>(verdict)] << " in "
                                    << watch.seconds() << " s");
  }

  CoreCase core_;
  ProofFolder folder_{"winnow_formal_core"};
  EmittedCore emitted_;
};

// All properties for the first two groups; and two groups that matter do fit into that many cycles.
void prove_bounded(const CoreCase& core, unsigned cycles) {
  const Subject subject(core);
  for (const unsigned group : {0U, 1U}) {
    const SearchResult result = subject.search(cycles, {.outputs = properties_of(core), .group = group});
    BOOST_TEST((result.verdict == Verdict::proven), core.text() << ", " << result.counterexample.output);
  }
  const SearchResult reached = subject.search(cycles, {.outputs = {"reached_o"}, .group = 1});
  BOOST_TEST((reached.verdict == Verdict::refuted), core.text() << ": two groups take more cycles");
}

void prove_for_ever(const CoreCase& core) {
  const Subject subject(core);
  BOOST_TEST((subject.reach({.outputs = properties_of(core), .any_group = true}) == Verdict::proven));
  BOOST_TEST((subject.reach({.outputs = {"reached_o"}}) == Verdict::refuted));
}

// A fault of rtl/tampered.v or of the proof's module, and the property that must notice it.
struct Planted {
  const char* property;
  unsigned fault, bits = 1, group = 0;
};

void find_planted(const Subject& subject, unsigned cycles, const std::vector<Planted>& faults) {
  for (const Planted& planted : faults) {
    const SearchResult result = subject.search(cycles, {.outputs = {planted.property},
                                                        .group = planted.group,
                                                        .fault = planted.fault,
                                                        .fault_bits = planted.bits});
    BOOST_TEST((result.verdict == Verdict::refuted), subject.core().text()
                                                         << ": " << planted.property
                                                         << " does not notice fault " << planted.fault);
  }
}

// And there is one for each property.
void find_planted_for_all(const CoreCase& core, unsigned cycles, const std::vector<Planted>& faults) {
  const Subject subject(core);
  find_planted(subject, cycles, faults);
  for (const std::string& property : properties_of(core)) {
    BOOST_TEST(
        std::ranges::any_of(faults, [&](const Planted& planted) { return planted.property == property; }),
        "nothing is planted for " << property);
  }
}

// Faults of the netlist, as `winnow verify --mutants` draws them.
unsigned find_mutants(const CoreCase& core, unsigned cycles, unsigned count) {
  const Subject subject(core);
  const winnow::hdl::Module& top = *subject.emitted().core.top;
  unsigned found = 0;
  for (const mutants::Fault& fault : mutants::draw_faults(top, count, 1)) {
    const mutants::MutatedDesign mutated(top, fault);
    const fs::path file = subject.rtl_folder() / (mutated.changed().front()->name() + ".v");
    BOOST_REQUIRE(fs::exists(file));
    const fs::path original = file.string() + ".original";
    fs::rename(file, original);
    std::ofstream(file) << mutated.verilog();
    bool is_found = false;
    for (const unsigned group : {0U, 1U}) {
      is_found =
          is_found || subject.search(cycles, {.outputs = properties_of(core), .group = group}).verdict ==
                          Verdict::refuted;
    }
    found += is_found ? 1 : 0;
    fs::rename(original, file);
  }
  BOOST_TEST_MESSAGE(core.text() << ": " << found << " of " << count << " mutants found");
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(collector_for_ever) {
  prove_for_ever(small_collector);
}

BOOST_AUTO_TEST_CASE(collector_faults) {
  // Fields: base [5:4], mask [3:0].
  find_planted_for_all(small_collector, 30,
                       {{"withdrawn_o", 1},
                        {"changed_o", 2},
                        {"lost_o", 7},
                        {"lost_o", 3, 1, 1},
                        {"invented_o", 4},
                        {"crowded_o", 9},
                        {"late_o", 5},
                        {"closed_o", 5},
                        {"misplaced_o", 6, 16},
                        {"idle_o", 7, 15},
                        {"unpicked_o", 8}});
}

BOOST_AUTO_TEST_CASE(scheduler_bounded) {
  prove_bounded(small_scheduler, 20);
}

BOOST_AUTO_TEST_CASE(replay_bounded) {
  prove_bounded(small_replay, 18);
}

BOOST_AUTO_TEST_CASE(replay_faults) {
  const Subject subject(small_replay);
  find_planted(subject, 24,
               {{"replay_withdrawn_o", 21},
                {"replay_changed_o", 22},
                {"replay_altered_o", 26},
                {"replay_invented_o", 24},
                {"replay_overfull_o", 23},
                {"replay_late_o", 25}});
}

BOOST_AUTO_TEST_CASE(scheduler_faults) {
  // Fields: keys [5:4], row_valid [3:2], load [1:0].
  find_planted_for_all(small_scheduler, 70,
                       {{"withdrawn_o", 1},
                        {"changed_o", 2},
                        {"lost_o", 3, 1, 1},
                        {"invented_o", 10},
                        {"crowded_o", 9},
                        {"late_o", 5},
                        {"closed_o", 5},
                        {"unwanted_o", 4, 1, 1},
                        {"unwanted_o", 6, 16},
                        {"starved_o", 7, 4},
                        {"empty_o", 7, 12},
                        {"unmarked_o", 7},
                        {"order_o", 11},
                        {"barred_o", 12},
                        {"counted_o", 13}});
}

BOOST_AUTO_TEST_CASE(detector_bounded) {
  prove_bounded(small_detector, 17);
}

BOOST_AUTO_TEST_CASE(detector_faults) {
  // Fields: base [3], count [2:1], mask [0].
  find_planted_for_all(small_detector, 30,
                       {{"withdrawn_o", 1},
                        {"changed_o", 2},
                        {"lost_o", 7},
                        {"invented_o", 10},
                        {"crowded_o", 9},
                        {"late_o", 5},
                        {"closed_o", 5},
                        {"misplaced_o", 6, 8},
                        {"idle_o", 7},
                        {"unpicked_o", 8},
                        {"counted_o", 6, 2},
                        {"balanced_o", 7}});
}

BOOST_AUTO_TEST_CASE(mutants_are_found) {
  BOOST_TEST(find_mutants(small_collector, 12, 6) >= 4U);
  BOOST_TEST(find_mutants(small_scheduler, 14, 6) >= 4U);
}

BOOST_AUTO_TEST_SUITE_END()

// Minutes.
BOOST_AUTO_TEST_SUITE(all, *boost::unit_test::disabled())

BOOST_AUTO_TEST_SUITE_END()
