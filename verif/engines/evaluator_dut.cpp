// SPDX-License-Identifier: Apache-2.0
#include "verif/engines/evaluator_dut.hpp"

#include <algorithm>
#include <stdexcept>

namespace winnow::verif {
namespace {

constexpr std::size_t no_port = ~std::size_t{0};

}  // namespace

EvaluatorDut::EvaluatorDut(const hdl::Module& top, std::uint64_t power_up_seed, bool coverage)
    : evaluator_(top, power_up_seed, coverage), clock_(no_port), reset_(no_port) {
  if (top.is_clocked()) {
    clock_ = ports_.size();
    ports_.push_back({"clk_i", 1, true});
  }
  if (top.has_reset()) {
    reset_ = ports_.size();
    ports_.push_back({"rst_ni", 1, true});
    evaluator_.set_reset_n(reset_n_);
  }
  first_own_ = ports_.size();
  for (const hdl::Port& port : top.ports) ports_.push_back({port.name, port.width, port.is_input});
}

void EvaluatorDut::poke(PortHandle port, std::span<const std::uint32_t> words) {
  if (port == reset_) {
    reset_n_ = !words.empty() && (words[0] & 1U) != 0;
    evaluator_.set_reset_n(reset_n_);
  } else if (port < first_own_) {
    throw std::logic_error("clk_i is driven by tick() alone");
  } else {
    evaluator_.poke(port - first_own_, words);
  }
}

void EvaluatorDut::peek(PortHandle port, std::span<std::uint32_t> words) const {
  if (port >= first_own_) return evaluator_.peek(port - first_own_, words);
  std::fill(words.begin(), words.end(), 0);
  if (!words.empty() && port == reset_) words[0] = reset_n_ ? 1 : 0;
}

}  // namespace winnow::verif
