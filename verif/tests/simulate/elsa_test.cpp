// SPDX-License-Identifier: Apache-2.0
// Captured heads through ELSA's accelerator: the same figures whatever runs it, and the closed form.
#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "verif/harness/model_dut.hpp"
#include "verif/harness/words.hpp"
#include "verif/simulate/elsa_head.hpp"
#include "verif/suites/captured/elsa_insight.hpp"
#include "verif/suites/elsa/driver.hpp"
#include "verif/suites/elsa/suite.hpp"
#include "verif/tests/simulate/simulate_support.hpp"

using namespace winnow;
using namespace winnow::verif::simulate;
using verif::elsa::Approximation;

namespace {

// The first queries and keys of a captured head.
sim::Head first_of(const std::string& name, std::size_t layer, std::size_t head, std::size_t tokens) {
  const sim::ActivationCase activations = testing::project_case(name);
  const sim::Head whole = sim::head_of(activations, layer, head);
  return {sim::corner(whole.q, tokens, whole.q.columns), sim::corner(whole.k, tokens, whole.k.columns),
          sim::corner(whole.v, tokens, whole.v.columns), whole.scale, whole.mask};
}

std::string figures(verif::Dut& device, const config::Config& config, const sim::Head& head,
                    const Approximation& approximation) {
  const auto report = run_elsa_head(device, config.as<config::ElsaParameters>(), head, approximation);
  return verif::elsa::to_json(report).dump() + verif::elsa::queries_to_json(report).dump();
}

}  // namespace

BOOST_AUTO_TEST_CASE(model_and_netlist_give_the_same_figures) {
  const config::Config config = testing::shipped("elsa", {"maximum_tokens=40"});
  SimulatorOptions options;
  const auto model = make_device(config, options);
  options.engine = Engine::evaluator;
  const auto evaluator = make_device(config, options);
  for (const sim::Head& head : {first_of("use_lite_l0_d64/kjv_eccl_n128", 0, 1, 40),
                                first_of("moonshine_base_dec_d52/librivox_n94", 0, 2, 37)}) {
    for (const Approximation& approximation :
         {Approximation{0, {}}, Approximation{1, {}}, Approximation{2, -3}}) {
      BOOST_TEST(figures(*model, config, head, approximation) ==
                 figures(*evaluator, config, head, approximation));
    }
  }
}

// ELSA, section V-C: without approximation the published size takes 1.03 x the ideal machine's time.
BOOST_AUTO_TEST_CASE(execution_without_approximation) {
  const config::Config config = testing::shipped("elsa", {});
  const auto device = make_device(config, {});
  const sim::Head head = first_of("use_lite_l0_d64/kjv_eccl_n128", 0, 0, 128);
  const auto report = run_elsa_head(*device, config.as<config::ElsaParameters>(), head, {0, {}});
  BOOST_TEST(report.preprocessing == 3U * 129 + 5);
  BOOST_TEST(report.execution == 127U * 32 + 32 + 5);
  BOOST_TEST(static_cast<double>(report.execution) / report.ideal > 1.031);
  BOOST_TEST(static_cast<double>(report.execution - 5) / report.ideal < 1.0313);
}

