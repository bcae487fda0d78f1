// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa/key_square.hpp"

#include "gen/cores/elsa/shape.hpp"
#include "gen/cores/elsa_attention/squares.hpp"
#include "gen/lib/delay.hpp"

namespace winnow::cores::elsa {

using hdl::Bit;
using hdl::UInt;

KeySquare::Ports::Ports(hdl::Io& io, const Params& params)
    : issued(io.in<Bit>("issued_i", 1, {{}, 0, false, "a key is issued", ""})),
      key(io.in<UInt>("key_i", Shape(params.parameters).attention.vector_width(),
                      {{{"element", Shape(params.parameters).attention.dimension}},
                       Shape(params.parameters).attention.vector_bits,
                       true,
                       "the key",
                       "2 cycles after issued_i"})),
      valid(io.out<Bit>("valid_o", 1, {{}, 0, false, "its square is there", ""})),
      square(io.out<UInt>("square_o", Shape(params.parameters).attention.norm_bits,
                          {{}, 0, false, "sum of the squares of its elements", "with valid_o"})) {}

void KeySquare::build(hdl::Builder& b, Ports& io, const Params& params) {
  b.document("Squares of the keys of the head that waits.");
  const elsa_attention::Shape shape(params.parameters.attention());
  io.valid.drive(lib::delay(b, "issued", Bit(io.issued), shape.score_stage()));
  io.square.drive(
      elsa_attention::square(b, shape.dimension, shape.vector_bits, io.key).as_uint().trunc(shape.norm_bits));
}

}  // namespace winnow::cores::elsa
