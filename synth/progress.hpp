// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace winnow::synth {

// Tells from the lines of Yosys' log which module is being worked on.
class YosysProgress {
 public:
  explicit YosysProgress(std::function<void(std::string_view)> report) : report_(std::move(report)) {}

  void say(const std::string& text) const;
  // To be called before each run that maps, where the number of modules is known.
  void expect_modules(std::size_t count);
  void line(std::string_view line);

 private:
  std::function<void(std::string_view)> report_;
  std::size_t expected_ = 0;
  std::size_t mapped_ = 0;
  bool mapping_ = false;
};

}  // namespace winnow::synth
