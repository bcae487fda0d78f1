// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace winnow::verif {

// What came of one case: an index of the caller's own, and what is wrong ("" when nothing is).
struct CaseReport {
  std::uint32_t outcome = 0;
  std::string problem;
};

struct Failure {
  std::uint64_t number = 0;
  std::string problem;
};

struct Supervision {
  std::uint64_t first = 0, count = 0;  // case numbers
  unsigned workers = 2;
  double processor_seconds = 20;  // per case; more is a hang, however busy the machine is
  double wall_seconds = 300;      // likewise, for what waits rather than works
  std::size_t enough_failures = 10;
};

struct SupervisedRun {
  std::uint64_t finished = 0;                        // cases that came to an end
  std::vector<std::vector<std::uint64_t>> outcomes;  // by outcome: their numbers, in order
  std::vector<Failure> failures;                     // by number
  double slowest_seconds = 0;                        // of the processor, by one case
  std::uint64_t slowest = 0;
};

// Runs cases in worker processes, each many in one process: a case that kills its process or never ends costs
// only itself and is reported by its number; the worker is replaced. `run` is called in the worker only.
SupervisedRun supervise(const Supervision& how, const std::function<CaseReport(std::uint64_t number)>& run);

}  // namespace winnow::verif