namespace {

// A captured head through a core with these parameters, the model in the device's place; and in which cycles
// a key was read at each bank's port after all keys had been hashed: a candidate left in the cycle before.
struct Watched {
  verif::elsa::CapturedReport report;
  verif::elsa::Passage passage;
  std::vector<std::vector<std::uint64_t>> reads;  // by bank
};

Watched watch(const config::ElsaParameters& parameters, const sim::Head& data,
              const Approximation& approximation) {
  using verif::ElsaShape;
  verif::ModelDut device(verif::make_elsa_model(parameters));
  verif::ElsaModel model(parameters);
  const verif::elsa::Insight insight(model, parameters);
  verif::Bench bench(device, model, "watch", 1);
  verif::elsa::Driver driver(bench, parameters, nullptr);
  const sim::Head head = verif::elsa::fitting(driver.shape(), data, data.q.rows);
  const verif::elsa::Head rounded = verif::elsa::captured_head(parameters, head, approximation);
  driver.start();
  driver.send(rounded);
  Watched watched;
  watched.reads.resize(parameters.banks);
  for (std::size_t keys = 0; !driver.is_empty();) {
    driver.cycle();
    std::size_t reads = 0;
    for (unsigned bank = 0; bank < parameters.banks; ++bank) {
      if (!verif::get_bit(bench.got(ElsaShape::out_key_read), bank)) continue;
      ++reads;
      if (keys >= head.k.rows) watched.reads[bank].push_back(bench.cycle_count() - 2);
    }
    keys += reads;
  }
  watched.passage = driver.passages().back();
  watched.report = verif::elsa::report_on(parameters, head, rounded, watched.passage, &insight);
  return watched;
}

// What the ports say of a query, for one bank: cycles until it is taken, with a candidate, without one before
// the last, after the last.
std::array<std::uint64_t, 4> seen_at_ports(const Watched& watched, std::size_t query, std::size_t bank) {
  const verif::elsa::Passage& passage = watched.passage;
  const std::uint64_t from = query == 0 ? passage.taken[0] : passage.selected[query - 1];
  const std::uint64_t to = passage.selected[query];
  const auto& reads = watched.reads[bank];
  const auto first = std::ranges::upper_bound(reads, from), end = std::ranges::upper_bound(reads, to);
  const auto gives = static_cast<std::uint64_t>(end - first);
  const std::uint64_t waits = std::clamp(passage.taken[query], from, to) - from;
  const std::uint64_t late = gives == 0 ? 0 : *(end - 1) - from - waits - gives;
  return {waits, gives, late, to - from - waits - gives - late};
}

void check_spent(const Watched& watched) {
  const auto& queries = watched.report.query_reports;
  std::uint64_t sum = 0;
  for (std::size_t query = 0; query < queries.size(); ++query) {
    const verif::elsa::Spent& spent = queries[query].spent.value();
    BOOST_TEST(spent.cycles() == queries[query].cycles);
    sum += spent.cycles();
    // Some bank's ports show the same.
    const std::array<std::uint64_t, 4> counted = {spent.hash, spent.attention, spent.late,
                                                  spent.scan + spent.way + spent.division - spent.late};
    bool is_seen = false;
    for (std::size_t bank = 0; bank < watched.reads.size(); ++bank)
      is_seen = is_seen || seen_at_ports(watched, query, bank) == counted;
    BOOST_TEST(is_seen, "query " << query);
  }
  BOOST_TEST(sum == watched.report.execution);
  BOOST_TEST(watched.report.spent()->cycles() == watched.report.execution);
}

}  // namespace

// Every cycle of the execution is in one part, on cores that wait for each of them.
BOOST_AUTO_TEST_CASE(cycles_are_counted_by_what_they_went_to) {
  const sim::Head text = first_of("use_lite_l0_d64/kjv_eccl_n128", 0, 1, 60);
  const sim::Head causal = first_of("moonshine_base_dec_d52/librivox_n94", 0, 2, 60);
  config::ElsaParameters usual, slow_hash, slow_division, few_selectors, shallow;
  slow_hash.hash_multipliers = 16;
  slow_division.division_multipliers = 2;
  few_selectors.selectors = 1;
  shallow.queue_depth = 5;
  verif::elsa::Spent all;
  for (const config::ElsaParameters& parameters : {usual, slow_hash, slow_division, few_selectors, shallow}) {
    for (const sim::Head* head : {&text, &causal}) {
      for (const Approximation& approximation :
           {Approximation{0, {}}, Approximation{1, {}}, Approximation{4, {}}}) {
        const Watched watched = watch(parameters, *head, approximation);
        check_spent(watched);
        all += *watched.report.spent();
      }
    }
  }
  for (const std::uint64_t part : {all.hash, all.attention, all.scan, all.way, all.division, all.late})
    BOOST_TEST(part > 0U);
}

