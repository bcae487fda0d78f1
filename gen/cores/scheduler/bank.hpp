// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::scheduler {

// The buffers of a group lie in banks: the masks of a bank differ in the lowest four rows only. Eight rows
// make 255 buffers, but only two modules of each kind to map: a bank, and the first one, which has no buffer
// 0.
struct BankParams {
  unsigned tokens = 4;
  unsigned count_bits = 10;
  bool first = true;
  bool operator==(const BankParams&) const = default;

  unsigned rows() const;     // that tell the buffers of a bank apart
  unsigned numbers() const;  // their masks
  unsigned banks() const;
  unsigned buffers() const { return numbers() - lowest(); }
  unsigned lowest() const { return first ? 1 : 0; }  // number of the first buffer
  std::string size() const;
};

// Of some masks: which belong to each bank, and which of its numbers they are. Decoded before the banks, so
// that no line goes to many gates of each.
struct BankLines {
  BankLines(const hdl::UInt& masks, const BankParams& p);
  std::vector<hdl::UInt> here;  // [bank]: [mask]; empty when there is one bank
  hdl::UInt low;                // [mask][number]
};

// Counts the keys of every buffer of a bank while a group fills.
struct FillingBank {
  struct Params {
    BankParams bank;
    unsigned tile = 16;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> low;                  // [key][number]
    std::optional<hdl::In<hdl::UInt>> here;  // [key]
    hdl::In<hdl::Bit> step, load;            // add the tile; start from zero instead
    hdl::Out<hdl::UInt> counts;              // [buffer]
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

// Counts of the keys in the buffers of a bank while a group issues.
struct BufferBank {
  using Params = BankParams;
  struct Ports {
    hdl::In<hdl::Bit> load;                             // take over `loaded`
    hdl::In<hdl::UInt> loaded;                          // [buffer]
    hdl::In<hdl::Bit> decides;                          // a round is decided: what follows is its outcome
    hdl::In<hdl::UInt> take;                            // [buffer]: popped
    std::optional<hdl::In<hdl::UInt>> back, back_here;  // [pick][number], [pick]: put back
    hdl::Out<hdl::UInt> nonempty;                       // [buffer]
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::scheduler
