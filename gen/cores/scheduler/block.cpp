// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/scheduler/block.hpp"

#include <vector>

#include "gen/cores/scheduler/shape.hpp"
#include "gen/lib/bits.hpp"

namespace winnow::cores::scheduler {

using hdl::Bit;
using hdl::UInt;

namespace {

hdl::PortLayout layout(std::vector<hdl::PortLayout::Index> shape, unsigned width, const char* meaning) {
  return {std::move(shape), width, false, meaning, ""};
}

// The picks of the round that is looked up in this cycle.
struct Picks {
  std::vector<Bit> valid;
  std::vector<UInt> mask, issued;
};

Picks registered_picks(hdl::Builder& b, Block::Ports& io, const Block::Params& p) {
  Picks picks;
  const auto valid = b.reg<UInt>("pick_valid", p.tokens);
  const auto mask = b.reg<UInt>("pick", p.tokens * p.tokens, hdl::Reset::none);
  const auto issued = b.reg<UInt>("issued", p.tokens * p.tokens, hdl::Reset::none);
  valid.next(io.pick_valid);
  mask.next(io.pick);
  issued.next(io.issued);
  for (unsigned j = 0; j < p.tokens; ++j) {
    picks.valid.push_back(valid.bit(j));
    picks.mask.push_back(element(mask, j, p.tokens));
    picks.issued.push_back(element(issued, j, p.tokens));
  }
  return picks;
}

// The filled group's masks. A tile that is left out must read as zero, so the load clears what no tile
// writes.
std::vector<UInt> filling_masks(hdl::Builder& b, Block::Ports& io, const Block::Params& p, const Bit& load) {
  std::vector<UInt> masks;
  for (unsigned key = 0; key < p.keys; ++key) {
    const auto mask = b.reg<UInt>("filling_" + std::to_string(key), p.tokens);
    const Bit write = io.write.bit(key / p.tile);
    mask.next(gate(write, element(io.masks, key % p.tile, p.tokens)), write | load);
    masks.push_back(mask);
  }
  return masks;
}

// Number of the one key that is set; 0 if none is.
UInt encode(hdl::Builder& b, const std::vector<Bit>& one_hot) {
  if (one_hot.size() == 1) return b.constant(1, 0);
  std::vector<Bit> bits;
  for (unsigned bit = 0; bit < lib::index_bits(one_hot.size()); ++bit) {
    std::vector<Bit> terms;
    for (std::size_t key = 0; key < one_hot.size(); ++key)
      if (((key >> bit) & 1U) != 0) terms.push_back(one_hot[key]);
    bits.push_back(any_of(terms));
  }
  return pack(bits);
}

}  // namespace

Block::Ports::Ports(hdl::Io& io, const Params& p)
    : write(io.in<UInt>("write_i", p.keys / p.tile,
                        layout({{"tile", p.keys / p.tile}}, 1, "write masks_i to the group that fills"))),
      masks(io.in<UInt>("masks_i", p.tile * p.tokens,
                        layout({{"key", p.tile}, {"row", p.tokens}}, 1, "rows that want the key"))),
      load(io.in<Bit>("load_i", 1, {{}, 0, false, "the filled group issues from the next cycle on", ""})),
      pick_valid(io.in<UInt>("pick_valid_i", p.tokens, layout({{"pick", p.tokens}}, 1, "pick in use"))),
      pick(io.in<UInt>("pick_i", p.tokens * p.tokens,
                       layout({{"pick", p.tokens}, {"row", p.tokens}}, 1, "mask of the picked buffer"))),
      issued(io.in<UInt>("issued_i", p.tokens * p.tokens,
                         layout({{"pick", p.tokens}, {"row", p.tokens}}, 1, "rows that get the key"))),
      found(io.out<UInt>("found_o", p.tokens,
                         {{{"pick", p.tokens}},
                          1,
                          false,
                          "a key of this block waits in the buffer",
                          "1 cycle after pick_i"})),
      grant(io.in<UInt>("grant_i", p.tokens,
                        layout({{"pick", p.tokens}}, 1, "the key of this block is the one to issue"))),
      index(io.out<UInt>("index_o", p.tokens * lib::index_bits(p.keys),
                         {{{"pick", p.tokens}},
                          lib::index_bits(p.keys),
                          false,
                          "the block's highest such key",
                          "1 cycle after pick_i"})) {}

std::string Block::name(const Params& p) {
  return "scheduler_block_" + std::to_string(p.tokens) + "x" + std::to_string(p.keys) + "x" +
         std::to_string(p.tile);
}

void Block::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Masks of " + std::to_string(p.keys) + " keys, and the search for the keys of a round.");
  b.parameter("tokens", p.tokens);
  b.parameter("keys", p.keys);
  b.parameter("tile", p.tile);
  const auto load = b.reg<Bit>("load", 1);
  load.next(io.load);
  const Picks picks = registered_picks(b, io, p);
  const std::vector<UInt> filling = filling_masks(b, io, p, load);
  std::vector<hdl::Reg<UInt>> waiting;
  for (unsigned key = 0; key < p.keys; ++key)
    waiting.push_back(b.reg<UInt>("waiting_" + std::to_string(key), p.tokens, hdl::Reset::none));

  std::vector<std::vector<Bit>> hits(p.keys);  // [key][pick]
  std::vector<Bit> found;
  std::vector<UInt> indices;
  for (unsigned j = 0; j < p.tokens; ++j) {
    std::vector<Bit> match;
    for (unsigned key = 0; key < p.keys; ++key) match.push_back(UInt(waiting[key]) == picks.mask[j]);
    const std::vector<Bit> highest = last_of(match);
    found.push_back(any_of(match) & picks.valid[j]);
    indices.push_back(encode(b, highest));
    for (unsigned key = 0; key < p.keys; ++key) hits[key].push_back(highest[key] & io.grant.bit(j));
  }
  for (unsigned key = 0; key < p.keys; ++key) {
    std::vector<Bit> left;
    for (unsigned row = 0; row < p.tokens; ++row) {
      // A pick issues to no row below its own number.
      std::vector<Bit> served;
      for (unsigned j = 0; j <= row; ++j) served.push_back(hits[key][j] & picks.issued[j].bit(row));
      left.push_back(UInt(waiting[key]).bit(row) & !any_of(served));
    }
    waiting[key].next(mux(load, filling[key], pack(left)));
  }
  io.found.drive(pack(found));
  io.index.drive(pack(indices));
}

}  // namespace winnow::cores::scheduler
