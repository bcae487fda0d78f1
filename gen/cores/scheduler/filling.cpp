// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/scheduler/filling.hpp"

#include <algorithm>
#include <vector>

#include "gen/cores/core_parameters.hpp"
#include "gen/cores/scheduler/bank.hpp"
#include "gen/cores/scheduler/shape.hpp"

namespace winnow::cores::scheduler {

using hdl::Bit;
using hdl::UInt;

namespace {

UInt larger(const UInt& a, const UInt& b) {
  return mux(a > b, a, b);
}

}  // namespace

Filling::Ports::Ports(hdl::Io& io, const Params& p)
    : valid(io.in<Bit>("valid_i", 1, {{}, 0, false, "a tile is written", ""})),
      masks(
          io.in<UInt>("masks_i", Shape(p).tile * p.tokens,
                      {{{"key", Shape(p).tile}, {"row", p.tokens}}, 1, false, "rows that want the key", ""})),
      load(io.in<Bit>("load_i", 1, {{}, 0, false, "start from zero", ""})),
      counts(io.out<UInt>("counts_o", Shape(p).lists * Shape(p).count_bits,
                          {{{"list", Shape(p).lists}},
                           Shape(p).count_bits,
                           false,
                           "keys of each buffer",
                           "1 cycle after masks_i"})),
      longest(io.out<UInt>("longest_o", Shape(p).count_bits,
                           {{}, 0, false, "keys of the longest row", "2 cycles after masks_i"})) {}

std::string Filling::name(const Params& p) {
  const Shape shape(p);
  return "scheduler_filling_" + std::to_string(p.tokens) + "x" + std::to_string(shape.tile) + "x" +
         std::to_string(shape.count_bits);
}

void Filling::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Counts the keys of every buffer, and of every row, while a group fills.");
  document_parameters(b, p);
  const Shape shape(p);
  const Bit step = io.valid | io.load;
  std::vector<UInt> counts, rows;
  BankParams bank{p.tokens, shape.count_bits, true};
  const BankLines lines(io.masks, bank);
  for (unsigned i = 0; i < bank.banks(); ++i) {
    bank.first = i == 0;
    auto part = b.instance<FillingBank>("bank_" + std::to_string(i), {bank, shape.tile});
    part.low.drive(lines.low);
    if (part.here) part.here->drive(lines.here[i]);
    part.step.drive(step);
    part.load.drive(io.load);
    counts.push_back(part.counts);
  }
  for (unsigned row = 0; row < p.tokens; ++row) {
    std::vector<Bit> ones;
    for (unsigned key = 0; key < shape.tile; ++key) ones.push_back(io.masks.bit(key * p.tokens + row));
    rows.push_back(counter(b, "row_" + std::to_string(row), shape.count_bits, ones, step, io.load));
  }
  while (rows.size() > 1) {
    std::vector<UInt> next;
    for (std::size_t i = 0; i < rows.size(); i += 2) next.push_back(larger(rows[i], rows[i + 1]));
    rows = next;
  }
  const auto longest = b.reg<UInt>("longest", shape.count_bits, hdl::Reset::none);
  longest.next(rows.front());
  std::reverse(counts.begin(), counts.end());
  io.counts.drive(hdl::concatenate({counts.begin(), counts.end()}));
  io.longest.drive(longest);
}

}  // namespace winnow::cores::scheduler
