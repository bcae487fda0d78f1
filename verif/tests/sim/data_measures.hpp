// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "sim/activations.hpp"
#include "sim/metrics.hpp"
#include "sim/quantise.hpp"

namespace winnow::sim::test {

// Recomputed attention against the model's own (O.npy), all layers and heads pooled.
struct OutputError {
  double relative = 0;
  double worst = 0;
};

inline OutputError output_error(const ActivationCase& c) {
  double difference = 0;
  double norm = 0;
  OutputError result;
  for (std::size_t layer = 0; layer < c.layer_count(); ++layer) {
    for (std::size_t head = 0; head < c.heads(); ++head) {
      const Matrix own = matrix_of(c.output.value(), layer, head);
      const Matrix recomputed = attention(head_of(c, layer, head));
      for (std::size_t i = 0; i < own.values.size(); ++i) {
        difference += std::pow(recomputed.values[i] - own.values[i], 2);
        norm += own.values[i] * own.values[i];
      }
      result.worst = std::max(result.worst, largest_error(own, recomputed));
    }
  }
  result.relative = std::sqrt(difference / norm);
  return result;
}

// Quantised Q K^T against exact scores, mean over all layers and heads.
struct EstimateQuality {
  double relative_error = 0;
  double recall = 0;  // of the top 10 %
};

inline EstimateQuality estimate_quality(const ActivationCase& c, unsigned bits, RangeRule rule) {
  EstimateQuality mean;
  const auto heads = static_cast<double>(c.layer_count() * c.heads());
  for (std::size_t layer = 0; layer < c.layer_count(); ++layer) {
    for (std::size_t index = 0; index < c.heads(); ++index) {
      const Head head = head_of(c, layer, index);
      const Matrix exact = scores(head);
      const Quantised q = quantise(head.q, bits, rule);
      const Quantised k = quantise(head.k, bits, rule);
      const Matrix estimate = scaled(integer_scores(q.codes, k.codes), q.scale * k.scale);
      mean.relative_error += relative_l2_error(exact, estimate, head.mask) / heads;
      mean.recall += top_recall(exact, estimate, 10.0, head.mask) / heads;
    }
  }
  return mean;
}

inline void check_output(const ActivationCase& c) {
  const OutputError error = output_error(c);
  BOOST_TEST_MESSAGE(c.name << ": attention against O.npy: relative L2 " << error.relative
                            << ", worst element " << error.worst);
  BOOST_TEST(error.relative <= 5e-4);
  BOOST_TEST(error.worst <= 6e-3);
  BOOST_TEST(error.relative > 0.0);  // O is the model's own output, not ours
}

}  // namespace winnow::sim::test
