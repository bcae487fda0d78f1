// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/models/rmmu_device.hpp"

#include <algorithm>
#include <cmath>

#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

unsigned bits_to_count(unsigned long n) {
  return static_cast<unsigned>(std::ceil(std::log2(static_cast<double>(n))));
}

}  // namespace

RmmuDevice::RmmuDevice(const config::RmmuParameters& parameters, RmmuFault fault)
    : p_(parameters), fault_(fault) {
  b_ = p_.precisions.front();
  word_bits_ = p_.precisions.size() == 1 ? b_ : 2 * b_;
  lanes_ = outputs(p_.precisions.back());
  code_bits_ = bits_to_count(p_.precisions.size());
  source_bits_ = bits_to_count(p_.sources);
  add_ports();
  Random garbage(7);
  const auto junk = [&garbage] { return static_cast<std::uint32_t>(garbage.next()); };
  rows_.resize(p_.rows);
  for (Row& row : rows_) {
    for (unsigned i = 0; i < lanes_ * p_.columns; ++i) row.active.push_back(junk());
    row.shadow = row.active;
    row.row_sums.assign(p_.segments * lanes_, static_cast<Wide>(junk()));
    row.element_sums.assign(p_.columns, static_cast<Wide>(junk()));
  }
  late_.resize(p_.rows);
  groups_.assign(p_.rows / p_.chunks * lanes_, 5);
  group_valid_.assign(p_.rows / p_.chunks, true);
  group_valid_before_ = group_valid_;
  leaks_.assign(p_.rows, 0);
  show();
}

bool RmmuDevice::has(const std::string& reduction) const {
  return std::find(p_.reductions.begin(), p_.reductions.end(), reduction) != p_.reductions.end();
}

void RmmuDevice::add_port(bool present, const std::string& name, unsigned width, bool is_input) {
  if (!present || width == 0) return;
  ports_.push_back({name, width, is_input});
  values_.emplace_back(words_for(width), 0U);
}

void RmmuDevice::add_ports() {
  const bool row = has("row"), element = has("element"), group = row && p_.chunks * p_.segments > 1;
  add_port(true, "clk_i", 1, true);
  add_port(true, "rst_ni", 1, true);
  add_port(true, "stream_i", p_.sources * p_.chunks * p_.columns * word_bits_, true);
  add_port(true, "row_enable_i", p_.rows, true);
  add_port(true, "row_clear_i", p_.rows, true);
  add_port(true, "row_precision_i", p_.rows * code_bits_, true);
  add_port(true, "row_source_i", p_.rows * source_bits_, true);
  add_port(row && element, "row_element_i", p_.rows, true);
  add_port(true, "weight_data_i", p_.columns * word_bits_, true);
  add_port(true, "weight_row_i", p_.rows, true);
  add_port(lanes_ > 1, "weight_set_i", lanes_, true);
  add_port(true, "weight_precision_i", code_bits_, true);
  add_port(p_.shadow, "weight_commit_i", p_.rows, true);
  add_port(element, "multiplier_i", p_.rows * b_, true);
  add_port(element, "multiplier_write_i", p_.rows, true);
  const unsigned a = lane_width(0), wide = bits_to_count(p_.chunks * p_.segments);
  const unsigned e = 2 * b_ + bits_to_count(p_.maximum_length);
  add_port(row, "row_valid_o", p_.rows, false);
  add_port(row, "row_result_o", p_.rows * p_.segments * lanes_ * a, false);
  add_port(group, "group_valid_o", p_.rows / p_.chunks, false);
  add_port(group, "group_result_o", p_.rows / p_.chunks * lanes_ * (a + wide), false);
  add_port(element, "element_valid_o", p_.rows, false);
  add_port(element, "element_result_o", p_.rows * p_.columns * e, false);
}

unsigned RmmuDevice::index(std::string_view name) const {
  for (unsigned i = 0; i < ports_.size(); ++i) {
    if (ports_[i].name == name) return i;
  }
  return static_cast<unsigned>(ports_.size());
}

void RmmuDevice::poke(PortHandle port, std::span<const std::uint32_t> words) {
  std::copy(words.begin(), words.end(), values_.at(port).begin());
}

void RmmuDevice::peek(PortHandle port, std::span<std::uint32_t> words) const {
  std::copy(values_.at(port).begin(), values_.at(port).end(), words.begin());
}

