// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace winnow::config {

// Objects keep the order of the file (input) or of the parameter table (output): messages come in document
// order and emitted files are the same on every machine.
using Json = nlohmann::ordered_json;

// Compact JSON text without control characters. Ill-formed UTF-8, which can arrive from the command line, is
// replaced, never thrown upon.
std::string to_text(const Json& value);

// Indented JSON text with a final newline: the form of every JSON file that winnow writes.
std::string to_file_text(const Json& value);

// A value as a message shows it: scalars as JSON, lists as "[16, 8]", objects as "an object"; long ones are
// cut.
std::string in_words(const Json& value);

// `name` in JSON quotes, control characters escaped.
std::string in_quotes(std::string_view name);

// `name` appended to a JSON pointer (RFC 6901 escapes).
std::string child_pointer(std::string_view pointer, std::string_view name);

}  // namespace winnow::config
