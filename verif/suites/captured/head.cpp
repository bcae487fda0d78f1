// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/head.hpp"

#include "sim/elsa/calibration.hpp"

namespace winnow::verif {

RealInput real_input(const sim::ActivationCase& activations, std::size_t layer_index, std::size_t head) {
  return {activations.name, activations.layers.at(layer_index), head,
          sim::head_of(activations, layer_index, head), sim::elsa::model_of(activations)};
}

}  // namespace winnow::verif
