// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/scheduler/bank.hpp"

#include <algorithm>

#include "gen/cores/scheduler/order.hpp"
#include "gen/cores/scheduler/shape.hpp"
#include "gen/lib/bits.hpp"

namespace winnow::cores::scheduler {

using hdl::Bit;
using hdl::UInt;

namespace {

constexpr unsigned bank_rows = 4;

// How many of some bits are 1, as far as the flags ask.
struct Ones {
  Bit any, several;
};

Ones ones_of(hdl::Builder& b, const std::vector<Bit>& values) {
  std::vector<Ones> parts;
  for (const Bit& value : values) parts.push_back({value, b.bit(false)});
  if (parts.empty()) return {b.bit(false), b.bit(false)};
  while (parts.size() > 1) {
    std::vector<Ones> next;
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
      const Ones &one = parts[i], &other = parts[i + 1];
      next.push_back({one.any | other.any, one.several | other.several | (one.any & other.any)});
    }
    if (parts.size() % 2 == 1) next.push_back(parts.back());
    parts = std::move(next);
  }
  return parts.front();
}

// Keys in one buffer of the group that issues. What a round does to a buffer is known late in the cycle, so
// the flags are worked out before, for every possible outcome, and then chosen, and the count follows a cycle
// later. Nothing is reset: no round is decided before the first load.
class Buffer {
 public:
  // `back`: keys put back by this round, one bit each; empty where none ever is.
  // Of them at most `most` are for this buffer in one round: all picks but the first, which is served whole
  // and has two rows at least where anything goes back.
  Buffer(hdl::Builder& b, const std::string& number, unsigned count_bits, const std::vector<Bit>& back,
         unsigned most)
      : b_(b),
        back_(ones_of(b, back)),
        count_(b.reg<UInt>("count_" + number, count_bits, hdl::Reset::none)),
        popped_(b.reg<Bit>("popped_" + number, 1, hdl::Reset::none)),
        nonempty_(b.reg<Bit>("nonempty_" + number, 1, hdl::Reset::none)),
        single_(b.reg<Bit>("single_" + number, 1, hdl::Reset::none)) {
    if (back.empty()) return;
    returned_ = count_ones(back);
    const unsigned bits = lib::ceil_log2(most + 1ULL);
    if (returned_->width() > bits) returned_ = returned_->trunc(bits);
    added_.emplace(b.reg<UInt>("added_" + number, returned_->width(), hdl::Reset::none));
  }

  Bit nonempty() const { return nonempty_; }

  void update(const Bit& load, const UInt& loaded, const Bit& decides, const Bit& take) {
    const unsigned bits = count_.width();
    const UInt less = (UInt(count_) - popped_.as_uint()).as_uint().trunc(bits);
    const UInt count = added_ ? (less + UInt(*added_)).trunc(bits) : less;
    count_.next(mux(load, loaded, count));
    const Bit outcome = decides & !load;
    popped_.next(take & outcome);
    if (added_) added_->next(gate(outcome, *returned_));
    const Bit pop = take & decides;
    nonempty_.next(mux(load, loaded.any(), (back_.any & decides) | (nonempty_ & !(pop & single_))));
    single_.next(mux(load, loaded == 1, will_be_one(count, pop, decides)));
  }

 private:
  // (count - pop + returned) == 1, with the comparisons before the choice.
  Bit will_be_one(const UInt& count, const Bit& pop, const Bit& decides) const {
    const Bit kept = !pop;
    const Bit none = !(back_.any & decides);
    const Bit one = back_.any & !back_.several & decides;
    const Bit is_two = count.width() > 1 ? count == 2 : b_.bit(false);
    // A popped buffer held a key, so with two keys back it has two or more.
    return (none & ((kept & (count == 1)) | (pop & is_two))) |
           (one & ((kept & !count.any()) | (pop & (count == 1))));
  }

  hdl::Builder& b_;
  Ones back_;
  std::optional<UInt> returned_;
  hdl::Reg<UInt> count_;
  hdl::Reg<Bit> popped_;
  std::optional<hdl::Reg<UInt>> added_;
  hdl::Reg<Bit> nonempty_, single_;
};

hdl::PortLayout layout(std::vector<hdl::PortLayout::Index> shape, unsigned width, const char* meaning) {
  return {std::move(shape), width, false, meaning, ""};
}

// Of the masks on the lines, one bit each: it is that of the buffer with this number.
Bit is_of(const UInt& low, const std::optional<hdl::In<UInt>>& here, unsigned mask, unsigned number,
          const BankParams& p) {
  const Bit match = low.bit(mask * p.numbers() + number);
  return here ? match & UInt(*here).bit(mask) : match;
}

// Whether a pick can put a key back into the buffer with this number. With several banks a module stands for
// buffers with different other rows; then only that a pick serves the row of its own number, so that what it
// puts back does not have that row.
bool can_return(unsigned pick, unsigned number, const BankParams& p) {
  if (p.banks() > 1) return pick >= p.rows() || !has(number, pick);
  return can_put_back(p.tokens, pick, number);
}

}  // namespace

