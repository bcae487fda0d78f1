// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/elsa_errors.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace winnow::verif::elsa {
namespace {

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

// The output's format.
class Output {
 public:
  explicit Output(const ElsaShape& shape)
      : places_(static_cast<int>(shape.divide.output_fraction_bits)),
        largest_(std::ldexp(1.0, static_cast<int>(shape.output_bits) - 1)) {}

  double value(std::int64_t code) const { return std::ldexp(static_cast<double>(code), -places_); }
  double rounded(double exact) const {
    const double code = std::clamp(std::nearbyint(std::ldexp(exact, places_)), -largest_, largest_ - 1);
    return std::ldexp(code, -places_);
  }

 private:
  int places_;
  double largest_;
};

}  // namespace

void add_errors(CapturedReport& report, const config::ElsaParameters& parameters, const sim::Head& fitting,
                const Head& head, const Passage& passage, const Insight* insight) {
  const ElsaShape shape(parameters);
  const Output output(shape);
  const Verdict verdict(parameters, head);
  const sim::Matrix original = sim::attention(fitting);
  Difference on_selected, on_all, of_rounding, of_input, before_rounding;
  for (unsigned query = 0; query < head.queries; ++query) {
    std::vector<unsigned> all(head.causal ? std::min(head.keys, query + 1) : head.keys);
    std::iota(all.begin(), all.end(), 0U);
    const auto selected = exact_row(shape, head, verdict, query, fitting.scale, verdict.selected(query));
    const auto whole = exact_row(shape, head, verdict, query, fitting.scale, all);
    for (unsigned i = 0; i < head.dimension; ++i) {
      const double got = output.value(passage.rows[query][i]);
      on_selected.add(got, selected[i]);
      on_all.add(got, whole[i]);
      of_rounding.add(output.rounded(selected[i]), selected[i]);
      of_input.add(whole[i], original.at(query, i));
      if (insight != nullptr) before_rounding.add(insight->rows()[query][i], selected[i]);
    }
  }
  report.error_on_selected = on_selected.relative();
  report.error_on_all = on_all.relative();
  report.error_of_rounding = of_rounding.relative();
  report.error_of_input = of_input.relative();
  if (insight != nullptr) report.error_before_rounding = before_rounding.relative();
}

}  // namespace winnow::verif::elsa
