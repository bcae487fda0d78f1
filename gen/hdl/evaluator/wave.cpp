// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/evaluator/wave.hpp"

#include <algorithm>

namespace winnow::hdl {
namespace {

constexpr const char* clock_code = "!";
constexpr const char* reset_code = "\"";

// VCD identifiers are short strings of printable characters; the first two are the clock's and the reset's.
std::string code_of(std::size_t index) {
  constexpr std::size_t letters = 94;
  std::string code;
  for (std::size_t rest = index + 2;; rest = rest / letters - 1) {
    code += static_cast<char>('!' + rest % letters);
    if (rest < letters) return code;
  }
}

std::vector<std::string> split(const std::string& path) {
  std::vector<std::string> parts(1);
  for (const char c : path) {
    if (c == '.') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

}  // namespace

WaveWriter::WaveWriter(const std::filesystem::path& file, const std::vector<NamedNet>& names) : out_(file) {
  declare(names);
}

void WaveWriter::declare(const std::vector<NamedNet>& names) {
  // Nets are grouped by scope first: sorting whole paths would mix a scope with nets whose names begin like
  // it.
  struct Entry {
    std::vector<std::string> scope;
    std::string name;
    Slot slot;
  };
  std::vector<Entry> entries;
  for (const NamedNet& net : names) {
    std::vector<std::string> parts = split(net.path);
    std::string name = std::move(parts.back());
    parts.pop_back();
    entries.push_back({std::move(parts), std::move(name), net.slot});
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.scope < b.scope; });
  out_ << "$timescale 1ns $end\n$scope module top $end\n";
  out_ << "$var wire 1 " << clock_code << " clk_i $end\n$var wire 1 " << reset_code << " rst_ni $end\n";
  std::vector<std::string> open;
  for (const Entry& entry : entries) {
    const auto common = static_cast<std::size_t>(
        std::mismatch(open.begin(), open.end(), entry.scope.begin(), entry.scope.end()).first - open.begin());
    for (; open.size() > common; open.pop_back()) out_ << "$upscope $end\n";
    for (; open.size() < entry.scope.size(); open.push_back(entry.scope[open.size()])) {
      out_ << "$scope module " << entry.scope[open.size()] << " $end\n";
    }
    codes_.push_back(code_of(slots_.size()));
    slots_.push_back(entry.slot);
    out_ << "$var wire " << entry.slot.width << ' ' << codes_.back() << ' ' << entry.name;
    if (entry.slot.width > 1) out_ << " [" << entry.slot.width - 1 << ":0]";
    out_ << " $end\n";
  }
  for (std::size_t i = 0; i <= open.size(); ++i) out_ << "$upscope $end\n";
  out_ << "$enddefinitions $end\n";
  last_.resize(slots_.size());
}

void WaveWriter::sample(std::uint64_t time, bool clock, bool reset_n, const std::uint64_t* arena) {
  out_ << '#' << time << '\n' << (clock ? '1' : '0') << clock_code << '\n';
  if (last_reset_ != static_cast<int>(reset_n)) out_ << (reset_n ? '1' : '0') << reset_code << '\n';
  last_reset_ = static_cast<int>(reset_n);
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const std::uint64_t* words = arena + slots_[i].address;
    if (!last_[i].empty() && std::equal(last_[i].begin(), last_[i].end(), words)) continue;
    last_[i].assign(words, words + slots_[i].words());
    write_value(i, words);
  }
}

void WaveWriter::write_value(std::size_t index, const std::uint64_t* words) {
  const std::uint32_t width = slots_[index].width;
  if (width == 1) {
    out_ << (words[0] & 1U) << codes_[index] << '\n';
    return;
  }
  out_ << 'b';
  for (std::uint32_t bit = width; bit-- > 0;) out_ << ((words[bit / 64U] >> (bit % 64U)) & 1U);
  out_ << ' ' << codes_[index] << '\n';
}

void WaveWriter::finish(std::uint64_t time) {
  out_ << '#' << time << '\n';
  out_.flush();
}

}  // namespace winnow::hdl
