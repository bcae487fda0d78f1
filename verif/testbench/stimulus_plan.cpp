// SPDX-License-Identifier: Apache-2.0
#include "verif/testbench/stimulus_plan.hpp"

#include <fmt/format.h>
#include <stdexcept>

namespace winnow::verif {
namespace {

// The directed tests that fit into the first half of the cycles.
void add_directed(Recorder& recorder, const Suite& suite, const ModelFactory& make_model,
                  const std::vector<DutPort>& ports, const StimulusOptions& options) {
  std::uint64_t left = options.cycles / 2;
  for (const SuiteTest& test : suite) {
    if (is_random_test(test)) continue;
    const auto length = test_length(test, options.seed, ports, make_model, left);
    if (!length) continue;
    recorder.add(test, options.seed, 0, left);
    left -= std::min(left, recorder.recording().segments.back().cycles);
  }
}

// The random tests in turn, each with its share of what is left; again with other seeds while there is room.
void add_random(Recorder& recorder, const Suite& suite, const StimulusOptions& options) {
  Suite tests;
  for (const SuiteTest& test : suite) {
    if (is_random_test(test)) tests.push_back(test);
  }
  if (tests.empty())
    throw std::logic_error("the suite has no random test: none has a name that starts with 'random'");
  for (std::uint64_t round = 0; recorder.recording().cycles() < options.cycles; ++round) {
    const std::uint64_t before = recorder.recording().cycles();
    for (std::size_t i = 0; i < tests.size() && recorder.recording().cycles() < options.cycles; ++i) {
      const std::uint64_t left = options.cycles - recorder.recording().cycles();
      const std::uint64_t share = (left + tests.size() - i - 1) / (tests.size() - i);
      recorder.add(tests[i], options.seed + round, share, share);
    }
    if (recorder.recording().cycles() == before) throw std::logic_error("the random tests drive no cycle");
  }
}

}  // namespace

bool is_random_test(const SuiteTest& test) {
  return test.name.starts_with("random");
}

Recording record(const Suite& suite, const ModelFactory& make_model, const std::vector<DutPort>& ports,
                 const StimulusOptions& options) {
  Recorder recorder(ports, make_model);
  add_directed(recorder, suite, make_model, ports, options);
  add_random(recorder, suite, options);
  if (recorder.recording().comparisons == 0) {
    throw std::invalid_argument(
        fmt::format("{} cycles are too few for a testbench: no output is defined in them", options.cycles));
  }
  return recorder.take();
}

}  // namespace winnow::verif
