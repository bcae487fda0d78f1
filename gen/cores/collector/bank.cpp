// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/collector/bank.hpp"

#include "gen/lib/bits.hpp"

namespace winnow::cores::collector {
namespace {

using hdl::Bit;
using hdl::UInt;

hdl::PortLayout scalar(const std::string& meaning, const std::string& clocking = "") {
  return {{}, 0, false, meaning, clocking};
}

// The lowest and the highest tile with a pick; 0 and 0 when there is none.
void track_span(hdl::Builder& b, Bank::Ports& io, const Bank::Params& p) {
  const unsigned width = p.tile_bits();
  const UInt zero = b.constant(width, 0);
  const auto any = b.reg<Bit>("any", 1);
  const auto lowest = b.reg<UInt>("lowest", width);
  const auto highest = b.reg<UInt>("highest", width);
  const Bit changes = (io.record | io.release).named("span_changes");
  const Bit lower = ((!any) | (io.record_tile < lowest)).named("is_lowest");
  const Bit higher = (io.record_tile > highest).named("is_highest");
  any.next(!io.release, changes);
  lowest.next(mux(io.release, zero, mux(lower, io.record_tile, lowest)), changes);
  highest.next(mux(io.release, zero, mux(higher, io.record_tile, highest)), changes);
  io.lowest.drive(lowest);
  io.highest.drive(highest);
}

}  // namespace

unsigned Bank::Params::tile_bits() const {
  return lib::index_bits(tiles);
}

Bank::Ports::Ports(hdl::Io& io, const Params& p)
    : read(io.in<Bit>("read_i", 1, scalar("read the word of read_tile_i"))),
      read_tile(io.in<UInt>("read_tile_i", p.tile_bits())),
      marked(io.out<Bit>("marked_o", 1, scalar("read_tile_i has a pick", "in the same cycle"))),
      word(io.out<UInt>("word_o", p.word_bits, scalar("the word that was read last"))),
      record(io.in<Bit>("record_i", 1, scalar("set bits in the word that was read last"))),
      record_tile(io.in<UInt>("record_tile_i", p.tile_bits(), scalar("its tile"))),
      record_bits(io.in<UInt>("record_bits_i", p.word_bits)),
      close(io.in<Bit>("close_i", 1, scalar("the group is complete"))),
      release(io.in<Bit>("release_i", 1, scalar("the group has been given away"))),
      full(io.out<Bit>("full_o", 1, scalar("from close to release"))),
      lowest(io.out<UInt>("lowest_o", p.tile_bits(), scalar("lowest tile with a pick; 0 without"))),
      highest(io.out<UInt>("highest_o", p.tile_bits(), scalar("highest tile with a pick; 0 without"))) {}

std::string Bank::name(const Params& p) {
  return "collector_bank_" + std::to_string(p.tiles) + "x" + std::to_string(p.word_bits);
}

void Bank::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("tiles", p.tiles);
  b.parameter("word_bits", p.word_bits);
  b.document("The picks of one group. Words without a mark count as zero, so that nothing is ever cleared.");
  const auto words = b.memory("words", p.word_bits, p.tiles);
  const auto marks = b.reg<UInt>("marks", p.tiles);
  const UInt data =
      words.read_registered(io.read_tile, io.read, hdl::ReadDuringWrite::new_data).named("data");

  // A mark that is being set counts for the word that is read meanwhile: the memory gives that word as
  // written.
  const Bit marked = shift_right(marks, io.read_tile).bit(0).named("marked");
  const Bit being_marked = (io.record & (io.record_tile == io.read_tile)).named("being_marked");
  const auto counts = b.reg<Bit>("counts", 1, hdl::Reset::none);
  counts.next(marked | being_marked, io.read);
  const UInt word = mux(counts, data, b.constant(hdl::Bits(p.word_bits))).named("word");

  words.write(io.record_tile, word | io.record_bits, io.record);
  const UInt mark = shift_left(b.constant(1, 1), io.record_tile, p.tiles).named("mark");
  marks.next(mux(io.release, b.constant(hdl::Bits(p.tiles)), marks | mark), io.record | io.release);
  const auto full = b.reg<Bit>("full", 1);
  full.next(io.close, io.close | io.release);

  track_span(b, io, p);
  io.marked.drive(marked);
  io.word.drive(word);
  io.full.drive(full);
  b.check("filled_while_not_full", !(full & (io.record | io.close)), "a full bank is written to");
  b.check("released_when_full", full | (!io.release), "a bank is released that is not full");
}

}  // namespace winnow::cores::collector
