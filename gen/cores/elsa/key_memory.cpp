// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa/key_memory.hpp"

#include <vector>

#include "gen/lib/packing.hpp"
#include "gen/lib/templates/sram_shell.hpp"

namespace winnow::cores::elsa {
namespace {

using hdl::Bit;
using hdl::UInt;

hdl::PortLayout row_layout(unsigned lanes, unsigned bits, const std::string& meaning) {
  return {{{"selector", lanes}}, bits, false, meaning, "1 cycle after read_i"};
}

// What is written in this cycle, and what is read.
struct Access {
  Bit writes;
  const KeyMemory::Write& write;
  Bit reads;
  UInt row;
};

// A memory with one word per row: every lane is offered what is written, the mask takes one.
UInt memory(hdl::Builder& b, const std::string& name, const Access& access, const elsa_select::Shape& shape,
            unsigned bits) {
  const unsigned lanes = shape.selectors;
  const auto shell = b.instance<lib::SramShell>(
      name, {.width = lanes * bits, .depth = shape.rows, .mask_granularity = bits, .read_latency = 1});
  const KeyMemory::Write& write = access.write;
  shell.req.drive(access.writes | access.reads);
  shell.we.drive(access.writes);
  shell.addr.drive(mux(access.writes, write.row, access.row));
  shell.wdata.drive(lib::pack(std::vector<UInt>(lanes, write.data)));
  shell.wmask.drive(write.lane ? UInt(*write.lane) : b.constant(1, 1));
  return shell.rdata;
}

// One memory for all heads, or two in turn.
UInt memories(hdl::Builder& b, const std::string& name, const KeyMemory::Ports& io,
              const KeyMemory::Write& write, const elsa_select::Shape& shape, unsigned bits) {
  if (!io.written) return memory(b, name, {write.enable, write, io.read, io.row}, shape, bits);
  const Bit turn = *io.written;
  const UInt first =
      memory(b, name + "_0", {write.enable & !turn, write, io.read & turn, io.row}, shape, bits);
  const UInt second =
      memory(b, name + "_1", {write.enable & turn, write, io.read & !turn, io.row}, shape, bits);
  return mux(turn, first, second);
}

}  // namespace

KeyMemory::Write::Write(hdl::Io& io, const std::string& what, const elsa_select::Shape& shape, unsigned bits)
    : enable(io.in<Bit>(what + "_write_i", 1, {{}, 0, false, "write a " + what, ""})),
      row(io.in<UInt>(what + "_row_i", shape.row_bits(), {{}, 0, false, "its row", ""})),
      data(io.in<UInt>(what + "_i", bits, {{}, 0, false, "the " + what, ""})) {
  if (shape.selectors == 1) return;
  lane.emplace(io.in<UInt>(what + "_lane_i", shape.selectors,
                           {{{"selector", shape.selectors}}, 1, false, "its place in the row, one hot", ""}));
}

KeyMemory::Ports::Ports(hdl::Io& io, const Params& params)
    : KeyMemory::Ports(io, params, elsa_select::Shape(params.parameters.select())) {}

KeyMemory::Ports::Ports(hdl::Io& io, const Params& params, const elsa_select::Shape& shape)
    : hash(io, "hash", shape, shape.hash_bits),
      norm(io, "norm", shape, shape.norm_bits),
      read(io.in<Bit>("read_i", 1, {{}, 0, false, "read a row", ""})),
      row(io.in<UInt>("row_i", shape.row_bits(), {{}, 0, false, "its number", ""})),
      row_hash(io.out<UInt>("row_hash_o", shape.selectors * shape.hash_bits,
                            row_layout(shape.selectors, shape.hash_bits, "hashes of the row"))),
      row_norm(io.out<UInt>("row_norm_o", shape.selectors * shape.norm_bits,
                            row_layout(shape.selectors, shape.norm_bits, "norms of the row"))) {
  if (!params.parameters.hide_preprocessing) return;
  written.emplace(
      io.in<Bit>("written_i", 1, {{}, 0, false, "memories that are written; the others are read", ""}));
}

void KeyMemory::build(hdl::Builder& b, Ports& io, const Params& params) {
  b.document("Hashes and norms of the keys of one bank, a row for its selectors per word.");
  const elsa_select::Shape shape(params.parameters.select());
  if (!io.written) {
    b.check("hash_not_while_read", !(io.hash.enable & io.read), "a hash is written while a row is read");
    b.check("norm_not_while_read", !(io.norm.enable & io.read), "a norm is written while a row is read");
  }
  io.row_hash.drive(memories(b, "hashes", io, io.hash, shape, shape.hash_bits));
  io.row_norm.drive(memories(b, "norms", io, io.norm, shape, shape.norm_bits));
}

}  // namespace winnow::cores::elsa
