// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "gen/config/rmmu_parameters.hpp"
#include "verif/tests/testbench/icarus.hpp"
#include "verif/verify/portable_testbench.hpp"
#include "verif/verify/verify.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

constexpr std::uint64_t longest_test = 400;
constexpr std::uint64_t random_cycles = 150;

// `test` from power-up, where all weights are unknown, and random operation after it.
void run_alone(const SuiteTest& test, const config::Config& config, const cores::GeneratedCore& core) {
  const ModelFactory model = model_of(config);
  const std::vector<DutPort> ports = ports_of(*core.top);
  std::uint64_t length = random_cycles;
  if (!is_random_test(test)) length = test_length(test, 1, ports, model, longest_test).value_or(0);
  if (length == 0) return;
  Suite suite = {test};
  for (const SuiteTest& other : suite_of(config)) {
    if (is_random_test(other) && !is_random_test(test)) suite.push_back(other);
  }
  std::vector<TestbenchFile> files;
  for (const cores::OutputFile& file : core.files) files.push_back({file.path, file.text});
  const test::IcarusBed bed(
      files, make_testbench(suite, model, ports, {config.name, "winnow", "a config", {2 * length, 1}}));
  const std::string text = bed.run();
  BOOST_TEST(text.starts_with("PASS: "), test.name << ": " << text);
}

// Tiny, because Icarus is slow; every precision with each form of the multiplier, and every kind of register.
std::vector<config::RmmuParameters> small_cores() {
  config::RmmuParameters behavioural;
  behavioural.rows = behavioural.columns = behavioural.sources = 2;
  behavioural.multiplier = "behavioural";
  behavioural.shadow = true;
  behavioural.pe_stages = 2;
  behavioural.reduction_stages = 1;
  config::RmmuParameters shared;
  shared.rows = shared.columns = 1;
  shared.pe_stages = 0;
  config::RmmuParameters groups;
  groups.rows = groups.columns = groups.chunks = groups.segments = 2;
  groups.precisions = {8, 4, 2};
  groups.overflow = "saturate";
  return {behavioural, shared, groups};
}

}  // namespace

// What the model calls defined must be known in a four-valued simulator too, even when weights that are not
// in use are still unknown: no unknown may spread from a lane, a row or a precision into another.
BOOST_AUTO_TEST_CASE(every_test_passes_from_power_up_with_unknowns) {
  for (const config::RmmuParameters& parameters : small_cores()) {
    const config::Config config = config::make_config("core", parameters);
    BOOST_TEST_CONTEXT(config::canonical_json(config).dump()) {
      const cores::GeneratedCore core = cores::generate(config, {});
      for (const SuiteTest& test : suite_of(config)) run_alone(test, config, core);
    }
  }
}
