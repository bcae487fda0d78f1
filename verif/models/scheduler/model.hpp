// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "gen/config/scheduler_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/models/scheduler/rule.hpp"

namespace winnow::verif {

// Cycle-exact reference model of the scheduler, from docs/cores/scheduler.md in plain integers. Undefined
// are: every output before the first reset, and the fields of a stream while its valid is low.
class SchedulerModel final : public Model {
 public:
  explicit SchedulerModel(const config::SchedulerParameters& parameters);

  std::vector<std::string> output_names() const override;
  std::vector<std::string> input_names() const override;
  std::vector<unsigned> output_widths() const override;
  std::vector<unsigned> input_widths() const override;
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override;
  void clock(const std::vector<Words>& inputs) override;
  void power_up() override;

 private:
  struct Group {
    std::vector<unsigned> mask;  // by key
    std::uint64_t since = 0;     // cycle of its last tile
    bool complete = false;
  };
  struct Decided {
    SchedulerRound round;
    std::uint64_t visible = 0;  // first cycle in which the output can show it
  };
  struct Counters {
    std::uint64_t rounds_so_far = 0, loads_so_far = 0;
    std::uint64_t group_rounds = 0, group_loads = 0, total_rounds = 0, total_loads = 0;
    bool done = false;
  };

  void reset();
  bool offers() const;
  void take_tile(const std::vector<Words>& inputs);
  void count(const SchedulerRound& round, bool transfer, bool clear);
  void show_round(std::vector<Expected>& expected, std::size_t first, bool valid,
                  const SchedulerRound& round) const;
  void show(Expected& expected, std::uint64_t value, unsigned width) const;

  config::SchedulerParameters parameters_;
  unsigned key_bits_, round_bits_, load_bits_;
  bool started_ = false;  // a reset has been seen
  std::uint64_t now_ = 0;
  Group filling_;
  std::optional<SchedulerBuffers> issuing_;
  std::deque<Decided> decided_;
  std::deque<SchedulerRound> stored_;       // replay store
  std::optional<SchedulerRound> replayed_;  // its output register
  Counters counters_;
};

}  // namespace winnow::verif