std::uint64_t RmmuDevice::bits(std::string_view port, std::size_t offset, unsigned width,
                               std::uint64_t otherwise) const {
  const unsigned i = index(port);
  return i == ports_.size() ? otherwise : get_bits(values_[i], offset, width);
}

void RmmuDevice::set(std::string_view port, std::size_t offset, unsigned width, Wide value) {
  const unsigned i = index(port);
  if (i != ports_.size()) put_bits(values_[i], offset, width, static_cast<std::uint64_t>(value));
}

unsigned RmmuDevice::lane_width(unsigned lane) const {
  unsigned length = p_.maximum_length, widest = 0;
  for (const unsigned m : p_.precisions) {
    length = std::max(length, p_.columns / p_.segments * operands(m));
    if (outputs(m) > lane) widest = std::max(widest, m);
  }
  return 2 * widest + bits_to_count(length);
}

unsigned RmmuDevice::precision_of(std::uint64_t code, bool beyond_is_highest) const {
  if (code < p_.precisions.size()) return p_.precisions[static_cast<std::size_t>(code)];
  return beyond_is_highest ? p_.precisions.front() : p_.precisions.back();
}

RmmuDevice::Wide RmmuDevice::signed_field(std::uint32_t word, unsigned k, unsigned m,
                                          bool is_unsigned) const {
  const std::uint64_t field = (static_cast<std::uint64_t>(word) >> (k * m)) & ((1ULL << m) - 1U);
  const bool negative = !is_unsigned && ((field >> (m - 1U)) & 1U) != 0;
  return static_cast<Wide>(field) - (negative ? static_cast<Wide>(1) << m : 0);
}

RmmuDevice::Wide RmmuDevice::output(std::uint32_t x, std::uint32_t w, unsigned m) const {
  Wide sum = 0;
  const unsigned count = operands(m);
  for (unsigned k = 0; k < count; ++k) {
    const unsigned kx = is(RmmuFault::operands_swapped) && count > 1 && k < 2 ? 1 - k : k;
    const unsigned kw = is(RmmuFault::weights_reversed) ? count - 1 - k : k;
    Wide a = signed_field(x, kx, m, is(RmmuFault::stream_unsigned));
    const Wide b = signed_field(w, kw, m, is(RmmuFault::weight_unsigned));
    if (is(RmmuFault::upper_half_counts) && count == 1 && word_bits_ > b_ && (x >> b_) != 0) a += 1;
    const bool corner = a == b && a == -(static_cast<Wide>(1) << (m - 1U));
    sum += is(RmmuFault::minimum_squared_negative) && corner ? -(a * b) : a * b;
  }
  return sum;
}

std::uint32_t RmmuDevice::stream_word(unsigned row, unsigned column) const {
  std::uint64_t source = bits("row_source_i", static_cast<std::size_t>(row) * source_bits_, source_bits_);
  if (source >= p_.sources) source = is(RmmuFault::source_beyond_is_first) ? 0 : p_.sources - 1;
  if (is(RmmuFault::source_ignored)) source = 0;
  unsigned chunk = row % p_.chunks;
  if (is(RmmuFault::chunk_always_first)) chunk = 0;
  if (is(RmmuFault::chunk_by_division)) chunk = row / (p_.rows / p_.chunks);
  const std::size_t element = (static_cast<std::size_t>(source) * p_.chunks + chunk) * p_.columns + column;
  return static_cast<std::uint32_t>(bits("stream_i", element * word_bits_, word_bits_));
}

