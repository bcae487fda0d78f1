// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "sim/activations.hpp"

namespace winnow::verif {

// One attention head of captured activations.
struct RealInput {
  std::string case_name;
  int layer = 0;         // the model's number
  std::size_t head = 0;  // counted from 0
  sim::Head data;
  std::string model;  // sim::elsa::model_of the case
};

// Throws std::out_of_range for a layer index or head that the case lacks.
RealInput real_input(const sim::ActivationCase& activations, std::size_t layer_index, std::size_t head);

}  // namespace winnow::verif
