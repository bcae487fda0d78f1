// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "gen/config/filter_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/models/model_part.hpp"

namespace winnow::verif {

// Cycle-exact reference model of docs/cores/filter.md: the model of a selector whose candidates go to the
// model of a scheduler. Neither's outputs depend on inputs of the same cycle, so that each cycle needs one
// look at both. Undefined is what is undefined of the two.
class FilterModel final : public Model {
 public:
  // Throws std::invalid_argument for a selector or a scheduler that has no model here, or whose ranges are
  // broken.
  explicit FilterModel(const config::FilterParameters& parameters);

  std::vector<std::string> output_names() const override;
  std::vector<std::string> input_names() const override;
  std::vector<unsigned> output_widths() const override;
  std::vector<unsigned> input_widths() const override;
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override;
  void clock(const std::vector<Words>& inputs) override;
  void power_up() override;

 private:
  static constexpr std::size_t reset_input = 0;  // rst_ni of the filter

  // One of the two, and where its ports are connected.
  struct Side {
    ModelPart part;
    std::vector<std::pair<std::size_t, std::size_t>> from_input;  // of the filter, to own input
    std::vector<std::pair<std::size_t, std::size_t>> to_output;   // own output, to the filter's
  };
  // An output of one side that is an input of the other.
  struct Link {
    ModelPart& from;
    std::size_t output;
    ModelPart& to;
    std::size_t input;
  };

  void pass_ports(Side& side);
  void look(const std::vector<Words>& inputs);

  Side selector_, scheduler_;
  std::vector<Link> links_;
  std::vector<std::string> input_names_, output_names_;
  std::vector<unsigned> input_widths_, output_widths_;
  std::size_t valid_, last_, count_, ready_;  // of the stream between the two
  bool started_ = false;                      // a reset has been seen
  bool done_ = false;                         // a group's last tile went over in the cycle before
  Words counts_;                              // of the group's rows
};

}  // namespace winnow::verif