// Where the page's closed form holds, so do its parts: the first query waits for its five cycles, all others
// give a candidate in every cycle.
BOOST_AUTO_TEST_CASE(with_every_key_all_cycles_but_the_first_five_have_a_candidate) {
  const Watched watched = watch({}, first_of("use_lite_l0_d64/kjv_eccl_n128", 0, 0, 128), {0, {}});
  const verif::elsa::Spent first = *watched.report.query_reports[0].spent;
  BOOST_TEST(first.attention == 32U);
  BOOST_TEST(first.scan + first.way == 5U);
  BOOST_TEST(watched.report.spent()->attention == 128U * 32);
  BOOST_TEST(watched.report.spent()->cycles() == 128U * 32 + 5);
  BOOST_TEST(watched.report.query_reports[1].excess() == 0);
  BOOST_TEST(watched.report.lower_bound() == 128U * 32);
}

// Where something else bounds every query, its cycles are that part's.
BOOST_AUTO_TEST_CASE(what_bounds_shows) {
  const sim::Head head = first_of("use_lite_l0_d64/kjv_eccl_n128", 0, 0, 12);
  config::ElsaParameters parameters;
  parameters.division_multipliers = 2;  // 32 cycles, three candidates
  const auto divided = *watch(parameters, head, {0, {}}).report.query_reports[5].spent;
  BOOST_TEST(divided.attention == 3U);
  BOOST_TEST(divided.division == 29U);
  parameters = {};
  parameters.hash_multipliers = 16;  // 48 cycles
  const auto hashed = watch(parameters, head, {0, {}}).report.query_reports[5];
  BOOST_TEST(hashed.cycles == 48U);
  BOOST_TEST((hashed.bound() == verif::elsa::Work::hash));
  BOOST_TEST(hashed.spent->hash == 40U);  // and 8 from the acceptance: three candidates, five before them
  BOOST_TEST(hashed.spent->attention == 3U);
  BOOST_TEST(hashed.spent->scan + hashed.spent->way == 5U);
}

// The row before its rounding is that of a core whose output has 16 fraction bits.
BOOST_AUTO_TEST_CASE(errors_before_rounding) {
  const sim::Head head = first_of("moonshine_base_dec_d52/librivox_n94", 0, 0, 40);
  for (const char* sums : {"wide", "float"}) {
    config::ElsaParameters usual, fine;
    usual.sums = fine.sums = sums;
    fine.output_format = {.is_signed = true, .integer_bits = 8, .fraction_bits = 16};
    const auto report = watch(usual, head, {1, {}}).report, finer = watch(fine, head, {1, {}}).report;
    BOOST_TEST(*report.error_before_rounding == finer.error_on_selected);
    BOOST_TEST(report.error_on_selected > *report.error_before_rounding);
    BOOST_TEST(report.error_of_input == finer.error_of_input);
    BOOST_TEST(report.error_of_input > 0.005);
    BOOST_TEST(report.error_of_rounding > finer.error_of_rounding);
  }
}

// Inputs that the format holds exactly lose nothing.
BOOST_AUTO_TEST_CASE(errors_of_exact_inputs) {
  sim::Head head = first_of("use_lite_l0_d64/kjv_eccl_n128", 0, 0, 16);
  for (sim::Matrix* matrix : {&head.q, &head.k, &head.v})
    for (double& element : matrix->values) element = std::round(8 * element) / 8;
  const auto report = watch({}, head, {0, {}}).report;
  BOOST_TEST(report.error_of_input < 1e-12);
  BOOST_TEST(*report.error_before_rounding > 0.001);
}

BOOST_AUTO_TEST_CASE(heads_that_do_not_fit_are_refused) {
  const config::Config config = testing::shipped("elsa", {"maximum_tokens=40"});
  const auto device = make_device(config, {});
  const sim::Head head = first_of("use_lite_l0_d64/kjv_eccl_n128", 0, 0, 41);
  BOOST_CHECK_THROW(run_elsa_head(*device, config.as<config::ElsaParameters>(), head, {1, {}}),
                    std::invalid_argument);
}
