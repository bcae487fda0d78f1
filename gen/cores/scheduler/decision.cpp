// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/scheduler/decision.hpp"

#include <algorithm>
#include <vector>

#include "gen/cores/core_parameters.hpp"
#include "gen/cores/scheduler/rule.hpp"
#include "gen/cores/scheduler/shape.hpp"

namespace winnow::cores::scheduler {

using hdl::Bit;
using hdl::UInt;

namespace {

// Keys in the buffers of the group that issues. What a round does to a buffer is known late in the cycle, so
// everything that follows from it is worked out before, for every possible outcome, and then chosen.
class Buffers {
 public:
  Buffers(hdl::Builder& b, const Shape& shape) : b_(b), shape_(shape) {
    for (unsigned mask = 1; mask <= shape.lists; ++mask) {
      const std::string number = std::to_string(mask);
      count_.push_back(b.reg<UInt>("count_" + number, shape.count_bits));
      nonempty_.push_back(b.reg<Bit>("nonempty_" + number, 1));
      single_.push_back(b.reg<Bit>("single_" + number, 1));
    }
  }

  UInt nonempty() const { return pack(std::vector<Bit>(nonempty_.begin(), nonempty_.end())); }

  // `back`: keys put back by this round, one bit each; empty where none ever is.
  void update(unsigned list, const Bit& load, const UInt& loaded, const Bit& decides, const Bit& take,
              const std::vector<Bit>& back) {
    const Bit pop = take & decides;
    const Bit any_back = back.empty() ? b_.bit(false) : any_of(back) & decides;
    const UInt count = count_[list];
    const UInt returned = back.empty() ? b_.constant(1, 0) : gate(decides, count_ones(back));
    const UInt less = (count - b_.constant(1, 1)).as_uint().trunc(shape_.count_bits);
    const UInt after = (mux(pop, less, count) + returned).trunc(shape_.count_bits);
    count_[list].next(mux(load, loaded, after));
    nonempty_[list].next(mux(load, loaded.any(), any_back | (nonempty_[list] & !(pop & single_[list]))));
    single_[list].next(mux(load, loaded == 1, after_is_one(count, pop, returned)));
  }

 private:
  // (count - pop + returned) == 1, with the comparisons before the choice.
  Bit after_is_one(const UInt& count, const Bit& pop, const UInt& returned) const {
    const Bit kept = !pop;
    const Bit none = !returned.any();
    const Bit one = returned == 1;
    Bit result = (none & ((kept & (count == 1)) | (pop & is(count, 2)))) |
                 (one & ((kept & (count == 0)) | (pop & (count == 1))));
    // A popped buffer held a key, so with two keys back it has two or more.
    return result;
  }
  Bit is(const UInt& count, std::uint64_t value) const {
    return value >> shape_.count_bits != 0 ? b_.bit(false) : count == value;
  }

  hdl::Builder& b_;
  Shape shape_;
  std::vector<hdl::Reg<UInt>> count_;
  std::vector<hdl::Reg<Bit>> nonempty_, single_;
};

hdl::PortLayout picks(unsigned tokens, const char* meaning, const char* clocking) {
  return {{{"pick", tokens}, {"row", tokens}}, 1, false, meaning, clocking};
}

// By list: which picks put a key back into it. Only masks that another mask contains can get one.
std::vector<std::vector<Bit>> put_back(const std::vector<UInt>& rests, unsigned tokens) {
  std::vector<std::vector<Bit>> result;
  for (unsigned mask = 1; mask < (1U << tokens); ++mask) {
    std::vector<Bit> back;
    if (tokens > 2 && mask != (1U << tokens) - 1)
      for (const UInt& rest : rests) back.push_back(rest == std::uint64_t{mask});
    result.push_back(back);
  }
  return result;
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
      rest(io.out<UInt>("rest_o", p.tokens * p.tokens, picks(p.tokens, "rows put back", "with valid_o"))),
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

  Buffers buffers(b, shape);
  auto rule = b.instance<Rule>("rule", {p.tokens});
  rule.nonempty.drive(buffers.nonempty());
  std::vector<UInt> rests;
  std::vector<Bit> used;
  for (unsigned j = 0; j < p.tokens; ++j) {
    const UInt pick = element(rule.pick, j, p.tokens);
    rests.push_back(pick & ~element(rule.issued, j, p.tokens));
    used.push_back(pick.any());
  }
  const auto back = put_back(rests, p.tokens);
  for (unsigned list = 0; list < shape.lists; ++list)
    buffers.update(list, load, element(io.counts, list, shape.count_bits), decides, rule.take.bit(list),
                   back[list]);

  const auto registered = [&](const char* name, const UInt& value, hdl::Reset reset = hdl::Reset::none) {
    const auto stage = b.reg<UInt>(name, value.width(), reset);
    stage.next(value);
    return UInt(stage);
  };
  const auto valid = b.reg<Bit>("valid", 1);
  valid.next(decides);
  const auto was_last = b.reg<Bit>("was_last", 1, hdl::Reset::none);
  was_last.next(last);
  io.valid.drive(valid);
  io.last.drive(was_last);
  io.pick_valid.drive(registered("pick_valid", gate(decides, pack(used)), hdl::Reset::synchronous));
  io.pick.drive(registered("pick", rule.pick));
  io.issued.drive(registered("issued", rule.issued));
  io.rest.drive(registered("rest", pack(rests)));
  io.load.drive(load);
  io.decides.drive(decides);
  b.check("rounds_are_the_longest_row", active | (!buffers.nonempty().any()),
          "a key is left over after the last round");
}

}  // namespace winnow::cores::scheduler
