// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace winnow::verif {

// True when `text` is chosen by `pattern`: the empty pattern chooses everything; one with '*' or '?' must
// match the whole text ('*' any letters, '?' one letter); any other chooses the texts that contain it.
bool chooses(std::string_view pattern, std::string_view text);

}  // namespace winnow::verif
