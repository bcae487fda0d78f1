// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gen/config/elsa_hash_parameters.hpp"
#include "gen/config/elsa_select_parameters.hpp"
#include "gen/config/parameter_table.hpp"

namespace winnow::config {

// What must hold between parameters of a block, in the block's own names: for the block's table, and for
// those of cores that hold the block.
template <class Struct>
struct PartRule {
  std::vector<std::string> names;  // as in Rule
  std::function<std::optional<Breach>(const Struct&)> check;
};

std::vector<PartRule<ElsaHashParameters>> elsa_hash_rules();
std::vector<PartRule<ElsaSelectParameters>> elsa_select_rules();

}  // namespace winnow::config
