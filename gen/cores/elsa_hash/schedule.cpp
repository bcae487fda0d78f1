// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_hash/schedule.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace winnow::cores::elsa_hash {
namespace {

// How much a factor can enlarge the largest magnitude.
std::uint64_t largest_row_sum(const config::FactorMatrix& factor) {
  std::uint64_t largest = 0;
  for (const std::vector<int>& row : factor) {
    std::uint64_t sum = 0;
    for (const int entry : row) sum += static_cast<std::uint64_t>(std::abs(entry));
    largest = std::max(largest, sum);
  }
  return largest;
}

unsigned signed_bits(std::uint64_t magnitude) {
  return static_cast<unsigned>(std::bit_width(magnitude)) + 1;
}

}  // namespace

unsigned Stage::lanes_in(unsigned step) const {
  return std::min(lanes, outputs - output(step, 0));
}

Schedule::Schedule(const config::ElsaHashParameters& parameters) : batches_(parameters.hash_factors.size()) {
  const unsigned dimension = config::hash_columns(parameters.hash_factors);
  const unsigned vector_bits = parameters.vector_format.width();
  elements_ = dimension;
  element_bits_ = vector_bits;
  for (const config::HashBatch& batch : parameters.hash_factors) {
    std::uint64_t bound = (std::uint64_t{1} << vector_bits) >> 1;
    unsigned elements = dimension;
    // The last factor's axis is the one whose elements stand side by side.
    for (auto factor = batch.rbegin(); factor != batch.rend(); ++factor) {
      bound *= largest_row_sum(*factor);
      Stage stage{.factor = &*factor, .inputs = elements, .output_bits = signed_bits(bound)};
      stage.outputs = elements / stage.columns() * static_cast<unsigned>(factor->size());
      stage.lanes = parameters.multipliers / stage.columns();
      stage.first_step = steps_;
      stage.steps = (stage.outputs + stage.lanes - 1) / stage.lanes;
      stage.ends_batch = &*factor == &batch.front();
      steps_ += stage.steps;
      multipliers_ = std::max(multipliers_, std::min(stage.lanes, stage.outputs) * stage.columns());
      elements = stage.outputs;
      if (!stage.ends_batch) {
        elements_ = std::max(elements_, elements);
        element_bits_ = std::max(element_bits_, stage.output_bits);
      }
      stages_.push_back(stage);
    }
  }
}

const Stage& Schedule::stage_at(unsigned step) const {
  return *std::find_if(stages_.begin(), stages_.end(),
                       [&](const Stage& stage) { return stage.has_step(step); });
}

std::optional<Work> Schedule::work(unsigned step, unsigned multiplier) const {
  const Stage& stage = stage_at(step);
  const unsigned columns = stage.columns(), lane = multiplier / columns, column = multiplier % columns;
  if (lane >= stage.lanes_in(step)) return std::nullopt;
  const unsigned groups = stage.inputs / columns, output = stage.output(step, lane);
  return Work{output % groups * columns + column, (*stage.factor)[output / groups][column]};
}

}  // namespace winnow::cores::elsa_hash
