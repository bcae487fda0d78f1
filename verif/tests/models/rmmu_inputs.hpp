// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "verif/models/rmmu/model.hpp"
#include "verif/models/words.hpp"

namespace winnow::verif {

// Drives an RmmuModel port by port, without a bench. rst_ni starts high, everything else at 0.
class ModelRig {
 public:
  explicit ModelRig(const config::RmmuParameters& parameters) : model_(parameters) {
    for (const unsigned width : model_.input_widths()) inputs_.emplace_back(words_for(width), 0U);
    for (const unsigned width : model_.output_widths())
      expected_.push_back({Words(words_for(width), 0U), {}});
    set("rst_ni", 0, 1, 1);
  }

  const RmmuShape& shape() const { return model_.shape(); }
  void clock(unsigned count = 1) {
    for (unsigned i = 0; i < count; ++i) model_.clock(inputs_);
  }
  void reset() {
    set("rst_ni", 0, 1, 0);
    clock();
    set("rst_ni", 0, 1, 1);
  }
  void set(const std::string& port, std::size_t element, unsigned width, std::int64_t value) {
    put_bits(inputs_[index(model_.input_names(), port)], element * width, width,
             static_cast<std::uint64_t>(value));
  }
  // A whole port to one value, element by element.
  void fill(const std::string& port, std::size_t elements, unsigned width, std::int64_t value) {
    for (std::size_t i = 0; i < elements; ++i) set(port, i, width, value);
  }
  std::int64_t get(const std::string& port, std::size_t element, unsigned width) {
    model_.outputs(inputs_, expected_);
    return sign_extend(get_bits(expected_[index(model_.output_names(), port)].value, element * width, width),
                       width);
  }
  bool flag(const std::string& port, std::size_t element) { return get(port, element, 1) != 0; }
  // All bits of the element are defined; none are: false. A mixture throws.
  bool known(const std::string& port, std::size_t element, unsigned width) {
    model_.outputs(inputs_, expected_);
    const Words& mask = expected_[index(model_.output_names(), port)].known;
    if (mask.empty()) return true;
    const std::uint64_t bits = get_bits(mask, element * width, width);
    if (bits == 0) return false;
    if (bits != (width == 64 ? ~0ULL : (1ULL << width) - 1U)) throw std::logic_error("partly known element");
    return true;
  }
  std::int64_t row_result(unsigned row, unsigned segment, unsigned lane) {
    return get("row_result_o", result_index(row, segment, lane), shape().result_bits);
  }
  bool row_known(unsigned row, unsigned segment, unsigned lane) {
    return known("row_result_o", result_index(row, segment, lane), shape().result_bits);
  }

 private:
  std::size_t result_index(unsigned row, unsigned segment, unsigned lane) const {
    return (static_cast<std::size_t>(row) * shape().segments + segment) * shape().lanes + lane;
  }
  static std::size_t index(const std::vector<std::string>& names, const std::string& name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) throw std::out_of_range("no port " + name);
    return static_cast<std::size_t>(found - names.begin());
  }

  RmmuModel model_;
  std::vector<Words> inputs_;
  std::vector<Expected> expected_;
};

}  // namespace winnow::verif
