// SPDX-License-Identifier: Apache-2.0
#include "sim/elsa/calibration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "sim/data_error.hpp"
#include "sim/elsa/angle.hpp"
#include "sim/elsa/factors.hpp"
#include "sim/elsa/threshold.hpp"

namespace winnow::sim::elsa {

const HeadThreshold* Calibration::find(const std::string& model, int layer, unsigned head) const {
  const auto found = std::find_if(heads.begin(), heads.end(), [&](const HeadThreshold& each) {
    return each.model == model && each.layer == layer && each.head == head;
  });
  return found == heads.end() ? nullptr : &*found;
}

void require_thresholds(const CalibrationFile& calibration, const std::vector<HeadName>& heads) {
  std::vector<std::string> missing;
  for (const HeadName& head : heads) {
    if (calibration.content.find(head.model, head.layer, head.head) != nullptr) continue;
    missing.push_back(fmt::format("{}:/heads: no threshold for {} layer {} head {}; calibrate with its data",
                                  calibration.file.string(), head.model, head.layer, head.head));
  }
  if (!missing.empty()) throw DataError(missing);
}

std::string model_of(const ActivationCase& activations) {
  return std::filesystem::weakly_canonical(activations.folder).parent_path().filename().string();
}

HashCalibration calibrate_hash(const config::HashFactors& factors, unsigned factor_fraction_bits,
                               unsigned cosine_fraction_bits) {
  HashCalibration hash{factors, factor_fraction_bits, 0, cosine_fraction_bits, {}};
  hash.theta_bias = theta_bias(hash_matrix(factors));
  hash.cosine_table = cosine_table(config::hash_rows(factors), hash.theta_bias, cosine_fraction_bits);
  return hash;
}

std::vector<HeadThreshold> learn_thresholds(const std::vector<ActivationCase>& cases, double degree,
                                            unsigned fraction_bits) {
  std::map<std::tuple<std::string, int, unsigned>, ThresholdLearner> learners;
  for (const ActivationCase& activations : cases) {
    for (std::size_t layer = 0; layer < activations.layer_count(); ++layer) {
      for (unsigned head = 0; head < activations.heads(); ++head) {
        const auto key = std::make_tuple(model_of(activations), activations.layers[layer], head);
        learners.try_emplace(key, degree).first->second.add(head_of(activations, layer, head));
      }
    }
  }
  std::vector<HeadThreshold> heads;
  for (const auto& [key, learner] : learners) {
    const double t = learner.threshold();
    const int code = static_cast<int>(std::lround(std::ldexp(t, static_cast<int>(fraction_bits))));
    heads.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), learner.queries(), t, code});
  }
  return heads;
}

}  // namespace winnow::sim::elsa
