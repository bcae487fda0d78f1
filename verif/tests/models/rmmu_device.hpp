// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "gen/config/rmmu_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/harness/dut.hpp"
#include "verif/tests/models/rmmu_faults.hpp"

namespace winnow::verif {

// Stand-in for a generated RMMU, processing element by processing element with raw weight bits and wide
// integers. A second reading of docs/cores/rmmu.md that shares no code with the reference model, so that the
// two check each other. Undefined state is garbage, as in silicon.
class RmmuDevice final : public Dut {
 public:
  explicit RmmuDevice(const config::RmmuParameters& parameters, RmmuFault fault = RmmuFault::none);

  const std::vector<DutPort>& ports() const override { return ports_; }
  void poke(PortHandle port, std::span<const std::uint32_t> words) override;
  void peek(PortHandle port, std::span<std::uint32_t> words) const override;
  void settle() override {}
  void tick() override;
  bool open_wave(const std::filesystem::path&) override { return false; }
  void close_wave() override {}

 private:
  using Wide = __int128;
  struct Sample {
    bool valid = false, element = false, clear = false;
    std::vector<Wide> sums;      // [segment][lane]
    std::vector<Wide> products;  // [column]
  };
  struct Row {
    std::vector<std::uint32_t> active, shadow;  // [set][column], raw
    unsigned active_mode = 0, shadow_mode = 0;  // bits of the last write, 0: none
    std::deque<Sample> row_flight, element_flight;
    std::vector<Wide> row_sums, element_sums;
    bool row_valid = false, row_valid_before = false, element_valid = false, clear_before = false;
    unsigned precision_before = 0;
  };
  struct Write {
    bool active = false;
    std::vector<std::uint32_t> words;
    unsigned mode = 0;
  };

  bool is(RmmuFault fault) const { return fault_ == fault; }
  bool has(const std::string& reduction) const;
  void add_ports();
  void add_port(bool present, const std::string& name, unsigned width, bool is_input);
  std::uint64_t bits(std::string_view port, std::size_t offset, unsigned width,
                     std::uint64_t otherwise = 0) const;
  bool bit(std::string_view port, std::size_t offset) const { return bits(port, offset, 1) != 0; }
  void set(std::string_view port, std::size_t offset, unsigned width, Wide value);
  unsigned index(std::string_view name) const;
  unsigned operands(unsigned m) const { return m == b_ ? 1 : 2 * b_ / m; }
  unsigned outputs(unsigned m) const { return b_ / m > 2 ? b_ / m / 2 : 1; }
  unsigned lane_width(unsigned lane) const;
  unsigned precision_of(std::uint64_t code, bool beyond_is_highest) const;
  Wide signed_field(std::uint32_t word, unsigned k, unsigned m, bool is_unsigned) const;
  Wide output(std::uint32_t x, std::uint32_t w, unsigned m) const;
  std::uint32_t stream_word(unsigned row, unsigned column) const;
  Sample sample(unsigned row);
  void write_weights(unsigned row);
  void accumulate(unsigned row);
  void accumulate_row(Row& row, const Sample& arriving);
  Wide step(Wide sum, Wide addend, bool clear, unsigned width) const;
  void update_groups();
  void reset();
  void show();

  config::RmmuParameters p_;
  RmmuFault fault_;
  unsigned b_, word_bits_, lanes_, code_bits_, source_bits_;
  std::vector<DutPort> ports_;
  std::vector<Words> values_;
  std::vector<Row> rows_;
  std::vector<Write> late_;
  std::vector<Wide> groups_;
  std::vector<bool> group_valid_, group_valid_before_;
  std::vector<unsigned> leaks_;
};

}  // namespace winnow::verif
