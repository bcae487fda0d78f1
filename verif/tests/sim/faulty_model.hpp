// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "gen/config/rmmu_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/models/rmmu/model.hpp"

namespace winnow::verif::test {

// Changes the outputs of a cycle: a fault.
using Fault = std::function<void(const std::vector<std::string>& names, std::vector<Expected>& outputs)>;

// A reference model with a fault in its outputs.
class FaultyModel final : public Model {
 public:
  FaultyModel(const config::RmmuParameters& parameters, Fault fault)
      : model_(parameters), fault_(std::move(fault)) {}

  std::vector<std::string> output_names() const override { return model_.output_names(); }
  std::vector<std::string> input_names() const override { return model_.input_names(); }
  std::vector<unsigned> output_widths() const override { return model_.output_widths(); }
  std::vector<unsigned> input_widths() const override { return model_.input_widths(); }
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override {
    model_.outputs(inputs, expected);
    if (fault_) fault_(model_.output_names(), expected);
  }
  void clock(const std::vector<Words>& inputs) override { model_.clock(inputs); }
  void power_up() override { model_.power_up(); }

 private:
  RmmuModel model_;
  Fault fault_;
};

}  // namespace winnow::verif::test