RmmuDevice::Sample RmmuDevice::sample(unsigned r) {
  Row& row = rows_[r];
  Sample s;
  s.valid = bit("row_enable_i", r) || (is(RmmuFault::last_row_always_enabled) && r + 1 == p_.rows);
  s.clear = bit("row_clear_i", is(RmmuFault::row_takes_neighbours_clear) ? (r + 1) % p_.rows : r);
  if (is(RmmuFault::clear_ignored)) s.clear = false;
  s.element = has("element") && (!has("row") || bit("row_element_i", r));
  const std::uint64_t code = bits("row_precision_i", static_cast<std::size_t>(r) * code_bits_, code_bits_);
  unsigned m = precision_of(code, is(RmmuFault::precision_beyond_is_highest));
  const unsigned now = m;
  if (is(RmmuFault::precision_sampled_late) && row.precision_before != 0) m = row.precision_before;
  row.precision_before = now;
  if (s.valid && !s.element && is(RmmuFault::illegal_use_leaks) && row.active_mode != m)
    leaks_[(r + 1) % p_.rows] = 1;
  s.sums.assign(p_.segments * lanes_, 0);
  for (unsigned c = 0; c < p_.columns; ++c) {
    if (is(RmmuFault::last_column_dropped) && c + 1 == p_.columns) continue;
    const std::uint32_t x = stream_word(r, c);
    const unsigned length = p_.columns / p_.segments;
    unsigned segment = c / length;
    if (is(RmmuFault::segment_boundary_off)) segment = std::min((c + 1) / length, p_.segments - 1);
    for (unsigned o = 0; o < outputs(m); ++o) {
      const unsigned lane = is(RmmuFault::lanes_swapped) && outputs(m) > 1 && o < 2 ? 1 - o : o;
      s.sums[segment * lanes_ + lane] += output(x, row.active[o * p_.columns + c], m);
    }
  }
  if (is(RmmuFault::unused_lane_not_zero) && outputs(m) < lanes_) s.sums[lanes_ - 1] = s.sums[0];
  for (unsigned c = 0; c < p_.columns; ++c) {
    const unsigned em = is(RmmuFault::element_follows_precision) ? m : b_;
    s.products.push_back(output(stream_word(r, c), row.active[c], em));
  }
  return s;
}

RmmuDevice::Wide RmmuDevice::step(Wide sum, Wide addend, bool clear, unsigned width) const {
  const Wide start = clear ? 0 : sum;
  Wide next = start + addend;
  if (is(RmmuFault::clear_adds_nothing) && clear) next = 0;
  if (is(RmmuFault::carry_lost)) {
    constexpr unsigned cut = 12;
    const Wide low = static_cast<Wide>(static_cast<unsigned>(start + addend) & ((1U << cut) - 1U));
    next = ((start >> cut) + (addend >> cut)) * (1 << cut) + low;
  }
  const Wide top = (static_cast<Wide>(1) << (width - 1U)) - 1;
  bool clamp = p_.overflow == "saturate";
  if (is(RmmuFault::wraps_instead)) clamp = false;
  if (is(RmmuFault::saturates_instead)) clamp = true;
  const Wide limit = is(RmmuFault::clamps_one_early) ? top - 1 : top;
  if (clamp && next > limit) return limit;
  if (clamp && next < -top - 1 && !is(RmmuFault::clamps_top_only)) return -top - 1;
  const Wide range = static_cast<Wide>(1) << width;
  next = ((next + top + 1) % range + range) % range - top - 1;
  return next;
}

void RmmuDevice::accumulate_row(Row& row, const Sample& arriving) {
  for (unsigned i = 0; i < row.row_sums.size(); ++i) {
    const unsigned lane = i % lanes_;
    unsigned width = lane_width(is(RmmuFault::lane_too_wide) ? 0 : lane);
    if (is(RmmuFault::lane_one_bit_narrow)) width -= 1;
    row.row_sums[i] = step(row.row_sums[i], arriving.sums[i], arriving.clear, width);
  }
  if (is(RmmuFault::row_run_clears_element)) std::fill(row.element_sums.begin(), row.element_sums.end(), 0);
}

void RmmuDevice::accumulate(unsigned r) {
  Row& row = rows_[r];
  Sample s = sample(r);
  Sample of_row = s, of_element = s;
  of_row.valid = s.valid && !s.element;
  of_element.valid = s.valid && s.element;
  row.row_flight.push_back(of_row);
  row.element_flight.push_back(of_element);
  std::size_t row_delay = p_.pe_stages + p_.reduction_stages, element_delay = p_.pe_stages;
  if (is(RmmuFault::row_result_late)) ++row_delay;
  if (is(RmmuFault::row_result_early)) --row_delay;
  if (is(RmmuFault::element_result_late)) ++element_delay;
  const auto arrive = [](std::deque<Sample>& flight, std::size_t delay) {
    if (flight.size() <= delay) return Sample{};
    Sample first = flight.front();
    flight.pop_front();
    return first;
  };
  const Sample arriving = arrive(row.row_flight, row_delay);
  const Sample product = arrive(row.element_flight, element_delay);
  row.row_valid_before = row.row_valid;
  row.row_valid = arriving.valid || (is(RmmuFault::element_run_is_row_valid) && product.valid);
  row.element_valid = product.valid;
  if (arriving.valid) accumulate_row(row, arriving);
  if (!arriving.valid && !arriving.sums.empty() && is(RmmuFault::clear_without_enable) && arriving.clear) {
    std::fill(row.row_sums.begin(), row.row_sums.end(), 0);
  }
  if (!arriving.valid && is(RmmuFault::idle_accumulator_drops)) row.row_sums[0] &= ~static_cast<Wide>(1);
  if (leaks_[r] != 0 && arriving.valid) row.row_sums[0] += 1;
  if (arriving.valid) leaks_[r] = 0;
  if (!product.valid) return;
  unsigned width = 2 * b_ + bits_to_count(p_.maximum_length);
  if (is(RmmuFault::element_clamps_to_row_range)) width = lane_width(0);
  for (unsigned c = 0; c < p_.columns; ++c) {
    row.element_sums[c] = step(row.element_sums[c], product.products[c], product.clear, width);
  }
  if (is(RmmuFault::element_run_clears_row)) std::fill(row.row_sums.begin(), row.row_sums.end(), 0);
}

