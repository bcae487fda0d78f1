// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/elsa_hash_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>
#include <numeric>
#include <vector>

#include "sim/quantise.hpp"
#include "verif/suites/elsa_hash/driver.hpp"

namespace winnow::verif::elsa_hash {
namespace {

constexpr std::uint64_t default_cycles = 20000;

struct Vectors {
  std::vector<Elements> all;
  std::size_t saturated = 0;
};

// The first `count` rows in the core's format, padded or cut to its dimension.
Vectors vectors_of(const sim::Matrix& matrix, std::size_t count, const config::FixedFormat& format,
                   unsigned dimension) {
  const std::size_t columns = std::min<std::size_t>(matrix.columns, dimension);
  const sim::Quantised codes =
      sim::quantise_fixed(sim::corner(matrix, count, columns), format.width(), format.fraction_bits);
  Vectors vectors{{}, codes.saturated};
  for (std::size_t row = 0; row < count; ++row) {
    Elements& vector = vectors.all.emplace_back(codes.codes.row(row).begin(), codes.codes.row(row).end());
    vector.resize(dimension, 0);
  }
  return vectors;
}

double angle(const Elements& a, const Elements& b) {
  const auto dot = [](const Elements& x, const Elements& y) {
    return static_cast<double>(std::inner_product(x.begin(), x.end(), y.begin(), std::int64_t{0}));
  };
  const double lengths = std::sqrt(dot(a, a) * dot(b, b));
  return lengths == 0 ? 0 : std::acos(std::clamp(dot(a, b) / lengths, -1.0, 1.0));
}

double estimated_angle(const std::vector<bool>& a, const std::vector<bool>& b) {
  unsigned distance = 0;
  for (std::size_t bit = 0; bit < a.size(); ++bit) distance += a[bit] != b[bit] ? 1 : 0;
  return std::numbers::pi * distance / static_cast<double>(a.size());
}

double mean_angle_error(const Projection& projection, const Vectors& queries, const Vectors& keys) {
  std::vector<std::vector<bool>> key_hashes;
  for (const Elements& key : keys.all) key_hashes.push_back(projection.hash(key));
  double sum = 0;
  for (const Elements& query : queries.all) {
    const std::vector<bool> hash = projection.hash(query);
    for (std::size_t key = 0; key < keys.all.size(); ++key)
      sum += std::abs(estimated_angle(hash, key_hashes[key]) - angle(query, keys.all[key]));
  }
  return sum / static_cast<double>(queries.all.size() * keys.all.size());
}

CapturedReport run(Driver& driver, const config::FixedFormat& format, const RealInput& input,
                   std::uint64_t budget) {
  const unsigned dimension = driver.projection().dimension();
  const std::size_t affordable = std::max<std::size_t>(1, budget / (2 * driver.cycles_per_vector()));
  CapturedReport report{.case_name = input.case_name, .layer = input.layer, .head = input.head};
  report.keys = std::min(input.data.k.rows, affordable);
  report.queries = std::min(input.data.q.rows, affordable);
  report.dimension = std::min<std::size_t>(input.data.k.columns, dimension);
  const Vectors keys = vectors_of(input.data.k, report.keys, format, dimension);
  const Vectors queries = vectors_of(input.data.q, report.queries, format, dimension);
  report.saturated = keys.saturated + queries.saturated;
  for (const Vectors* vectors : {&keys, &queries}) {
    for (const Elements& vector : vectors->all) driver.send(vector);
  }
  driver.drain();
  report.cycles = driver.shown_cycles().back() - driver.vector_cycles().front() + 1;
  report.angle_error = mean_angle_error(driver.projection(), queries, keys);
  return report;
}

}  // namespace

std::string describe(const CapturedReport& r) {
  return fmt::format(
      "{} layer {} head {}: {} keys and {} queries of {} elements in {} cycles, {} elements saturated, "
      "angles from "
      "hashes off by {:.3f} on average",
      r.case_name, r.layer, r.head, r.keys, r.queries, r.dimension, r.cycles, r.saturated, r.angle_error);
}

nlohmann::ordered_json to_json(const CapturedReport& r) {
  return {{"kind", "hashes"},         {"case", r.case_name},
          {"layer", r.layer},         {"head", r.head},
          {"keys", r.keys},           {"queries", r.queries},
          {"cycles", r.cycles},       {"dimension", r.dimension},
          {"saturated", r.saturated}, {"angle_error", r.angle_error}};
}

Suite captured_suite(const config::ElsaHashParameters& parameters, std::shared_ptr<const RealInput> input,
                     std::function<void(const CapturedReport&)> on_report) {
  SuiteTest test;
  test.name = "real_input_hashes";
  test.description =
      fmt::format("keys and queries of {} layer {} head {}", input->case_name, input->layer, input->head);
  test.run = [parameters, input = std::move(input), on_report = std::move(on_report)](Bench& bench,
                                                                                      std::uint64_t cycles) {
    Driver driver(bench, parameters, nullptr);
    driver.start();
    const CapturedReport report =
        run(driver, parameters.vector_format, *input, cycles == 0 ? default_cycles : cycles);
    if (on_report) on_report(report);
  };
  return {std::move(test)};
}

}  // namespace winnow::verif::elsa_hash
