// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

// The syntax of Liberty files: nested groups `name (arguments) { ... }` holding attributes `name : value;`
// and `name (values);`.
namespace winnow::synth::liberty {

struct Attribute {
  std::string name;
  std::string value;  // without quotes; a list's values are joined by ','
};

struct Group {
  std::string name;
  std::vector<std::string> arguments;
  std::vector<Attribute> attributes;
  std::vector<Group> groups;

  // First attribute or subgroup of that name, or nullptr.
  const std::string* attribute(std::string_view wanted) const;
  const Group* group(std::string_view wanted) const;
};

// Parses a whole file's text. Groups named in `skipped` (timing tables, say) are passed over unread.
// `file` is used in messages. Throws InputError as FILE:LINE: what is wrong.
Group parse(std::string_view text, std::string_view file,
            const std::set<std::string, std::less<>>& skipped = {});

}  // namespace winnow::synth::liberty
