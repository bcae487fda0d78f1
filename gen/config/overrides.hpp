// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/config/document.hpp"

namespace winnow::config {

// Applies one "PATH=VALUE" of the command line to the document, before validation. PATH is dotted or a JSON
// pointer, from the root ("parameters.rows", "/parameters/rows") or from the parameters ("rows"); VALUE is
// JSON, or else text. What cannot be applied is reported to the document.
void apply_override(const std::string& assignment, Document& document);

}  // namespace winnow::config
