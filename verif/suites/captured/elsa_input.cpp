// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/elsa_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/elsa/threshold.hpp"
#include "verif/suites/captured/fixed_vectors.hpp"

namespace winnow::verif::elsa {
namespace {

constexpr std::uint64_t default_cycles = 70000;  // 512 queries over 512 keys in four banks

unsigned quotient_up(unsigned number, unsigned by) {
  return (number + by - 1) / by;
}

std::string test_name(double degree) {
  if (degree == 0) return "real_input_all_keys";
  std::string name = fmt::format("real_input_p{:g}", degree);
  std::ranges::replace(name, '.', '_');
  return name;
}

SuiteTest captured_test(const config::ElsaParameters& parameters,
                        const std::shared_ptr<const RealInput>& input, const Approximation& approximation,
                        const std::function<void(const CapturedReport&)>& on_report) {
  SuiteTest test;
  test.name = test_name(approximation.degree);
  test.description =
      fmt::format("queries of {} layer {} head {} over {} keys", input->case_name, input->layer, input->head,
                  approximation.degree == 0 ? "all" : "the selected");
  test.run = [parameters, input, approximation, on_report](Bench& bench, std::uint64_t cycles) {
    Driver driver(bench, parameters, nullptr);
    driver.start();
    const ElsaShape& shape = driver.shape();
    const auto keys = static_cast<unsigned>(std::min<std::size_t>(shape.tokens, input->data.k.rows));
    const unsigned period = std::max({shape.hash_cycles, quotient_up(keys, shape.banks), shape.chunks});
    const std::uint64_t budget = cycles == 0 ? default_cycles : cycles, spent = keys * shape.hash_cycles;
    const std::uint64_t affordable = budget > spent ? (budget - spent) / period : 0;
    const sim::Head fits = fitting(shape, input->data, std::max<std::uint64_t>(1, affordable));
    const Head head = captured_head(parameters, fits, approximation);
    driver.send(head);
    driver.drain();
    CapturedReport report = report_on(parameters, fits, head, driver.passages().back());
    report.case_name = input->case_name;
    report.layer = input->layer;
    report.head = input->head;
    report.degree = approximation.degree;
    if (on_report) on_report(report);
  };
  return test;
}

std::int64_t learned_threshold(const config::ElsaParameters& parameters, const sim::Head& head,
                               double degree) {
  const ElsaShape shape(parameters);
  sim::elsa::ThresholdLearner learner(degree);
  learner.add(head);
  const double code = std::ldexp(learner.threshold(), static_cast<int>(parameters.threshold_fraction_bits));
  return std::clamp<std::int64_t>(std::llround(code), smallest_threshold(shape), largest_threshold(shape));
}

}  // namespace

sim::Head fitting(const ElsaShape& shape, const sim::Head& head, std::size_t most_queries) {
  const std::size_t columns = std::min<std::size_t>(shape.dimension, head.q.columns);
  const std::size_t keys = std::min<std::size_t>(shape.tokens, head.k.rows);
  const std::size_t queries = std::min({most_queries, std::size_t{shape.tokens}, head.q.rows});
  return {corner(head.q, queries, columns), corner(head.k, keys, columns), corner(head.v, keys, columns),
          head.scale, head.mask};
}

std::vector<Approximation> usual_approximations() {
  return {{0, {}}, {0.5, {}}, {1, {}}, {2, {}}, {4, {}}};
}

Head captured_head(const config::ElsaParameters& parameters, const sim::Head& fitting,
                   const Approximation& approximation) {
  const ElsaShape shape(parameters);
  const auto vectors = [&](const sim::Matrix& matrix) {
    return fixed_vectors(matrix, matrix.rows, parameters.vector_format, shape.dimension);
  };
  Head head;
  head.queries = static_cast<unsigned>(fitting.q.rows);
  head.keys = static_cast<unsigned>(fitting.k.rows);
  head.dimension = static_cast<unsigned>(fitting.q.columns);
  head.causal = fitting.mask == sim::Mask::causal;
  head.approximation_off = approximation.degree == 0;
  if (approximation.degree > 0)
    head.threshold = approximation.threshold ? *approximation.threshold
                                             : learned_threshold(parameters, fitting, approximation.degree);
  const double scale = std::ldexp(fitting.scale * std::log2(std::exp(1.0)),
                                  static_cast<int>(parameters.scale_format.fraction_bits));
  head.scale = std::min(largest_scale(shape), static_cast<std::uint64_t>(std::llround(scale)));
  head.query_rows = vectors(fitting.q);
  head.key_rows = vectors(fitting.k);
  head.value_rows = vectors(fitting.v);
  return head;
}

Suite captured_suite(const config::ElsaParameters& parameters, const std::shared_ptr<const RealInput>& input,
                     const std::vector<Approximation>& approximations,
                     const std::function<void(const CapturedReport&)>& on_report) {
  Suite suite;
  for (const Approximation& approximation : approximations)
    suite.push_back(captured_test(parameters, input, approximation, on_report));
  return suite;
}

}  // namespace winnow::verif::elsa
