// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/scheduler/decision.hpp"

#include <algorithm>
#include <vector>

#include "gen/cores/core_parameters.hpp"
#include "gen/cores/scheduler/bank.hpp"
#include "gen/cores/scheduler/rule.hpp"
#include "gen/cores/scheduler/shape.hpp"

namespace winnow::cores::scheduler {

using hdl::Bit;
using hdl::UInt;

namespace {

hdl::PortLayout picks(unsigned tokens, const char* meaning, const char* clocking) {
  return {{{"pick", tokens}, {"row", tokens}}, 1, false, meaning, clocking};
}

struct Update {
  Bit load;
  UInt counts;  // of the group that is loaded, [list]
  Bit decides;
  UInt take, rest;  // [list], [pick][row]
};

std::vector<BufferBank::Ports> banks_of(hdl::Builder& b, const Shape& shape) {
  std::vector<BufferBank::Ports> banks;
  BankParams bank{shape.tokens, shape.count_bits, true};
  for (unsigned i = 0; i < bank.banks(); ++i) {
    bank.first = i == 0;
    banks.push_back(b.instance<BufferBank>("bank_" + std::to_string(i), bank));
  }
  return banks;
}

UInt nonempty_lists(const std::vector<BufferBank::Ports>& banks) {
  std::vector<hdl::Value> parts;
  for (const BufferBank::Ports& bank : banks) parts.insert(parts.begin(), UInt(bank.nonempty));
  return hdl::concatenate(parts);
}

void drive(std::vector<BufferBank::Ports>& banks, const Shape& shape, const Update& update) {
  const BankLines lines(update.rest, {shape.tokens, shape.count_bits, true});
  unsigned list = 0;
  for (std::size_t i = 0; i < banks.size(); ++i) {
    BufferBank::Ports& bank = banks[i];
    const unsigned end = list + UInt(bank.nonempty).width();
    bank.load.drive(update.load);
    bank.loaded.drive(update.counts.bits(end * shape.count_bits - 1, list * shape.count_bits));
    bank.decides.drive(update.decides);
    bank.take.drive(update.take.bits(end - 1, list));
    if (bank.back) bank.back->drive(lines.low);
    if (bank.back_here) bank.back_here->drive(lines.here[i]);
    list = end;
  }
}

}  // namespace

Decision::Ports::Ports(hdl::Io& io, const Params& p)
    : filled(io.in<Bit>("filled_i", 1, {{}, 0, false, "a complete group waits", ""})),
      counts(io.in<UInt>(
          "counts_i", Shape(p).lists * Shape(p).count_bits,
          {{{"list", Shape(p).lists}}, Shape(p).count_bits, false, "keys of each of its buffers", ""})),
      longest(io.in<UInt>("longest_i", Shape(p).count_bits, {{}, 0, false, "keys of its longest row", ""})),
      room(io.in<Bit>("room_i", 1, {{}, 0, false, "a round may be decided", ""})),
      load(io.out<Bit>("load_o", 1, {{}, 0, false, "the group is taken", ""})),
      valid(io.out<Bit>("valid_o", 1, {{}, 0, false, "a round", "1 cycle after its decision"})),
      last(io.out<Bit>("last_o", 1, {{}, 0, false, "last round of the group", "with valid_o"})),
      pick_valid(io.out<UInt>("pick_valid_o", p.tokens,
                              {{{"pick", p.tokens}}, 1, false, "pick in use", "with valid_o"})),
      pick(
          io.out<UInt>("pick_o", p.tokens * p.tokens, picks(p.tokens, "mask of the buffer", "with valid_o"))),
      issued(io.out<UInt>("issued_o", p.tokens * p.tokens, picks(p.tokens, "rows served", "with valid_o"))),
      decides(io.out<Bit>("decides_o", 1, {{}, 0, false, "a round is decided", ""})) {}

std::string Decision::name(const Params& p) {
  return "scheduler_decision_" + std::to_string(p.tokens) + "x" + std::to_string(Shape(p).count_bits);
}

void Decision::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("The buffers of the group that issues, as counts, and one decision per round.");
  document_parameters(b, p);
  const Shape shape(p);
  const auto active = b.reg<Bit>("active", 1);
  const auto last = b.reg<Bit>("last", 1, hdl::Reset::none);
  const auto left = b.reg<UInt>("left", shape.count_bits, hdl::Reset::none);
  const Bit decides = (active & io.room).named("decides");
  const Bit load = (io.filled & ((!active) | (decides & last))).named("load");
  active.next(load | (active & !(decides & last)));
  // The longest row gets a key in every round, so its length is the number of rounds; an empty group has one.
  left.next(mux(load, io.longest, (UInt(left) - b.constant(1, 1)).as_uint().trunc(shape.count_bits)),
            load | decides);
  last.next(mux(load, !((io.longest >> 1).any()), UInt(left) == b.constant(2, 2)), load | decides);

  auto banks = banks_of(b, shape);
  const UInt nonempty = nonempty_lists(banks);
  auto rule = b.instance<Rule>("rule", {p.tokens});
  rule.nonempty.drive(nonempty);
  drive(banks, shape, {load, io.counts, decides, rule.take, rule.rest});
  std::vector<Bit> used;
  for (unsigned j = 0; j < p.tokens; ++j) used.push_back(element(rule.pick, j, p.tokens).any());

  const auto registered = [&](const char* name, const UInt& value) {
    const auto stage = b.reg<UInt>(name, value.width(), hdl::Reset::none);
    stage.next(value);
    return UInt(stage);
  };
  const auto valid = b.reg<Bit>("valid", 1);
  valid.next(decides);
  const auto was_last = b.reg<Bit>("was_last", 1, hdl::Reset::none);
  was_last.next(last);
  io.valid.drive(valid);
  io.last.drive(was_last);
  io.pick_valid.drive(registered("pick_valid", gate(decides, pack(used))));
  io.pick.drive(registered("pick", rule.pick));
  io.issued.drive(registered("issued", rule.issued));
  io.load.drive(load);
  io.decides.drive(decides);
  const Bit over = Bit(valid) & was_last & !active;
  b.check("rounds_are_the_longest_row", !(over & nonempty.any()), "a key is left over after the last round");
}

}  // namespace winnow::cores::scheduler
