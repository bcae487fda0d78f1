// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/scheduler/bank.hpp"

#include <algorithm>

#include "gen/cores/scheduler/shape.hpp"

namespace winnow::cores::scheduler {

using hdl::Bit;
using hdl::UInt;

namespace {

constexpr unsigned bank_rows = 4;

// Keys in one buffer of the group that issues. What a round does to a buffer is known late in the cycle, so
// everything that follows from it is worked out before, for every possible outcome, and then chosen.
class Buffer {
 public:
  Buffer(hdl::Builder& b, const std::string& number, unsigned count_bits)
      : b_(b),
        bits_(count_bits),
        count_(b.reg<UInt>("count_" + number, count_bits)),
        nonempty_(b.reg<Bit>("nonempty_" + number, 1)),
        single_(b.reg<Bit>("single_" + number, 1)) {}

  Bit nonempty() const { return nonempty_; }

  // `back`: keys put back by this round, one bit each; empty where none ever is.
  void update(const Bit& load, const UInt& loaded, const Bit& decides, const Bit& take,
              const std::vector<Bit>& back) {
    const Bit pop = take & decides;
    const Bit any_back = back.empty() ? b_.bit(false) : any_of(back) & decides;
    const UInt count = count_;
    const UInt returned = back.empty() ? b_.constant(1, 0) : gate(decides, count_ones(back));
    const UInt less = (count - b_.constant(1, 1)).as_uint().trunc(bits_);
    const UInt after = (mux(pop, less, count) + returned).trunc(bits_);
    count_.next(mux(load, loaded, after));
    nonempty_.next(mux(load, loaded.any(), any_back | (nonempty_ & !(pop & single_))));
    single_.next(mux(load, loaded == 1, after_is_one(pop, returned)));
  }

 private:
  // (count - pop + returned) == 1, with the comparisons before the choice.
  Bit after_is_one(const Bit& pop, const UInt& returned) const {
    const Bit kept = !pop;
    const Bit none = !returned.any();
    const Bit one = returned == 1;
    Bit result = (none & ((kept & is(1)) | (pop & is(2)))) | (one & ((kept & is(0)) | (pop & is(1))));
    // A popped buffer held a key, so with two keys back it has two or more.
    return result;
  }
  Bit is(std::uint64_t value) const { return value >> bits_ != 0 ? b_.bit(false) : UInt(count_) == value; }

  hdl::Builder& b_;
  unsigned bits_;
  hdl::Reg<UInt> count_;
  hdl::Reg<Bit> nonempty_, single_;
};

hdl::PortLayout layout(std::vector<hdl::PortLayout::Index> shape, unsigned width, const char* meaning) {
  return {std::move(shape), width, false, meaning, ""};
}

// By pick or key, then by buffer: the mask is the buffer's.
std::vector<std::vector<Bit>> decoded(const UInt& low, const std::optional<hdl::In<UInt>>& here,
                                      unsigned count, const BankParams& p) {
  std::vector<std::vector<Bit>> result;
  for (unsigned i = 0; i < count; ++i) {
    std::vector<Bit> buffers = one_hot(element(low, i, p.rows()));
    buffers.erase(buffers.begin(), buffers.begin() + p.lowest());
    if (here)
      for (Bit& buffer : buffers) buffer = buffer & UInt(*here).bit(i);
    result.push_back(std::move(buffers));
  }
  return result;
}

std::vector<Bit> of_buffer(const std::vector<std::vector<Bit>>& decoded, unsigned buffer) {
  std::vector<Bit> result;
  for (const std::vector<Bit>& buffers : decoded) result.push_back(buffers[buffer]);
  return result;
}

}  // namespace

unsigned BankParams::rows() const {
  return std::min(tokens, bank_rows);
}

unsigned BankParams::banks() const {
  return 1U << (tokens - rows());
}

unsigned BankParams::buffers() const {
  return (1U << rows()) - lowest();
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
    lows.push_back(mask.trunc(p.rows()));
    if (p.banks() == 1) continue;
    const std::vector<Bit> high = one_hot(mask >> p.rows());
    for (unsigned bank = 0; bank < p.banks(); ++bank) banks[bank].push_back(high[bank]);
  }
  low = pack(lows);
  if (p.banks() > 1)
    for (const std::vector<Bit>& bank : banks) here.push_back(pack(bank));
}

FillingBank::Ports::Ports(hdl::Io& io, const Params& p)
    : low(io.in<UInt>("low_i", p.tile * p.bank.rows(),
                      layout({{"key", p.tile}, {"row", p.bank.rows()}}, 1, "low rows that want the key"))),
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
  const auto ones = decoded(io.low, io.here, p.tile, p.bank);
  std::vector<UInt> counts;
  for (unsigned buffer = 0; buffer < p.bank.buffers(); ++buffer)
    counts.push_back(counter(b, "count_" + std::to_string(buffer + p.bank.lowest()), p.bank.count_bits,
                             of_buffer(ones, buffer), io.step, io.load));
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
    back.emplace(io.in<UInt>("back_i", p.tokens * p.rows(),
                             layout({{"pick", p.tokens}, {"row", p.rows()}}, 1, "low rows put back")));
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
  std::vector<std::vector<Bit>> back;
  if (io.back) back = decoded(*io.back, io.back_here, p.tokens, p);
  std::vector<Bit> nonempty;
  for (unsigned i = 0; i < p.buffers(); ++i) {
    Buffer buffer(b, std::to_string(i + p.lowest()), p.count_bits);
    buffer.update(io.load, element(io.loaded, i, p.count_bits), io.decides, UInt(io.take).bit(i),
                  of_buffer(back, i));
    nonempty.push_back(buffer.nonempty());
  }
  io.nonempty.drive(pack(nonempty));
}

}  // namespace winnow::cores::scheduler
