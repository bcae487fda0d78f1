// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/scheduler/rule.hpp"

#include <algorithm>
#include <bit>

#include "gen/cores/scheduler/shape.hpp"

namespace winnow::cores::scheduler {

using hdl::Bit;
using hdl::UInt;

namespace {

std::vector<unsigned> all_masks(unsigned tokens) {
  std::vector<unsigned> masks;
  for (unsigned mask = 1; mask < (1U << tokens); ++mask) masks.push_back(mask);
  return masks;
}

bool has(unsigned mask, unsigned row) {
  return ((mask >> row) & 1U) != 0;
}

// The bits of `rows` that belong to `mask`.
std::vector<Bit> members(unsigned mask, const std::vector<Bit>& rows) {
  std::vector<Bit> result;
  for (unsigned row = 0; row < rows.size(); ++row)
    if (has(mask, row)) result.push_back(rows[row]);
  return result;
}

struct Decision {
  std::vector<Bit> take;                       // [list]
  std::vector<std::vector<Bit>> pick, issued;  // [pick][row]
};

// For few rows: one scan over the buffers in a fixed order for each step. A pick is numbered by the lowest
// row it serves, so that no pick has to be moved.
class Scan {
 public:
  Scan(hdl::Builder& b, const UInt& nonempty, unsigned tokens)
      : tokens_(tokens),
        nonempty_(nonempty),
        open_(tokens, b.bit(true)),
        take_((1U << tokens) - 1, b.bit(false)),
        pick_(tokens, std::vector<std::vector<Bit>>(tokens)),
        issued_(pick_) {}

  Decision run(hdl::Builder& b) {
    for (const unsigned mask : inside_order(tokens_)) take_inside(mask);
    // A single row that is still open has an empty buffer, and with the buffer of all rows none would be
    // open.
    for (const unsigned mask : meeting_order(tokens_))
      if (std::popcount(mask) > 1 && mask != (1U << tokens_) - 1) take_meeting(mask);
    Decision decision{take_, joined(b, pick_), joined(b, issued_)};
    return decision;
  }

 private:
  void take_inside(unsigned mask) {
    std::vector<Bit> conditions = members(mask, open_);
    Bit take = nonempty_.bit(mask - 1);
    for (const Bit& row : conditions) take = take & row;
    take = take.named("inside_" + std::to_string(mask));
    take_[mask - 1] = take;
    const auto lowest = static_cast<unsigned>(std::countr_zero(mask));
    for (unsigned row = 0; row < tokens_; ++row) {
      if (!has(mask, row)) continue;
      open_[row] = open_[row] & !take;
      pick_[lowest][row].push_back(take);
      issued_[lowest][row].push_back(take);
    }
  }

  void take_meeting(unsigned mask) {
    const Bit take =
        (nonempty_.bit(mask - 1) & any_of(members(mask, open_))).named("meets_" + std::to_string(mask));
    take_[mask - 1] = take_[mask - 1] | take;
    std::vector<Bit> lower;  // open rows of the mask below the present one
    for (unsigned first = 0; first < tokens_; ++first) {
      if (!has(mask, first)) continue;
      Bit serves = take & open_[first];
      if (!lower.empty()) serves = serves & !any_of(lower);
      lower.push_back(open_[first]);
      for (unsigned row = 0; row < tokens_; ++row) {
        if (!has(mask, row)) continue;
        pick_[first][row].push_back(serves);
        if (row >= first) issued_[first][row].push_back(serves & open_[row]);
      }
    }
    for (unsigned row = 0; row < tokens_; ++row)
      if (has(mask, row)) open_[row] = open_[row] & !take;
  }

  using Terms = std::vector<std::vector<std::vector<Bit>>>;
  std::vector<std::vector<Bit>> joined(hdl::Builder& b, const Terms& terms) const {
    std::vector<std::vector<Bit>> result(tokens_);
    for (unsigned j = 0; j < tokens_; ++j)
      for (unsigned row = 0; row < tokens_; ++row)
        result[j].push_back(terms[j][row].empty() ? b.bit(false) : any_of(terms[j][row]));
    return result;
  }

  unsigned tokens_;
  UInt nonempty_;
  std::vector<Bit> open_;
  std::vector<Bit> take_;
  Terms pick_, issued_;  // terms by [pick][row]
};

// For eight rows a scan would be 500 steps deep; T picks one after the other, each of logarithmic depth, are
// not.
class Sequence {
 public:
  Sequence(hdl::Builder& b, const UInt& nonempty, unsigned tokens)
      : tokens_(tokens), nonempty_(nonempty), open_(tokens, b.bit(true)) {}

