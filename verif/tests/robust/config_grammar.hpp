// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/config.hpp"
#include "verif/harness/random.hpp"

// Configs made from the grammar that users get: the JSON Schema of each core kind, which comes from its
// parameter table. A new kind is covered as soon as it is in the table.
namespace winnow::verif {

// A value that the schema allows; small numbers more often than large ones. Throws std::logic_error where the
// schema says something that this function does not know.
config::Json value_of_schema(const config::Json& schema, Random& random);

// A config of a random kind. Rules between parameters are not in the schema: most of what breaks them is
// mended at the places that the messages name, a part stays broken.
config::Json make_config_json(Random& random);

// Whether every size in the config is small enough to elaborate it in a fraction of a second: no integer
// above 16 and no scheduler of more than 4 rows, those apart whose range tells that they count steps or
// products (they cost bits, not hardware).
bool is_small(const config::Config& config);

}  // namespace winnow::verif
