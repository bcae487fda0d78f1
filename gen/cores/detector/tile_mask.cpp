// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/detector/tile_mask.hpp"

namespace winnow::cores::detector {

using hdl::Bit;
using hdl::SInt;
using hdl::UInt;

TileMask::Ports::Ports(hdl::Io& io, const Params& p)
    : base(io.in<UInt>("base_i", p.key_bits(), {{}, 0, false, "first key of the tile", ""})),
      facts(io.in<UInt>("facts_i", GroupFacts::width(p),
                        {{}, 0, false, "last tile, rows, query, causal, length", ""})),
      allowed(
          io.out<UInt>("allowed_o", p.tokens * p.keys,
                       {{{"row", p.tokens}, {"key", p.keys}}, 1, false, "the row may pick the key", ""})) {}

void TileMask::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Padding, causal and row masks of a tile.");
  const GroupFacts facts = GroupFacts::unpacked(io.facts, p);
  // Both differences are taken once; what is left per key and row are comparisons with constants.
  const SInt left = (facts.length - io.base).named("keys_left");
  const SInt reach = (facts.query - io.base).named("reach");
  const auto at_least = [&b](const SInt& value, int bound) { return value >= b.constant_signed(8, bound); };
  std::vector<Bit> exists, allowed;
  for (unsigned key = 0; key < p.keys; ++key) exists.push_back(at_least(left, static_cast<int>(key) + 1));
  for (unsigned row = 0; row < p.tokens; ++row) {
    const Bit active = facts.rows > b.constant(p.rows_bits(), row);
    for (unsigned key = 0; key < p.keys; ++key) {
      const Bit seen = at_least(reach, static_cast<int>(key) - static_cast<int>(row));
      allowed.push_back(active & exists[key] & (seen | !facts.causal));
    }
  }
  io.allowed.drive(pack(allowed));
}

}  // namespace winnow::cores::detector