  Decision run() {
    Decision decision;
    for (unsigned j = 0; j < tokens_; ++j) {
      const std::vector<Bit> pick = choose();
      std::vector<Bit> issued;
      for (unsigned row = 0; row < tokens_; ++row) {
        issued.push_back(pick[row] & open_[row]);
        open_[row] = open_[row] & !pick[row];
      }
      decision.pick.push_back(pick);
      decision.issued.push_back(issued);
    }
    for (unsigned mask = 1; mask < (1U << tokens_); ++mask) {
      std::vector<Bit> taken;
      for (const auto& pick : decision.pick) {
        std::vector<Bit> differs;
        for (unsigned row = 0; row < tokens_; ++row)
          differs.push_back(has(mask, row) ? !pick[row] : pick[row]);
        taken.push_back(!any_of(differs));
      }
      decision.take.push_back(any_of(taken));
    }
    return decision;
  }

 private:
  std::vector<Bit> choose() const {
    std::vector<Bit> closed;
    for (const Bit& row : open_) closed.push_back(!row);
    std::vector<unsigned> inside = inside_order(tokens_), meeting = meeting_order(tokens_);
    // last_of() prefers the end.
    std::reverse(inside.begin(), inside.end());
    std::reverse(meeting.begin(), meeting.end());
    std::vector<Bit> inside_wants, meeting_wants;
    for (const unsigned mask : inside)
      inside_wants.push_back(nonempty_.bit(mask - 1) & !any_of(members(mask, closed)));
    for (const unsigned mask : meeting)
      meeting_wants.push_back(nonempty_.bit(mask - 1) & any_of(members(mask, open_)));
    const Bit any_inside = any_of(inside_wants);
    const std::vector<Bit> first_inside = rows_of(inside, last_of(inside_wants));
    const std::vector<Bit> first_meeting = rows_of(meeting, last_of(meeting_wants));
    std::vector<Bit> pick;
    for (unsigned row = 0; row < tokens_; ++row)
      pick.push_back(first_inside[row] | (first_meeting[row] & !any_inside));
    return pick;
  }

  // The mask that is chosen, row by row.
  std::vector<Bit> rows_of(const std::vector<unsigned>& masks, const std::vector<Bit>& chosen) const {
    std::vector<Bit> rows;
    for (unsigned row = 0; row < tokens_; ++row) {
      std::vector<Bit> terms;
      for (std::size_t i = 0; i < masks.size(); ++i)
        if (has(masks[i], row)) terms.push_back(chosen[i]);
      rows.push_back(any_of(terms));
    }
    return rows;
  }

  unsigned tokens_;
  UInt nonempty_;
  std::vector<Bit> open_;
};

constexpr unsigned largest_scan = 4;

UInt flattened(const std::vector<std::vector<Bit>>& values) {
  std::vector<UInt> parts;
  for (const auto& value : values) parts.push_back(pack(value));
  return pack(parts);
}

}  // namespace

std::vector<unsigned> inside_order(unsigned tokens) {
  std::vector<unsigned> masks = all_masks(tokens);
  std::stable_sort(masks.begin(), masks.end(),
                   [](unsigned a, unsigned b) { return std::popcount(a) > std::popcount(b); });
  return masks;
}

std::vector<unsigned> meeting_order(unsigned tokens) {
  std::vector<unsigned> masks = inside_order(tokens);
  std::reverse(masks.begin(), masks.end());
  return masks;
}

Rule::Ports::Ports(hdl::Io& io, const Params& p)
    : nonempty(io.in<UInt>("nonempty_i", (1U << p.tokens) - 1,
                           {{{"list", (1U << p.tokens) - 1}}, 1, false, "the buffer holds a key", ""})),
      take(io.out<UInt>("take_o", (1U << p.tokens) - 1,
                        {{{"list", (1U << p.tokens) - 1}}, 1, false, "popped in this round", ""})),
      pick(
          io.out<UInt>("pick_o", p.tokens * p.tokens,
                       {{{"pick", p.tokens}, {"row", p.tokens}}, 1, false, "mask of the buffer to pop", ""})),
      issued(
          io.out<UInt>("issued_o", p.tokens * p.tokens,
                       {{{"pick", p.tokens}, {"row", p.tokens}}, 1, false, "rows served by the pick", ""})) {}

std::string Rule::name(const Params& p) {
  return "scheduler_rule_" + std::to_string(p.tokens);
}

void Rule::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("One round: which buffers to pop and whom to serve (DOTA, algorithm 4).");
  b.parameter("tokens", p.tokens);
  const Decision decision = p.tokens <= largest_scan ? Scan(b, io.nonempty, p.tokens).run(b)
                                                     : Sequence(b, io.nonempty, p.tokens).run();
  io.take.drive(pack(decision.take));
  io.pick.drive(flattened(decision.pick));
  io.issued.drive(flattened(decision.issued));
}

}  // namespace winnow::cores::scheduler
