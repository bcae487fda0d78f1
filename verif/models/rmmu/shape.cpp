// SPDX-License-Identifier: Apache-2.0
#include "verif/models/rmmu/shape.hpp"

#include <algorithm>
#include <stdexcept>

namespace winnow::verif {
namespace {

void require(bool condition, const std::string& message) {
  if (!condition) throw std::invalid_argument("rmmu parameters: " + message);
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

void check_ranges(const config::RmmuParameters& p) {
  require(p.columns >= 1 && p.columns <= 128, "columns must be 1 to 128");
  require(p.chunks >= 1 && p.chunks <= 16, "chunks must be 1 to 16");
  require(p.rows >= 1 && p.rows <= 128 && p.rows % p.chunks == 0,
          "rows must be 1 to 128, a multiple of chunks");
  require(p.sources >= 1 && p.sources <= 16, "sources must be 1 to 16");
  require(!p.precisions.empty(), "precisions must not be empty");
  for (std::size_t i = 0; i < p.precisions.size(); ++i) {
    const unsigned m = p.precisions[i];
    require(m == 16 || m == 8 || m == 4 || m == 2, "precisions must be 16, 8, 4 or 2");
    require(i == 0 || m < p.precisions[i - 1], "precisions must be listed highest first, each once");
  }
  require(contains(p.reductions, "row") || contains(p.reductions, "element"), "reductions must not be empty");
  const bool power = p.segments != 0 && (p.segments & (p.segments - 1)) == 0;
  require(power && p.columns % p.segments == 0, "segments must be a power of two that divides columns");
  require(p.maximum_length >= 1 && p.maximum_length <= 1048576, "maximum_length must be 1 to 1048576");
  require(p.overflow == "wrap" || p.overflow == "saturate", "overflow must be wrap or saturate");
  require(p.pe_stages <= 2 && p.reduction_stages <= 3, "pe_stages must be 0 to 2, reduction_stages 0 to 3");
}

RmmuMode make_mode(unsigned bits, unsigned highest) {
  RmmuMode mode;
  mode.bits = bits;
  mode.ratio = highest / bits;
  mode.operands = mode.ratio == 1 ? 1 : 2 * mode.ratio;
  mode.outputs = std::max(mode.ratio / 2, 1U);
  mode.name = (mode.ratio == 1 ? "fx" : "int") + std::to_string(bits);
  return mode;
}

void derive_widths(RmmuShape& s, unsigned maximum_length) {
  s.effective_length = maximum_length;
  for (const RmmuMode& mode : s.modes) s.effective_length = std::max(s.effective_length, s.products(mode));
  const unsigned growth = ceiling_log2(s.effective_length);
  for (unsigned lane = 0; lane < s.lanes; ++lane) {
    // Modes are listed highest first, so the first user of a lane is the widest.
    const auto widest = std::find_if(s.modes.begin(), s.modes.end(),
                                     [lane](const RmmuMode& mode) { return mode.outputs > lane; });
    s.lane_bits.push_back(2 * widest->bits + growth);
  }
  s.result_bits = s.lane_bits.front();
  s.group_bits = s.result_bits + ceiling_log2(static_cast<std::uint64_t>(s.chunks) * s.segments);
  s.element_bits = 2 * s.operand_bits + ceiling_log2(maximum_length);
}

class PortTable {
 public:
  explicit PortTable(std::vector<RmmuPort>& ports) : ports_(ports) {}
  void input(bool present, const std::string& name, unsigned width) { add(present, name, width, true); }
  void output(bool present, const std::string& name, unsigned width) { add(present, name, width, false); }

 private:
  void add(bool present, const std::string& name, unsigned width, bool is_input) {
    if (present) ports_.push_back({name, width, is_input});
  }
  std::vector<RmmuPort>& ports_;
};

void list_ports(RmmuShape& s) {
  PortTable table(s.ports);
  table.input(true, "rst_ni", 1);
  table.input(true, "stream_i", s.sources * s.chunks * s.columns * s.word_bits);
  table.input(true, "row_enable_i", s.rows);
  table.input(true, "row_clear_i", s.rows);
  table.input(s.precision_bits > 0, "row_precision_i", s.rows * s.precision_bits);
  table.input(s.source_bits > 0, "row_source_i", s.rows * s.source_bits);
  table.input(s.has_row && s.has_element, "row_element_i", s.rows);
  table.input(true, "weight_data_i", s.columns * s.word_bits);
  table.input(true, "weight_row_i", s.rows);
  table.input(s.lanes > 1, "weight_set_i", s.lanes);
  table.input(s.precision_bits > 0, "weight_precision_i", s.precision_bits);
  table.input(s.has_shadow, "weight_commit_i", s.rows);
  table.input(s.has_element, "multiplier_i", s.rows * s.operand_bits);
  table.input(s.has_element, "multiplier_write_i", s.rows);
  table.output(s.has_row, "row_valid_o", s.rows);
  table.output(s.has_row, "row_result_o", s.rows * s.segments * s.lanes * s.result_bits);
  table.output(s.has_group, "group_valid_o", s.groups);
  table.output(s.has_group, "group_result_o", s.groups * s.lanes * s.group_bits);
  table.output(s.has_element, "element_valid_o", s.rows);
  table.output(s.has_element, "element_result_o", s.rows * s.columns * s.element_bits);
}

}  // namespace

unsigned ceiling_log2(std::uint64_t value) {
  unsigned bits = 0;
  while ((1ULL << bits) < value) ++bits;
  return bits;
}

RmmuShape::RmmuShape(const config::RmmuParameters& p) {
  check_ranges(p);
  rows = p.rows;
  columns = p.columns;
  sources = p.sources;
  chunks = p.chunks;
  segments = p.segments;
  groups = rows / chunks;
  operand_bits = p.precisions.front();
  word_bits = p.precisions.size() > 1 ? 2 * operand_bits : operand_bits;
  for (const unsigned bits : p.precisions) modes.push_back(make_mode(bits, operand_bits));
  lanes = modes.back().outputs;
  precision_bits = ceiling_log2(modes.size());
  source_bits = ceiling_log2(sources);
  has_row = contains(p.reductions, "row");
  has_element = contains(p.reductions, "element");
  has_group = has_row && chunks * segments > 1;
  has_shadow = p.shadow;
  saturates = p.overflow == "saturate";
  row_delay = p.pe_stages + p.reduction_stages;
  element_delay = p.pe_stages;
  derive_widths(*this, p.maximum_length);
  list_ports(*this);
}

unsigned RmmuShape::mode_of_code(std::uint64_t code) const {
  return static_cast<unsigned>(std::min<std::uint64_t>(code, modes.size() - 1));
}

unsigned RmmuShape::source_of_code(std::uint64_t code) const {
  return static_cast<unsigned>(std::min<std::uint64_t>(code, sources - 1));
}

}  // namespace winnow::verif
