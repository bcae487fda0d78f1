// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/collector/collector.hpp"

#include <array>
#include <bit>

#include "gen/cores/collector/bank.hpp"
#include "gen/cores/collector/shape.hpp"
#include "gen/cores/core_parameters.hpp"

namespace winnow::cores::collector {
namespace {

using hdl::Bit;
using hdl::UInt;

// Where a key is: its tile, and its place in it.
struct Place {
  UInt tile, lane;
};

// Bits [width-1:0], zeros above those that are there.
UInt resized(const UInt& value, unsigned width) {
  return value.width() > width ? value.trunc(width) : value.extend(width);
}

Place place_of(hdl::Builder& b, const UInt& key, const CollectorShape& shape) {
  const unsigned keys = shape.keys_per_tile, shift = lib::ceil_log2(keys);
  if (shape.tiles == 1) return {b.constant(shape.tile_bits(), 0), resized(key, shape.lane_bits())};
  if (std::has_single_bit(keys)) {
    const UInt lane = shift == 0 ? b.constant(1, 0) : key.bits(shift - 1, 0);
    return {resized(key >> shift, shape.tile_bits()), lane};
  }
  // key / P as key * ceil(2^s / P) / 2^s: exact for keys below 2^K when s = K + ceil(log2 P), because the
  // factor is too large by less than P / 2^s, which is at most 2^-K.
  const unsigned scale = shape.key_bits() + shift;
  const std::uint64_t factor = ((std::uint64_t{1} << scale) - 1) / keys + 1;
  const unsigned factor_bits = static_cast<unsigned>(std::bit_width(factor));
  const UInt quotient = (key * b.constant(factor_bits, factor)) >> scale;
  const UInt tile = resized(quotient, shape.tile_bits()).named("key_tile");
  const UInt base = (tile * b.constant(shift, keys)).named("key_base");
  return {tile, (key - base).as_uint().trunc(shape.lane_bits())};
}

// tile * P.
UInt base_of(hdl::Builder& b, const UInt& tile, const CollectorShape& shape) {
  const unsigned keys = shape.keys_per_tile;
  const UInt base = std::has_single_bit(keys)
                        ? tile << lib::ceil_log2(keys)
                        : tile * b.constant(static_cast<unsigned>(std::bit_width(keys)), keys);
  return resized(base, shape.key_bits());
}

Bit one_of(const std::array<Bit, 2>& values, const Bit& select) {
  return mux(select, values[1], values[0]);
}

// A transfer on its way into its bank, one cycle after it was taken.
struct Taken {
  Bit records, closes, bank;
  UInt tile, bits;
};

// The bits of a word that a pick sets: [lane][row].
UInt pick_bits(const UInt& lane, const UInt& row, const CollectorShape& shape) {
  std::vector<Bit> lanes, rows;
  for (unsigned i = 0; i < shape.lanes; ++i)
    lanes.push_back((lane == std::uint64_t{i}).named("in_lane_" + std::to_string(i)));
  for (unsigned i = 0; i < shape.tokens; ++i)
    rows.push_back((row == std::uint64_t{i}).named("in_row_" + std::to_string(i)));
  std::vector<hdl::Value> bits;
  for (unsigned bit = shape.word_bits(); bit-- > 0;)
    bits.push_back(lanes[bit / shape.tokens] & rows[bit % shape.tokens]);
  return concatenate(bits).named("pick");
}

// The row that a transfer belongs to, and whether its end closes the group.
struct RowCount {
  UInt number;
  Bit closes;
};

RowCount count_rows(hdl::Builder& b, const CollectorShape& shape, const Bit& ends_row, const Bit& end) {
  if (shape.tokens == 1) return {b.constant(1, 0), ends_row};
  const auto row = b.reg<UInt>("row", shape.row_bits());
  const Bit is_last = row == std::uint64_t{shape.tokens - 1};
  const Bit closes = (ends_row & (is_last | end)).named("closes");
  const UInt next = (row + b.constant(1, 1)).trunc(shape.row_bits());
  row.next(mux(closes, b.constant(shape.row_bits(), 0), next), ends_row);
  return {row, closes};
}

struct Filling {
  Bit take, bank;
  Place place;
  Taken taken;
};

Filling fill(hdl::Builder& b, const Collector::Ports& io, const CollectorShape& shape,
             const std::array<Bit, 2>& full) {
  const auto& selections = io.selections;
  const auto bank = b.reg<Bit>("filled_bank", 1);
  const Bit ready = (!one_of(full, bank)).named("selections_ready");
  selections.ready.drive(ready);
  const Bit take = (selections.valid & ready).named("take");
  const Bit ends_row = (take & selections.last).named("ends_row");

  const RowCount row = count_rows(b, shape, ends_row, selections.end);
  bank.next(!bank, row.closes);

  Place place = place_of(b, selections.key, shape);
  // A key that does not exist is not recorded.
  const Bit exists = shape.keys == 1U << shape.key_bits()
                         ? b.bit(true)
                         : (selections.key < b.constant(shape.key_bits(), shape.keys)).named("key_exists");
  const auto taken_records = b.reg<Bit>("taken_records", 1);
  const auto taken_closes = b.reg<Bit>("taken_closes", 1);
  const auto taken_bank = b.reg<Bit>("taken_bank", 1, hdl::Reset::none);
  const auto taken_tile = b.reg<UInt>("taken_tile", shape.tile_bits(), hdl::Reset::none);
  const auto taken_lane = b.reg<UInt>("taken_lane", shape.lane_bits(), hdl::Reset::none);
  const auto taken_row = b.reg<UInt>("taken_row", shape.row_bits(), hdl::Reset::none);
  taken_records.next(take & selections.keep & exists);
  taken_closes.next(row.closes);
  taken_bank.next(bank);
  taken_tile.next(place.tile);
  taken_lane.next(place.lane);
  taken_row.next(row.number);
  return {take,
          bank,
          place,
          {taken_records, taken_closes, taken_bank, taken_tile, pick_bits(taken_lane, taken_row, shape)}};
}

struct Reading {
  Bit load, bank;
  UInt tile;
  std::array<Bit, 2> release;
};

// The reader and the tile register.
Reading read(hdl::Builder& b, Collector::Ports& io, const CollectorShape& shape,
             const std::array<Bank::Ports, 2>& banks) {
  auto& candidates = io.candidates;
  const std::array<Bit, 2> full = {banks[0].full, banks[1].full};
  const auto bank = b.reg<Bit>("read_bank", 1);
  const auto has_begun = b.reg<Bit>("has_begun", 1);
  const auto position = b.reg<UInt>("position", shape.tile_bits(), hdl::Reset::none);
  const UInt lowest = mux(bank, banks[1].lowest, banks[0].lowest);
  const UInt highest = mux(bank, banks[1].highest, banks[0].highest);
  const UInt tile = mux(has_begun, position, lowest).named("tile");
  const Bit is_last = (tile == highest).named("is_last");
  const Bit is_sent = (one_of({banks[0].marked, banks[1].marked}, bank) | is_last).named("is_sent");

  const auto valid = b.reg<Bit>("shown", 1);
  const auto shown_last = b.reg<Bit>("shown_last", 1, hdl::Reset::none);
  const auto shown_bank = b.reg<Bit>("shown_bank", 1, hdl::Reset::none);
  const auto shown_tile = b.reg<UInt>("shown_tile", shape.tile_bits(), hdl::Reset::none);
  const Bit is_free = (candidates.ready | (!valid)).named("is_free");
  const Bit looks = one_of(full, bank).named("looks");
  const Bit load = (looks & is_sent & is_free).named("load");
  const Bit advances = (looks & (is_free | (!is_sent))).named("advances");
  const Bit ends = (load & is_last).named("ends");
  position.next((tile + b.constant(1, 1)).trunc(shape.tile_bits()), advances);
  has_begun.next(!ends, advances);
  bank.next(!bank, ends);
  valid.next(load, is_free);
  shown_last.next(is_last, load);
  shown_bank.next(bank, load);
  shown_tile.next(tile, load);

  candidates.valid.drive(valid);
  candidates.base.drive(base_of(b, shown_tile, shape));
  candidates.mask.drive(mux(shown_bank, banks[1].word, banks[0].word));
  candidates.last.drive(shown_last);
  const Bit gone = (valid & candidates.ready & shown_last).named("gone");
  return {load, bank, tile, {gone & !shown_bank, gone & shown_bank}};
}

}  // namespace

Collector::Ports::Ports(hdl::Io& io, const Params& p)
    : selections(io, "selections", CollectorShape(p.parameters).streams()),
      candidates(io, "candidates", CollectorShape(p.parameters).streams()) {}

void Collector::build(hdl::Builder& b, Ports& io, const Params& p) {
  const CollectorShape shape(p.parameters);
  document_parameters(b, p.parameters);
  b.document("Collects one group's selections while the group before is given away as candidates.");
  const Bank::Params bank_params{shape.tiles, shape.word_bits()};
  const std::array<Bank::Ports, 2> banks = {b.instance<Bank>("bank_0", bank_params),
                                            b.instance<Bank>("bank_1", bank_params)};
  const Filling filling = fill(b, io, shape, {banks[0].full, banks[1].full});
  const Reading reading = read(b, io, shape, banks);
  for (unsigned i = 0; i < 2; ++i) {
    const Bank::Ports& bank = banks[i];
    const auto is_own = [i](const Bit& number) { return i == 0 ? !number : number; };
    bank.read.drive((filling.take & is_own(filling.bank)) | (reading.load & is_own(reading.bank)));
    bank.read_tile.drive(mux(bank.full, reading.tile, filling.place.tile));
    const Taken& taken = filling.taken;
    bank.record.drive(taken.records & is_own(taken.bank));
    bank.record_tile.drive(taken.tile);
    bank.record_bits.drive(taken.bits);
    bank.close.drive(taken.closes & is_own(taken.bank));
    bank.release.drive(reading.release[i]);
  }
}

}  // namespace winnow::cores::collector
