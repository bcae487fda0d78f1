// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "verif/harness/runner.hpp"
#include "verif/mutants/describe.hpp"
#include "verif/mutants/equivalence.hpp"
#include "verif/mutants/fault.hpp"

// Mutation testing: does a suite notice faults? Every fault runs in the in-process evaluator, so that none
// costs a build.
namespace winnow::verif::mutants {

enum class Fate : std::uint8_t {
  killed,      // a test failed
  survived,    // none did
  equivalent,  // none did, and none could: the fault is proven to make no difference
};
const char* name_of(Fate fate);

struct Mutant {
  std::size_t number = 0;  // from 1, in the order of the draw
  Fault fault;
  Description description;
  Fate fate = Fate::survived;
  // killed:
  std::string test;
  std::uint64_t test_seed = 0;
  std::uint64_t cycle = 0;
  std::string port;   // the first that differed
  std::string error;  // or the test stopped for another reason
  // equivalent:
  std::vector<std::string> proven_in;  // modules
};

// What a thread needs for itself: tests and models may share state.
struct Subject {
  Suite suite;
  ModelFactory model;
};

struct CampaignOptions {
  std::size_t count = 0;
  std::uint64_t seed = 1;    // of the draw
  std::uint64_t cycles = 0;  // of the random tests together, as in RunOptions
  unsigned jobs = 1;         // threads; they change nothing but the time
  LinesByModule lines;
  bool proves = true;           // tries to prove survivors equivalent, if Yosys is there
  unsigned proof_seconds = 60;  // for one module; proofs take a second or never end
  std::function<void(const Mutant& mutant, std::size_t done, std::size_t count)>
      progress;  // one call at a time, from any thread
};

struct CampaignReport {
  std::string name;  // of the design
  std::uint64_t seed = 0;
  std::size_t asked = 0;        // more than mutants.size(): there are no more
  std::string prover;           // empty: none was there, nothing is proven
  std::vector<Mutant> mutants;  // by number

  std::size_t count(Fate fate) const;
  // Percent of the mutants not proven equivalent that were killed; 100 when there are none.
  double score() const;
};

// Draws faults for `top` and runs each against the suite, until its first failing test. `baseline` is the
// suite's report on the design without a fault: its tests and seeds are run, those of few cycles first.
// Throws std::invalid_argument when it did not pass, for then a failure says nothing.
CampaignReport run_campaign(const hdl::Module& top, const std::function<Subject()>& make_subject,
                            const SuiteReport& baseline, const CampaignOptions& options);

}  // namespace winnow::verif::mutants
