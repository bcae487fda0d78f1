// SPDX-License-Identifier: Apache-2.0
#include "synth/progress.hpp"

#include <fmt/core.h>

namespace winnow::synth {

void YosysProgress::say(const std::string& text) const {
  if (report_) report_(text);
}

void YosysProgress::expect_modules(std::size_t count) {
  expected_ = count;
  mapped_ = 0;
  mapping_ = false;
}

// ABC runs twice per module: to simplify the logic, and, after the flip-flops are mapped, to map it.
void YosysProgress::line(std::string_view line) {
  constexpr std::string_view extracting = "Extracting gate netlist of module `";
  // Of the two flows, for cells and for FPGAs, the step before logic is mapped.
  for (const std::string_view step : {"Executing DFFLIBMAP pass", "Executing DFFLEGALIZE pass"}) {
    if (line.find(step) != std::string_view::npos) mapping_ = true;
  }
  const std::size_t begin = line.find(extracting);
  if (begin == std::string_view::npos) return;
  line.remove_prefix(begin + extracting.size());
  if (line.starts_with('\\')) line.remove_prefix(1);
  const std::string module(line.substr(0, line.find('\'')));
  if (mapping_) {
    ++mapped_;
    say(expected_ == 0 ? fmt::format("mapping {}", module)
                       : fmt::format("mapping {} ({} of {})", module, mapped_, expected_));
  } else {
    say(fmt::format("simplifying {}", module));
  }
}

}  // namespace winnow::synth
