// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "verif/tests/formal/core_proof.hpp"
#include "verif/tests/formal/emitted_core.hpp"

// What the tests of the streams' cores ask. All of these check with Boost.Test and tell the times.
namespace winnow::formal {

// An emitted core to ask about.
class CoreSubject {
 public:
  explicit CoreSubject(CoreProof core);

  SearchResult search(unsigned cycles, const CoreQuestion& question) const;
  Verdict reach(const CoreQuestion& question) const;

  const CoreProof& core() const { return core_; }
  const hdl::Module& top() const { return *emitted_.core.top; }
  // Where the emitted Verilog of a module stands.
  std::filesystem::path file_of(const hdl::Module& module) const;
  // And that with the checks.
  std::filesystem::path checked_file(const std::string& name) const;

 private:
  Claim claim(const CoreQuestion& question) const;
  void report(const std::string& what, Verdict verdict, double seconds) const;

  CoreProof core_;
  ProofFolder folder_{"winnow_formal_core"};
  EmittedCore emitted_;
};

// Each property alone, which takes the solver a fraction of the time that all together take: those of
// `for_ever` in all cycles, of any group; the others in that many cycles, those about one group of the first
// and of the second. And that two groups which matter fit into the cycles, for else little would be proven.
void prove(const CoreProof& core, unsigned cycles, const std::vector<std::string>& for_ever);
// Some of the bounded ones only.
void prove_bounded(const CoreSubject& subject, unsigned cycles, const std::vector<std::string>& properties);

// All properties together in all cycles, of any group; and that groups which matter can be reached.
void prove_for_ever(const CoreProof& core);

// A fault of rtl/tampered.v, or of the proof's module, and the property that must notice it.
struct Planted {
  const char* property;
  unsigned fault, bits = 1, group = 0;
};
// One inside the core, which its own checks must notice: other text in the file of a module.
struct PlantedInside {
  const char *file, *text, *faulty_text;
};
void find_planted_inside(const CoreSubject& subject, unsigned cycles, const PlantedInside& planted);
void find_planted(const CoreSubject& subject, unsigned cycles, const std::vector<Planted>& faults);
// And there is one for each property; but for the core's own checks.
void find_planted_for_all(const CoreProof& core, unsigned cycles, const std::vector<Planted>& faults);

// How many of some faults of the netlist, drawn as `winnow verify --mutants` draws them, are found.
unsigned find_mutants(const CoreProof& core, unsigned cycles, unsigned count);

}  // namespace winnow::formal
