// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/detector/score_buffer.hpp"

namespace winnow::cores::detector {

using hdl::Bit;
using hdl::UInt;

ScoreBuffer::Ports::Ports(hdl::Io& io, const Params& p)
    : write(io.in<Bit>("write_i", 1)),
      read(io.in<Bit>("read_i", 1)),
      address(io.in<UInt>("address_i", lib::index_bits(p.depth))),
      data(io.in<UInt>("data_i", p.width)),
      word(io.out<UInt>("word_o", p.width, {{}, 0, false, "the tile at address_i", "1 cycle after read_i"})) {
}

void ScoreBuffer::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("width", p.width);
  b.parameter("depth", p.depth);
  b.document("Scores of one group: a tile per word, single port.");
  const auto words = b.memory("words", p.width, p.depth);
  words.write(io.address, io.data, io.write);
  io.word.drive(words.read_registered(io.address, io.read, hdl::ReadDuringWrite::old_data));
  b.check("one_access", !(io.write & io.read), "written and read in one cycle");
}

}  // namespace winnow::cores::detector