void RmmuDevice::write_weights(unsigned r) {
  Row& row = rows_[r];
  const bool in_reset = !bit("rst_ni", 0);
  if (in_reset && is(RmmuFault::reset_blocks_writes)) return;
  const std::uint64_t code = bits("weight_precision_i", 0, code_bits_);
  const unsigned m = precision_of(code, is(RmmuFault::weight_precision_beyond_is_highest));
  const unsigned enable_row =
      is(RmmuFault::weight_neighbour_row) && r > 0 && bit("weight_row_i", r - 1) ? r - 1 : r;
  const bool multiply = bit("multiplier_write_i", r);
  const std::vector<std::uint32_t> shadow_before = row.shadow;
  const bool to_shadow = p_.shadow && !is(RmmuFault::weight_writes_active);
  std::vector<std::uint32_t>& target = to_shadow ? row.shadow : row.active;
  const bool lost = (multiply && !p_.shadow) || (multiply && is(RmmuFault::multiplier_drops_shadow_write));
  if (bit("weight_row_i", enable_row) && (!lost || is(RmmuFault::multiplier_loses))) {
    for (unsigned set = 0; set < outputs(m); ++set) {
      unsigned from = is(RmmuFault::weight_sets_swapped) && outputs(m) > 1 && set < 2 ? 1 - set : set;
      bool enabled = bits("weight_set_i", from, 1, 1) != 0;
      if (is(RmmuFault::weight_ignores_set_of_highest) && m == b_) enabled = true;
      if (is(RmmuFault::weight_all_sets)) enabled = bits("weight_set_i", 0, lanes_, 1) != 0;
      if (!enabled) continue;
      for (unsigned c = 0; c < p_.columns; ++c) {
        target[set * p_.columns + c] = static_cast<std::uint32_t>(
            bits("weight_data_i", static_cast<std::size_t>(c) * word_bits_, word_bits_));
      }
      (to_shadow ? row.shadow_mode : row.active_mode) = m;
    }
  }
  if (p_.shadow && bit("weight_commit_i", r) && (!multiply || is(RmmuFault::commit_beats_multiplier))) {
    row.active = is(RmmuFault::commit_takes_new) ? row.shadow : shadow_before;
    row.active_mode = row.shadow_mode;
    if (is(RmmuFault::commit_clears_shadow)) std::fill(row.shadow.begin(), row.shadow.end(), 0);
    if (multiply) return;
  }
  if (!multiply) return;
  if (is(RmmuFault::multiplier_loses) && (bit("weight_row_i", r) || bits("weight_commit_i", r, 1) != 0))
    return;
  const unsigned from = is(RmmuFault::multiplier_of_first_row) ? 0 : r;
  const auto value =
      static_cast<std::uint32_t>(bits("multiplier_i", static_cast<std::size_t>(from) * b_, b_));
  std::vector<std::uint32_t>& register_bits =
      is(RmmuFault::multiplier_writes_shadow) ? row.shadow : row.active;
  std::fill_n(register_bits.begin(), p_.columns, value);
  row.active_mode = b_;
}

