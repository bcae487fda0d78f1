// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "gen/config/elsa_attention_parameters.hpp"
#include "verif/suites/captured/head.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif::elsa_attention {

// What bank 0 made of a captured head.
struct CapturedReport {
  std::string case_name;
  int layer = 0;
  std::size_t head = 0;
  std::size_t queries = 0, keys = 0;  // that were used: the first ones; keys of all banks
  std::uint64_t cycles = 0;
  double error = 0;  // relative L2 of its weighted averages, against double precision on the same inputs
};

// One line for people.
std::string describe(const CapturedReport& report);
nlohmann::ordered_json to_json(const CapturedReport& report);

// The queries of a head, in the vector format and with the elements and keys that fit, over all keys of bank
// 0, with the exponents that the other banks would have: real_input_sums. Queries run until the budget of
// SuiteTest::run (4000 cycles by default) is used up. `on_report` gets the finished run's figures.
Suite captured_suite(const config::ElsaAttentionParameters& parameters,
                     std::shared_ptr<const RealInput> input,
                     std::function<void(const CapturedReport&)> on_report = {});

}  // namespace winnow::verif::elsa_attention
