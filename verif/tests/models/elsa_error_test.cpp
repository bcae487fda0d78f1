// SPDX-License-Identifier: Apache-2.0
// What ELSA's number formats cost on captured activations: relative L2 error of the output before it is
// rounded, against double precision on the same quantised inputs, all keys, four banks. The limits are those
// of docs/cores/elsa_attention.md. The project's own cases always; with the full tree in WINNOW_DATA the long
// ones, too.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "sim/activations.hpp"
#include "sim/quantise.hpp"
#include "verif/models/elsa_attention/sums.hpp"
#include "verif/models/elsa_divide/shape.hpp"

namespace {

using namespace winnow;

constexpr unsigned banks = 4, dimension = 64;

// The formats that are measured; the output has so many fraction bits that its rounding does not show.
struct Formats {
  unsigned term_fraction_bits = 5;
  const char* sums = "wide";
  unsigned sum_fraction_bits = 16;
};

config::ElsaAttentionParameters attention_of(const Formats& formats) {
  config::ElsaAttentionParameters p;
  p.maximum_keys = 512;
  p.term_fraction_bits = formats.term_fraction_bits;
  p.sums = formats.sums;
  p.sum_fraction_bits = formats.sum_fraction_bits;
  return p;
}

config::ElsaDivideParameters divide_of(const Formats& formats) {
  config::ElsaDivideParameters p;
  p.term_fraction_bits = formats.term_fraction_bits;
  p.sums = formats.sums;
  p.sum_fraction_bits = formats.sum_fraction_bits;
  p.output_format = {true, 5, 16};
  return p;
}

using Rows = std::vector<std::vector<std::int64_t>>;

// Vectors as the memories hold them: s5.3, padded with zeros.
Rows padded(const sim::Quantised& matrix) {
  Rows rows;
  for (std::size_t row = 0; row < matrix.codes.rows; ++row) {
    const auto codes = matrix.codes.row(row);
    rows.emplace_back(codes.begin(), codes.end());
    rows.back().resize(dimension, 0);
  }
  return rows;
}

// One query's row as hardware computes it: a slot of all banks after the other.
std::vector<double> output_row(const Formats& formats, const std::vector<std::int64_t>& query,
                               const Rows& keys, const Rows& values, std::uint64_t scale) {
  const verif::ElsaAttentionShape shape(attention_of(formats));
  std::vector<verif::ElsaSums> sums(banks, verif::ElsaSums(shape));
  for (std::size_t first = 0; first < keys.size(); first += banks) {
    std::vector<verif::ElsaWeight> weights;
    std::uint64_t shared = 0;
    for (std::size_t key = first; key < std::min(first + banks, keys.size()); ++key) {
      std::int64_t score = 0;
      for (unsigned i = 0; i < dimension; ++i) score += query[i] * keys[key][i];
      weights.push_back(elsa_weight(shape, score, scale));
      shared = std::max(shared, weights.back().exponent);
    }
    for (verif::ElsaSums& bank : sums) {
      if (shape.wide) bank.share(shared);
    }
    for (std::size_t bank = 0; bank < weights.size(); ++bank)
      sums[bank].add(weights[bank], values[first + bank]);
  }
  const verif::ElsaDivideShape division(divide_of(formats));
  std::vector<double> row;
  std::vector<std::uint64_t> weights;
  for (const verif::ElsaSums& bank : sums) weights.push_back(bank.weight());
  for (unsigned i = 0; i < dimension; ++i) {
    std::vector<std::uint64_t> parts;
    for (const verif::ElsaSums& bank : sums) parts.push_back(static_cast<std::uint64_t>(bank.values()[i]));
    row.push_back(std::ldexp(static_cast<double>(elsa_quotient(division, weights, parts)), -16));
  }
  return row;
}

struct Error {
  double difference = 0, norm = 0;
  double relative() const { return std::sqrt(difference / norm); }
};

void add_head(Error& error, const Formats& formats, const sim::Head& head, std::size_t step) {
  const sim::Quantised q = sim::quantise_fixed(head.q, 9, 3), k = sim::quantise_fixed(head.k, 9, 3),
                       v = sim::quantise_fixed(head.v, 9, 3);
  const sim::Matrix exact =
      sim::attention({dequantise(q), dequantise(k), dequantise(v), head.scale, sim::Mask::none});
  const Rows queries = padded(q), keys = padded(k), values = padded(v);
  const auto scale =
      static_cast<std::uint64_t>(std::llround(std::ldexp(head.scale * std::log2(std::exp(1.0)), 16)));
  for (std::size_t row = 0; row < queries.size(); row += step) {
    const std::vector<double> got = output_row(formats, queries[row], keys, values, scale);
    for (std::size_t i = 0; i < exact.columns; ++i) {
      error.difference += std::pow(got[i] - exact.at(row, i), 2);
      error.norm += std::pow(exact.at(row, i), 2);
    }
  }
}

double error_of(const sim::ActivationCase& activations, const Formats& formats, std::size_t step) {
  Error error;
  for (std::size_t layer = 0; layer < activations.layer_count(); ++layer) {
    for (std::size_t head = 0; head < activations.heads(); ++head)
      add_head(error, formats, head_of(activations, layer, head), step);
  }
  return error.relative();
}

void check_formats(const std::filesystem::path& root, const std::string& wanted, std::size_t step) {
  std::size_t found = 0;
  for (const sim::CaseReference& reference : sim::find_cases(root)) {
    if (reference.name.find(wanted) == std::string::npos) continue;
    ++found;
    const sim::ActivationCase activations = sim::load_case(reference);
    const double five = error_of(activations, {}, step), seven = error_of(activations, {7, "wide", 16}, step);
    std::cout << reference.name << ": wide sums, 5-bit terms " << 100 * five << " %, 7-bit terms "
              << 100 * seven << " %\n";
    BOOST_TEST(five <= 0.02);
    BOOST_TEST(seven <= 0.004);
    BOOST_TEST(seven < five);
  }
  BOOST_TEST(found > 0U, wanted);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_projects_cases) {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(source != nullptr);
  const std::filesystem::path root = std::filesystem::path(source) / "verif/data/attention";
  check_formats(root, "use_lite_l0_d64", 4);
  check_formats(root, "moonshine_base_enc_d52", 16);
}

BOOST_AUTO_TEST_CASE(long_cases) {
  const char* root = std::getenv("WINNOW_DATA");
  if (root == nullptr || *root == '\0') {
    std::cout << "skipped: WINNOW_DATA is not set; it must name the folder with the full activation cases\n";
    return;
  }
  for (const char* name : {"use_lite_l0_d64/kjv_eccl_n512", "moonshine_base_enc_d52/librivox_n512"})
    check_formats(root, name, 16);
}

// The literal reading of the paper, sums of 5 fraction bits: what it costs, and that wide sums are the cure.
BOOST_AUTO_TEST_CASE(literal_reading) {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(source != nullptr);
  const std::filesystem::path root = std::filesystem::path(source) / "verif/data/attention/use_lite_l0_d64";
  const sim::ActivationCase activations = sim::load_case(sim::find_cases(root).at(0));
  const double literal = error_of(activations, {5, "float", 5}, 32);
  std::cout << "sums of 5 fraction bits " << 100 * literal << " %\n";
  BOOST_TEST(literal > 2 * error_of(activations, {}, 32));
  BOOST_TEST(literal < 0.15);
}