void RmmuDevice::update_groups() {
  if (groups_.empty() || !has("row")) return;
  for (unsigned g = 0; g < group_valid_.size(); ++g) {
    bool all = true, any = false;
    group_valid_before_[g] = group_valid_[g];
    for (unsigned r = g * p_.chunks; r < (g + 1) * p_.chunks; ++r) {
      all = all && rows_[r].row_valid;
      any = any || rows_[r].row_valid;
    }
    group_valid_[g] = is(RmmuFault::group_valid_any) ? any : all;
    if (is(RmmuFault::group_holds_when_invalid) && !all) continue;
    for (unsigned lane = 0; lane < lanes_; ++lane) {
      Wide sum = 0;
      for (unsigned r = g * p_.chunks; r < (g + 1) * p_.chunks; ++r) {
        if (is(RmmuFault::group_skips_row) && r + 1 == (g + 1) * p_.chunks) continue;
        for (unsigned s = 0; s < p_.segments; ++s) sum += rows_[r].row_sums[s * lanes_ + lane];
      }
      groups_[g * lanes_ + lane] = sum;
    }
  }
}

void RmmuDevice::reset() {
  for (Row& row : rows_) {
    if (!is(RmmuFault::reset_keeps_accumulators)) std::fill(row.row_sums.begin(), row.row_sums.end(), 0);
    if (!is(RmmuFault::reset_keeps_element)) std::fill(row.element_sums.begin(), row.element_sums.end(), 0);
    row.row_valid = row.row_valid_before = row.element_valid = false;
    if (is(RmmuFault::reset_clears_weights)) std::fill(row.active.begin(), row.active.end(), 0);
    if (is(RmmuFault::reset_keeps_flight)) continue;
    for (Sample& s : row.row_flight) s.valid = false;
    for (Sample& s : row.element_flight) s.valid = false;
  }
  if (!is(RmmuFault::reset_keeps_group)) std::fill(groups_.begin(), groups_.end(), 0);
  std::fill(group_valid_.begin(), group_valid_.end(), false);
  group_valid_before_ = group_valid_;
  std::fill(leaks_.begin(), leaks_.end(), 0);
}

void RmmuDevice::tick() {
  const bool in_reset = !bit("rst_ni", 0);
  const bool early_weights = is(RmmuFault::weight_transparent);
  if (!is(RmmuFault::group_early)) update_groups();
  std::vector<Row> before;
  if (is(RmmuFault::weight_late) || is(RmmuFault::multiplier_late)) before = rows_;
  if (early_weights) {
    for (unsigned r = 0; r < p_.rows; ++r) write_weights(r);
  }
  for (unsigned r = 0; r < p_.rows && !in_reset; ++r) accumulate(r);
  if (is(RmmuFault::group_early)) update_groups();
  if (in_reset) reset();
  for (unsigned r = 0; r < p_.rows && !early_weights; ++r) {
    const bool delays = is(RmmuFault::weight_late)
                            ? bit("weight_row_i", r)
                            : is(RmmuFault::multiplier_late) && bit("multiplier_write_i", r);
    const Write due = late_[r];
    late_[r].active = false;
    if (due.active) rows_[r].active = due.words;
    const std::vector<std::uint32_t> old = rows_[r].active;
    write_weights(r);
    if (!delays || p_.shadow) continue;
    late_[r] = {true, rows_[r].active, 0};
    rows_[r].active = old;
  }
  show();
}

void RmmuDevice::show() {
  const unsigned a = lane_width(0), e = 2 * b_ + bits_to_count(p_.maximum_length);
  const unsigned g = a + bits_to_count(p_.chunks * p_.segments);
  for (unsigned r = 0; r < p_.rows; ++r) {
    const Row& row = rows_[r];
    set("row_valid_o", r, 1, is(RmmuFault::row_valid_late) ? row.row_valid_before : row.row_valid);
    set("element_valid_o", r, 1, row.element_valid);
    for (std::size_t i = 0; i < row.row_sums.size(); ++i) {
      set("row_result_o", (r * row.row_sums.size() + i) * a, a, row.row_sums[i]);
    }
    for (std::size_t c = 0; c < p_.columns; ++c) {
      set("element_result_o", (r * std::size_t{p_.columns} + c) * e, e, row.element_sums[c]);
    }
  }
  for (std::size_t i = 0; i < groups_.size(); ++i) set("group_result_o", i * g, g, groups_[i]);
  for (std::size_t i = 0; i < group_valid_.size(); ++i) {
    set("group_valid_o", i, 1, is(RmmuFault::group_valid_late) ? group_valid_before_[i] : group_valid_[i]);
  }
}

}  // namespace winnow::verif
