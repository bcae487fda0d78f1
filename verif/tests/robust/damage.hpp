// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/json.hpp"
#include "verif/harness/random.hpp"

// Damage to configs, at two levels: the text (which is then seldom JSON) and the JSON tree (which stays JSON,
// so that the typed readers see the damage).
namespace winnow::verif {

// One or two edits: bytes lost, doubled, replaced or inserted, the text cut off, digits changed.
std::string damage_text(std::string text, Random& random);

// One to three edits: a value replaced by one of another type or size, removed, doubled under another key,
// moved, or wrapped in a list or an object.
config::Json damage_structure(config::Json root, Random& random);

// Text that was never a config: deep nesting, long keys and numbers, many keys, random bytes.
std::string hostile_text(Random& random);

}  // namespace winnow::verif
