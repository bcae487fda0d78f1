// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/elsa_attention_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "verif/harness/words.hpp"
#include "verif/suites/captured/fixed_vectors.hpp"
#include "verif/suites/elsa_attention/driver.hpp"

namespace winnow::verif::elsa_attention {
namespace {

constexpr std::uint64_t default_cycles = 4000;

class Run {
 public:
  Run(Driver& driver, const config::ElsaAttentionParameters& parameters, const RealInput& input)
      : driver_(driver),
        shape_(driver.shape()),
        banks_(parameters.banks),
        queries_(
            fixed_vectors(input.data.q, input.data.q.rows, parameters.vector_format, parameters.dimension)),
        keys_(fixed_vectors(input.data.k, parameters.maximum_keys, parameters.vector_format,
                            parameters.dimension)),
        values_(fixed_vectors(input.data.v, parameters.maximum_keys, parameters.vector_format,
                              parameters.dimension)) {
    const double scale =
        std::ldexp(input.data.scale * std::log2(std::exp(1.0)), static_cast<int>(shape_.scale_fraction_bits));
    scale_ = std::min(driver.largest_scale(), static_cast<std::uint64_t>(std::llround(scale)));
    driver.set_scale(scale_);
    for (std::size_t key = 0; key < keys_.size(); key += banks_) {
      driver.keys()[key / banks_] = keys_[key];
      driver.values()[key / banks_] = values_[key];
    }
    driver.on_sums = [this](unsigned chunk, const Words& weight, const Words& values) {
      compare(chunk, weight, values);
    };
  }

  std::size_t send(Bench& bench, std::uint64_t budget) {
    const std::uint64_t begin = bench.cycle_count();
    while (sent_ < queries_.size() && (sent_ == 0 || bench.cycle_count() - begin < budget)) {
      send_query(queries_[sent_]);
      ++sent_;
    }
    driver_.cycle({.end = true});
    driver_.drain();
    return sent_;
  }
  std::size_t keys() const { return keys_.size(); }
  double error() const { return norm_ == 0 ? 0 : std::sqrt(difference_ / norm_); }

 private:
  // A slot for each row of keys: bank 0's key, and the exponents of the others'.
  void send_query(const Vector& query) {
    for (std::size_t row = 0; row < keys_.size(); row += banks_) {
      ElsaSlot slot{.uses_key = true,
                    .begin = row == 0,
                    .end = row == 0 && sent_ > 0,
                    .address = row / banks_,
                    .query = query};
      for (std::size_t key = row + 1; key < std::min(row + banks_, keys_.size()); ++key)
        slot.others = std::max(slot.others, driver_.weight_of(query, keys_[key], scale_).exponent);
      driver_.cycle(slot);
    }
  }

  // Softmax over bank 0's keys, in double precision.
  std::vector<double> exact_row(const Vector& query) const {
    const double unit =
        std::ldexp(1.0, -static_cast<int>(2 * shape_.vector_fraction_bits + shape_.scale_fraction_bits));
    std::vector<double> exponents, row(shape_.dimension, 0.0);
    for (std::size_t key = 0; key < keys_.size(); key += banks_) {
      std::int64_t score = 0;
      for (unsigned i = 0; i < shape_.dimension; ++i) score += query[i] * keys_[key][i];
      exponents.push_back(static_cast<double>(score) * static_cast<double>(scale_) * unit);
    }
    const double largest = *std::max_element(exponents.begin(), exponents.end());
    double total = 0;
    for (std::size_t key = 0; key < exponents.size(); ++key) {
      const double weight = std::exp2(exponents[key] - largest);
      total += weight;
      for (unsigned i = 0; i < shape_.dimension; ++i)
        row[i] += weight * static_cast<double>(values_[key * banks_][i]);
    }
    for (double& element : row)
      element = std::ldexp(element / total, -static_cast<int>(shape_.vector_fraction_bits));
    return row;
  }

  double value_of(std::uint64_t word, bool is_value) const {
    if (!shape_.wide) return static_cast<double>(arithmetic::value_of(shape_.sum_format(), word));
    if (!is_value) return static_cast<double>(word);
    return std::ldexp(static_cast<double>(sign_extend(word, shape_.value_sum_bits)),
                      -static_cast<int>(shape_.vector_fraction_bits));
  }

  void compare(unsigned chunk, const Words& weight, const Words& values) {
    if (chunk == 0) exact_ = exact_row(queries_[compared_++]);
    const double total = value_of(get_bits(weight, 0, shape_.weight_sum_bits), false);
    if (total == 0) return;  // other banks' weights are so large that none of this one's is left
    for (unsigned lane = 0; lane < shape_.lanes; ++lane) {
      const unsigned element = chunk * shape_.lanes + lane;
      if (element >= shape_.dimension) break;
      const std::uint64_t word =
          get_bits(values, std::size_t{lane} * shape_.value_sum_bits, shape_.value_sum_bits);
      difference_ += std::pow(value_of(word, true) / total - exact_[element], 2);
      norm_ += std::pow(exact_[element], 2);
    }
  }

  Driver& driver_;
  const ElsaAttentionShape& shape_;
  std::size_t banks_;
  std::vector<Vector> queries_, keys_, values_;
  std::uint64_t scale_ = 0;
  std::size_t sent_ = 0, compared_ = 0;
  std::vector<double> exact_;
  double difference_ = 0, norm_ = 0;
};

}  // namespace

std::string describe(const CapturedReport& r) {
  return fmt::format(
      "{} layer {} head {}: {} queries, {} keys in all banks, {} cycles: weighted averages of bank 0 off by "
      "{:.3f} %",
      r.case_name, r.layer, r.head, r.queries, r.keys, r.cycles, 100 * r.error);
}

nlohmann::ordered_json to_json(const CapturedReport& r) {
  return {{"kind", "sums"},       {"case", r.case_name}, {"layer", r.layer},   {"head", r.head},
          {"queries", r.queries}, {"keys", r.keys},      {"cycles", r.cycles}, {"error", r.error}};
}

Suite captured_suite(const config::ElsaAttentionParameters& parameters,
                     std::shared_ptr<const RealInput> input,
                     std::function<void(const CapturedReport&)> on_report) {
  SuiteTest test;
  test.name = "real_input_sums";
  test.description = fmt::format("all keys of bank 0 for the queries of {} layer {} head {}",
                                 input->case_name, input->layer, input->head);
  test.run = [parameters, input = std::move(input), on_report = std::move(on_report)](Bench& bench,
                                                                                      std::uint64_t cycles) {
    Driver driver(bench, parameters, nullptr);
    driver.start();
    Run run(driver, parameters, *input);
    CapturedReport report{
        .case_name = input->case_name, .layer = input->layer, .head = input->head, .keys = run.keys()};
    const std::uint64_t begin = bench.cycle_count();
    report.queries = run.send(bench, cycles == 0 ? default_cycles : cycles);
    report.cycles = bench.cycle_count() - begin;
    report.error = run.error();
    if (on_report) on_report(report);
  };
  return {std::move(test)};
}

}  // namespace winnow::verif::elsa_attention
