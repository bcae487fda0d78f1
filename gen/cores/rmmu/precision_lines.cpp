// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/precision_lines.hpp"

#include <algorithm>
#include <ranges>
#include <stdexcept>

namespace winnow::cores::rmmu {

using hdl::Bit;
using hdl::UInt;

PrecisionSet inverted_precisions(const PrecisionShape& shape, unsigned i, unsigned j) {
  PrecisionSet set;
  for (unsigned index = 0; index < shape.count(); ++index) {
    const unsigned m = shape.precisions[index];
    if ((i % m == m - 1) != (j % m == m - 1)) set.insert(index);
  }
  return set;
}

PrecisionLines::PrecisionLines(const PrecisionShape& shape, bool sign_rule) : shape_(shape) {
  if (shape.count() == 1) return;
  for (unsigned index = 0; index < shape.count(); ++index) sets_.push_back({index});
  if (!sign_rule) return;
  std::set<PrecisionSet> combined;
  for (unsigned i = 0; i < shape.highest(); ++i) {
    for (unsigned j = 0; j < shape.highest(); ++j) combined.insert(inverted_precisions(shape, i, j));
  }
  for (const PrecisionSet& set : combined) {
    if (set.size() > 1 && set.size() < shape.count()) sets_.push_back(set);
  }
}

std::string PrecisionLines::name(const PrecisionSet& set) const {
  std::string name = "is";
  for (const unsigned index : set) name += "_" + std::to_string(shape_.precisions[index]);
  return name + "_bit";
}

std::string PrecisionLines::meaning() const {
  std::string text = "decoded precision, from bit 0:";
  for (const PrecisionSet& set : sets_) text += " " + name(set);
  return text;
}

UInt PrecisionLines::decode(hdl::Builder& b, const UInt& code) const {
  const std::vector<Bit> selected = decode_precision(b, code, shape_);
  std::vector<hdl::Value> lines;
  for (const PrecisionSet& set : std::ranges::reverse_view(sets_)) {
    std::optional<Bit> any;
    for (const unsigned index : set) any = any ? *any | selected[index] : selected[index];
    lines.push_back(set.size() == 1 ? *any : any->named(name(set)));
  }
  return concatenate(lines).named("precision_lines");
}

Bit PrecisionLines::line(hdl::Builder& b, const std::optional<UInt>& lines, const PrecisionSet& set) const {
  if (set.empty()) return b.bit(false);
  if (set.size() == shape_.count()) return b.bit(true);
  const auto found = std::find(sets_.begin(), sets_.end(), set);
  if (found == sets_.end()) throw std::out_of_range("no line for these precisions");
  return lines->bit(static_cast<unsigned>(found - sets_.begin())).named(name(set));
}

std::vector<Bit> decode_precision(hdl::Builder& b, const std::optional<UInt>& code,
                                  const PrecisionShape& shape) {
  if (!code) return {b.bit(true)};
  std::vector<Bit> selected;
  for (unsigned index = 0; index + 1 < shape.count(); ++index) {
    selected.push_back((*code == index).named("is_" + std::to_string(shape.precisions[index]) + "_bit"));
  }
  Bit others = selected.front();
  for (std::size_t index = 1; index < selected.size(); ++index) others = others | selected[index];
  selected.push_back((!others).named("is_" + std::to_string(shape.lowest()) + "_bit"));
  return selected;
}

}  // namespace winnow::cores::rmmu
