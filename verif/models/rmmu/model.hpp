// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "gen/config/rmmu_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/models/rmmu/datapath.hpp"
#include "verif/models/rmmu/shape.hpp"

namespace winnow::verif {

// Cycle-exact reference model of the RMMU, from docs/cores/rmmu.md in plain integers. States every output on
// every cycle; undefined are: everything before the first reset, and results that used undefined weights
// until they are cleared.
class RmmuModel final : public Model {
 public:
  // Throws std::invalid_argument for parameters outside the contract's ranges.
  explicit RmmuModel(const config::RmmuParameters& parameters);
  RmmuModel(const RmmuModel&) = delete;  // members refer to shape_
  RmmuModel& operator=(const RmmuModel&) = delete;

  std::vector<std::string> output_names() const override;
  std::vector<std::string> input_names() const override;
  std::vector<unsigned> output_widths() const override;
  std::vector<unsigned> input_widths() const override;
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override;
  void clock(const std::vector<Words>& inputs) override;
  void power_up() override;

  const RmmuShape& shape() const { return shape_; }

 private:
  static constexpr std::size_t absent = std::numeric_limits<std::size_t>::max();

  // An output as the ports show it, kept packed.
  struct Output {
    std::string name;
    unsigned width = 0;
    Words value, known;
    std::size_t undefined = 0;  // elements whose bits are not known
  };

  std::size_t input_index(const std::string& name) const;
  std::size_t output_index(const std::string& name) const;
  void find_ports();
  bool flag(const std::vector<Words>& inputs, std::size_t port, unsigned row) const;
  std::uint64_t code(const std::vector<Words>& inputs, std::size_t port, unsigned row, unsigned width) const;

  void sample(const std::vector<Words>& inputs);
  void sample_row(const std::vector<Words>& inputs, unsigned row, unsigned vector);
  void sample_element(const std::vector<Words>& inputs, unsigned row, unsigned vector);
  void step_groups();
  void step_row(unsigned row);
  void step_element(unsigned row);
  void write_weights(const std::vector<Words>& inputs);
  void reset();
  void show(Output& output, std::size_t element, unsigned width, std::int64_t value, bool known,
            bool was_known);
  std::int64_t limit(std::int64_t value, unsigned width) const;

  RmmuShape shape_;
  std::vector<RmmuPort> inputs_;
  std::vector<Output> outputs_;
  std::size_t stream_ = absent, reset_ = absent, enable_ = absent, clear_ = absent, precision_ = absent;
  std::size_t source_ = absent, element_ = absent, weight_data_ = absent, weight_row_ = absent;
  std::size_t weight_set_ = absent, weight_precision_ = absent, commit_ = absent;
  std::size_t multiplier_ = absent, multiplier_write_ = absent;
  std::size_t row_valid_ = absent, row_result_ = absent, group_valid_ = absent, group_result_ = absent;
  std::size_t element_valid_ = absent, element_result_ = absent;

  bool started_ = false;  // a reset has been seen
  std::size_t set_stride_ = 0;
  RmmuOperands operands_;
  std::vector<RmmuWeights> active_, shadow_;
  RmmuPipeline row_pipeline_, element_pipeline_;
  std::vector<std::int64_t> row_sums_;         // [row][segment][lane]
  std::vector<std::uint32_t> row_defined_;     // [row] mask over lanes
  std::vector<std::uint32_t> group_defined_;   // [group] mask over lanes, of the group register
  std::vector<std::int64_t> element_sums_;     // [row][column]
  std::vector<std::uint8_t> element_defined_;  // [row]
};

}  // namespace winnow::verif
