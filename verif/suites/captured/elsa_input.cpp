// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/elsa_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "sim/elsa/threshold.hpp"
#include "verif/suites/captured/fixed_vectors.hpp"

namespace winnow::verif::elsa {
namespace {

constexpr std::uint64_t default_cycles = 70000;  // 512 queries over 512 keys in four banks

unsigned quotient_up(unsigned number, unsigned by) {
  return (number + by - 1) / by;
}

// Relative L2 difference, gathered element by element.
struct Difference {
  double squares = 0, size = 0;
  void add(double got, double exact) {
    squares += (got - exact) * (got - exact);
    size += exact * exact;
  }
  double relative() const { return size == 0 ? 0 : std::sqrt(squares / size); }
};

// Attention of one query in double precision, over some of the keys.
std::vector<double> exact_row(const ElsaShape& shape, const Head& head, const Verdict& verdict,
                              unsigned query, double scale, const std::vector<unsigned>& keys) {
  const int bits = static_cast<int>(shape.attention.vector_fraction_bits);
  std::vector<double> exponents, row(head.dimension, 0.0);
  for (const unsigned key : keys)
    exponents.push_back(std::ldexp(static_cast<double>(verdict.score(query, key)), -2 * bits) * scale);
  if (keys.empty()) return row;
  const double largest = *std::ranges::max_element(exponents);
  double total = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const double weight = std::exp(exponents[i] - largest);
    total += weight;
    for (unsigned element = 0; element < head.dimension; ++element)
      row[element] += weight * std::ldexp(static_cast<double>(head.value_rows[keys[i]][element]), -bits);
  }
  for (double& element : row) element /= total;
  return row;
}

void add_errors(CapturedReport& report, const ElsaShape& shape, const Head& head, const Verdict& verdict,
                const Passage& passage, double scale) {
  const int places = static_cast<int>(shape.divide.output_fraction_bits);
  const double largest = std::ldexp(1.0, static_cast<int>(shape.output_bits) - 1);
  Difference on_selected, on_all, of_rounding;
  for (unsigned query = 0; query < head.queries; ++query) {
    std::vector<unsigned> all(head.causal ? std::min(head.keys, query + 1) : head.keys);
    std::iota(all.begin(), all.end(), 0U);
    const auto selected = exact_row(shape, head, verdict, query, scale, verdict.selected(query));
    const auto whole = exact_row(shape, head, verdict, query, scale, all);
    for (unsigned i = 0; i < head.dimension; ++i) {
      const double got = std::ldexp(static_cast<double>(passage.rows[query][i]), -places);
      const double code = std::clamp(std::nearbyint(std::ldexp(selected[i], places)), -largest, largest - 1);
      on_selected.add(got, selected[i]);
      on_all.add(got, whole[i]);
      of_rounding.add(std::ldexp(code, -places), selected[i]);
    }
  }
  report.error_on_selected = on_selected.relative();
  report.error_on_all = on_all.relative();
  report.error_of_rounding = of_rounding.relative();
}

nlohmann::ordered_json to_json(const CapturedReport::Work& work) {
  return {{"cycles", work.cycles}, {"bounds_queries", work.queries}};
}

void add_bounds(CapturedReport& report, const ElsaShape& shape, const Head& head, const Passage& passage) {
  double selected = 0, seen = 0;
  for (unsigned query = 0; query < head.queries; ++query) {
    const unsigned visible = head.causal ? std::min(head.keys, query + 1) : head.keys;
    const std::vector<unsigned>& counts = passage.candidates[query];
    const unsigned rows = quotient_up(quotient_up(visible, shape.banks), shape.selectors);
    const std::array<unsigned, 4> cycles = {shape.hash_cycles, rows, std::ranges::max(counts), shape.chunks};
    const auto largest = std::ranges::max_element(cycles);
    report.closed_form += *largest;
    const std::array works = {&report.hash, &report.scan, &report.candidates, &report.division};
    for (std::size_t i = 0; i < works.size(); ++i) works[i]->cycles += cycles[i];
    ++works[static_cast<std::size_t>(largest - cycles.begin())]->queries;
    selected += std::accumulate(counts.begin(), counts.end(), 0.0);
    seen += visible;
    report.ideal += 2.0 * visible * shape.dimension / (2.0 * shape.banks * shape.dimension + shape.lanes);
  }
  report.share = seen == 0 ? 0 : selected / seen;
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

CapturedReport report_on(const config::ElsaParameters& parameters, const sim::Head& fitting, const Head& head,
                         const Passage& passage) {
  const ElsaShape shape(parameters);
  const Verdict verdict(parameters, head);
  CapturedReport report;
  report.queries = head.queries;
  report.keys = head.keys;
  report.dimension = head.dimension;
  report.threshold =
      std::ldexp(static_cast<double>(head.threshold), -static_cast<int>(parameters.threshold_fraction_bits));
  report.preprocessing = passage.taken.front() - passage.transferred;
  report.execution = passage.selected.back() - passage.taken.front();
  report.ending = passage.done - passage.selected.back();
  add_bounds(report, shape, head, passage);
  add_errors(report, shape, head, verdict, passage, fitting.scale);
  return report;
}

std::string describe(const CapturedReport& r) {
  const std::string selected = r.degree == 0 ? "all keys"
                                             : fmt::format("p = {:g}, t = {:.3f}: {:.1f} % of the keys",
                                                           r.degree, r.threshold, 100 * r.share);
  return fmt::format(
      "{} layer {} head {}: {} queries, {} keys of {} elements, {}; {} + {} + {} cycles (closed form {}, "
      "ideal {:.0f}); off by {:.2f} % on the selected keys ({:.2f} % rounding), {:.2f} % on all",
      r.case_name, r.layer, r.head, r.queries, r.keys, r.dimension, selected, r.preprocessing, r.execution,
      r.ending, r.closed_form, r.ideal, 100 * r.error_on_selected, 100 * r.error_of_rounding,
      100 * r.error_on_all);
}

nlohmann::ordered_json to_json(const CapturedReport& r) {
  return {{"kind", "head"},
          {"case", r.case_name},
          {"layer", r.layer},
          {"head", r.head},
          {"queries", r.queries},
          {"keys", r.keys},
          {"dimension", r.dimension},
          {"degree", r.degree},
          {"threshold", r.threshold},
          {"share", r.share},
          {"cycles",
           {{"preprocessing", r.preprocessing},
            {"execution", r.execution},
            {"ending", r.ending},
            {"closed_form", r.closed_form},
            {"ideal", r.ideal}}},
          {"hash", to_json(r.hash)},
          {"scan", to_json(r.scan)},
          {"candidates", to_json(r.candidates)},
          {"division", to_json(r.division)},
          {"error",
           {{"on_selected", r.error_on_selected},
            {"on_all", r.error_on_all},
            {"of_rounding", r.error_of_rounding}}}};
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
