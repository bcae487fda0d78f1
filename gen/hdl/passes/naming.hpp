// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl::passes {

// Derives readable names for values that need a net: from the net, register or port they flow into, and what
// they are, e.g. `accumulator_product`.
class Naming {
 public:
  explicit Naming(Module& module);

  // A name for the unnamed node `id`.
  std::string derive(NodeId id);
  // `base`, or `base` with the lowest free number appended.
  std::string unique(const std::string& base);

 private:
  struct Hint {
    std::string base;
    bool is_whole = false;  // the node is all of what the base names, not a part of its expression
  };
  void collect_root_hints(const Module& module);
  void hint(NodeId id, const std::string& base, bool is_whole);
  void spread_hints();

  Module& module_;
  std::vector<Hint> hints_;
  std::set<std::string> taken_;
  std::map<std::string, unsigned> last_number_;
};

// `name` without the `_i` or `_o` of a port.
std::string without_direction(const std::string& name);

}  // namespace winnow::hdl::passes