unsigned BankParams::rows() const {
  return std::min(tokens, bank_rows);
}

unsigned BankParams::banks() const {
  return 1U << (tokens - rows());
}

unsigned BankParams::numbers() const {
  return 1U << rows();
}

std::string BankParams::size() const {
  return std::to_string(tokens) + "x" + std::to_string(count_bits) + (first ? "_first" : "");
}

BankLines::BankLines(const UInt& masks, const BankParams& p) {
  const unsigned count = masks.width() / p.tokens;
  std::vector<UInt> lows;
  std::vector<std::vector<Bit>> banks(p.banks());
  for (unsigned i = 0; i < count; ++i) {
    const UInt mask = element(masks, i, p.tokens);
    lows.push_back(pack(one_hot(mask.trunc(p.rows()))));
    if (p.banks() == 1) continue;
    const std::vector<Bit> high = one_hot(mask >> p.rows());
    for (unsigned bank = 0; bank < p.banks(); ++bank) banks[bank].push_back(high[bank]);
  }
  low = pack(lows);
  if (p.banks() > 1)
    for (const std::vector<Bit>& bank : banks) here.push_back(pack(bank));
}

FillingBank::Ports::Ports(hdl::Io& io, const Params& p)
    : low(io.in<UInt>("low_i", p.tile * p.bank.numbers(),
                      layout({{"key", p.tile}, {"number", p.bank.numbers()}}, 1,
                             "number of the key's buffer in its bank, one-hot"))),
      here(p.bank.banks() > 1
               ? std::make_optional(io.in<UInt>(
                     "here_i", p.tile, layout({{"key", p.tile}}, 1, "the other rows are this bank's")))
               : std::nullopt),
      step(io.in<Bit>("step_i", 1, {{}, 0, false, "the counts change", ""})),
      load(io.in<Bit>("load_i", 1, {{}, 0, false, "they start from zero", ""})),
      counts(io.out<UInt>("counts_o", p.bank.buffers() * p.bank.count_bits,
                          layout({{"buffer", p.bank.buffers()}}, p.bank.count_bits, "keys of each buffer"))) {
}

std::string FillingBank::name(const Params& p) {
  return "scheduler_filling_bank_" + p.bank.size() + "_" + std::to_string(p.tile);
}

void FillingBank::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Counts the keys of some buffers while a group fills.");
  b.parameter("tokens", p.bank.tokens);
  b.parameter("tile", p.tile);
  std::vector<UInt> counts;
  for (unsigned number = p.bank.lowest(); number < p.bank.numbers(); ++number) {
    std::vector<Bit> ones;
    for (unsigned key = 0; key < p.tile; ++key) ones.push_back(is_of(io.low, io.here, key, number, p.bank));
    counts.push_back(
        counter(b, "count_" + std::to_string(number), p.bank.count_bits, ones, io.step, io.load));
  }
  io.counts.drive(pack(counts));
}

BufferBank::Ports::Ports(hdl::Io& io, const Params& p)
    : load(io.in<Bit>("load_i", 1, {{}, 0, false, "take over loaded_i", ""})),
      loaded(io.in<UInt>("loaded_i", p.buffers() * p.count_bits,
                         layout({{"buffer", p.buffers()}}, p.count_bits, "keys of each buffer"))),
      decides(io.in<Bit>("decides_i", 1, {{}, 0, false, "a round is decided", ""})),
      take(io.in<UInt>("take_i", p.buffers(),
                       layout({{"buffer", p.buffers()}}, 1, "popped by the round, if one is decided"))),
      nonempty(io.out<UInt>("nonempty_o", p.buffers(),
                            layout({{"buffer", p.buffers()}}, 1, "the buffer holds a key"))) {
  if (p.tokens > 2)
    back.emplace(io.in<UInt>("back_i", p.tokens * p.numbers(),
                             layout({{"pick", p.tokens}, {"number", p.numbers()}}, 1,
                                    "number of the buffer that gets the key back, one-hot")));
  if (p.banks() > 1)
    back_here.emplace(io.in<UInt>("back_here_i", p.tokens,
                                  layout({{"pick", p.tokens}}, 1, "the other rows are this bank's")));
}

std::string BufferBank::name(const Params& p) {
  return "scheduler_bank_" + p.size();
}

void BufferBank::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Some buffers of the group that issues, as counts of their keys.");
  b.parameter("tokens", p.tokens);
  std::vector<Bit> nonempty;
  for (unsigned i = 0; i < p.buffers(); ++i) {
    const unsigned number = i + p.lowest();
    std::vector<Bit> back;
    for (unsigned pick = 0; io.back && pick < p.tokens; ++pick)
      if (can_return(pick, number, p)) back.push_back(is_of(*io.back, io.back_here, pick, number, p));
    Buffer buffer(b, std::to_string(number), p.count_bits, back, p.tokens - 2);
    buffer.update(io.load, element(io.loaded, i, p.count_bits), io.decides, UInt(io.take).bit(i));
    nonempty.push_back(buffer.nonempty());
  }
  io.nonempty.drive(pack(nonempty));
}

}  // namespace winnow::cores::scheduler
