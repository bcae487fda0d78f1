// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::scheduler {

// One round of algorithm 4 (DOTA thesis, figures 7.15 and 7.16): from which buffers hold a key, what to pop
// and whom to serve. Combinational. A pick is one pop; T suffice, since each serves at least one row.
struct Rule {
  struct Params {
    unsigned tokens = 4;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> nonempty;  // [list], list of mask m at index m - 1
    hdl::Out<hdl::UInt> take;     // [list]: popped in this round
    hdl::Out<hdl::UInt> pick;     // [pick][row]: mask of the buffer that the pick pops, 0: pick not used
    hdl::Out<hdl::UInt> issued;   // [pick][row]: rows that get the key now
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

// Masks in the order in which step 2 of the rule looks for one inside the open rows: most rows first, among
// equals the smallest number (row 0 is bit 0).
std::vector<unsigned> inside_order(unsigned tokens);
// Step 3: fewest rows first, among equals the largest number.
std::vector<unsigned> meeting_order(unsigned tokens);

}  // namespace winnow::cores::scheduler
