// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/scheduler/rule.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "gen/cores/scheduler/order.hpp"
#include "gen/cores/scheduler/shape.hpp"

namespace winnow::cores::scheduler {

using hdl::Bit;
using hdl::UInt;

namespace {

// Step 3, for the masks with `row`: fewest rows first, among equals the largest number. Without those that
// step 2 would have taken, or others in their place, so that the row would be closed: the row alone, all
// rows, and more.
std::vector<unsigned> meeting_order(unsigned tokens, unsigned row) {
  std::vector<unsigned> masks = inside_order(tokens, 2, tokens - 1);
  std::reverse(masks.begin(), masks.end());
  std::erase_if(masks, [&](unsigned mask) { return !has(mask, row) || !can_meet(tokens, mask, 1U << row); });
  return masks;
}

struct Candidate {
  unsigned mask = 0;
  Bit wanted;
};

// Mask of the first candidate that is wanted, 0 if none is. A tree of choices: the masks are constants, so
// most of it folds away.
UInt first_of(hdl::Builder& b, unsigned tokens, const std::vector<Candidate>& candidates) {
  if (candidates.empty()) return b.constant(tokens, 0);
  std::vector<std::pair<Bit, UInt>> choices;  // whether there is one, its mask
  for (const Candidate& candidate : candidates)
    choices.emplace_back(candidate.wanted, gate(candidate.wanted, b.constant(tokens, candidate.mask)));
  while (choices.size() > 1) {
    std::vector<std::pair<Bit, UInt>> next;
    for (std::size_t i = 0; i + 1 < choices.size(); i += 2) {
      const auto& [any, mask] = choices[i];
      next.emplace_back(any | choices[i + 1].first, mux(any, mask, choices[i + 1].second));
    }
    if (choices.size() % 2 == 1) next.push_back(choices.back());
    choices = std::move(next);
  }
  return choices.front().second;
}

using Terms = std::vector<std::vector<std::vector<Bit>>>;  // terms by [pick][row]

// What a round does. Step 2 packs disjoint masks into the open rows, the largest first. At most T / 3 of them
// have three rows or more, and the i-th of those at most T / i; pairs follow row by row, then single rows all
// at once. Step 3 needs no order at all: a row that is still open gets its key from the first non-empty
// buffer that has the row. Nothing before that one can have closed it, and the scan of the rule takes it
// because the row is open. So it is looked up beside step 2.
class Round {
 public:
  Round(hdl::Builder& b, const UInt& nonempty, unsigned tokens)
      : b_(b),
        tokens_(tokens),
        nonempty_(nonempty),
        open_(tokens, b.bit(true)),
        take_(1U << tokens),
        pick_(tokens, std::vector<std::vector<Bit>>(tokens)),
        issued_(pick_),
        rest_(pick_) {
    for (unsigned wide = 1; wide <= tokens / 3; ++wide) pick_wide(tokens / wide);
    for (unsigned high = 1; high < tokens; ++high) pick_pair(high);
    for (unsigned row = 0; row < tokens; ++row) pick_single(row);
    pick_meeting();
  }

  UInt take() const { return pack(joined({take_.begin() + 1, take_.end()})); }
  UInt pick() const { return flattened(pick_); }
  UInt issued() const { return flattened(issued_); }
  UInt rest() const { return flattened(rest_); }

 private:
  Bit nonempty(unsigned mask) const { return nonempty_.bit(mask - 1); }

  // A mask of three to `most` rows inside the open ones.
  void pick_wide(unsigned most) {
    std::vector<Candidate> candidates;
    for (const unsigned mask : inside_order(tokens_, 3, most)) {
      std::vector<Bit> conditions = {nonempty(mask)};
      for (unsigned row = 0; row < tokens_; ++row)
        if (has(mask, row)) conditions.push_back(open_[row]);
      candidates.push_back({mask, all_of(conditions)});
    }
    const UInt chosen = first_of(b_, tokens_, candidates);
    const std::vector<Bit> takes = one_hot(chosen);
    for (const Candidate& candidate : candidates) take_[candidate.mask].push_back(takes[candidate.mask]);
    std::vector<Bit> lower;
    for (unsigned lowest = 0; lowest + 2 < tokens_; ++lowest) {
      Bit leads = chosen.bit(lowest);
      if (!lower.empty()) leads = leads & !any_of(lower);
      lower.push_back(chosen.bit(lowest));
      serve(lowest, lowest, leads);
      for (unsigned row = lowest + 1; row < tokens_; ++row) serve(lowest, row, leads & chosen.bit(row));
    }
    for (unsigned row = 0; row < tokens_; ++row) open_[row] = open_[row] & !chosen.bit(row);
  }

  // Pairs in the order of their numbers are those of row 1, of row 2, … with the rows below.
  void pick_pair(unsigned high) {
    std::vector<Bit> wanted;
    for (unsigned low = 0; low < high; ++low)
      wanted.push_back(open_[low] & nonempty((1U << high) | (1U << low)));
    std::vector<Bit> lower;
    for (unsigned low = 0; low < high; ++low) {
      Bit take = wanted[low] & open_[high];
      if (!lower.empty()) take = take & !any_of(lower);
      lower.push_back(wanted[low]);
      take_[(1U << high) | (1U << low)].push_back(take);
      serve(low, low, take);
      serve(low, high, take);
      open_[low] = open_[low] & !take;
    }
    open_[high] = open_[high] & !any_of(wanted);
  }

  void pick_single(unsigned row) {
    const Bit take = open_[row] & nonempty(1U << row);
    take_[1U << row].push_back(take);
    serve(row, row, take);
    open_[row] = open_[row] & !nonempty(1U << row);
  }

  void pick_meeting() {
    std::vector<UInt> first;
    for (unsigned row = 0; row < tokens_; ++row) {
      std::vector<Candidate> candidates;
      for (const unsigned mask : meeting_order(tokens_, row)) candidates.push_back({mask, nonempty(mask)});
      first.push_back(first_of(b_, tokens_, candidates));
      const std::vector<Bit> takes = one_hot(first.back());
      for (const Candidate& candidate : candidates)
        take_[candidate.mask].push_back(takes[candidate.mask] & open_[row]);
    }
    // Whether an open row is served by the pop of another. A mask is not 0 where it has the row that it is
    // looked up for. Up to four rows nothing is shared.
    const auto with = [&](unsigned row, unsigned other) {
      return can_share(tokens_, row, other) ? open_[row] & (first[row] == first[other]) : b_.bit(false);
    };
    for (unsigned lowest = 0; lowest < tokens_; ++lowest) {
      std::vector<Bit> shared;
      for (unsigned row = 0; row < lowest; ++row) shared.push_back(with(row, lowest));
      Bit serves = open_[lowest] & first[lowest].bit(lowest);
      if (!shared.empty()) serves = serves & !any_of(shared);
      pick_[lowest][lowest].push_back(serves);
      issued_[lowest][lowest].push_back(serves);
      for (unsigned row = 0; row < tokens_; ++row) {
        if (row == lowest) continue;
        const Bit member = serves & first[lowest].bit(row);
        const Bit served = with(row, lowest);
        pick_[lowest][row].push_back(member);
        if (row > lowest) issued_[lowest][row].push_back(member & served);
        rest_[lowest][row].push_back(row > lowest ? member & !served : member);
      }
    }
  }

  // The pick with this lowest row pops a mask that has `row`, which gets the key.
  void serve(unsigned lowest, unsigned row, const Bit& condition) {
    pick_[lowest][row].push_back(condition);
    issued_[lowest][row].push_back(condition);
  }

  std::vector<Bit> joined(const std::vector<std::vector<Bit>>& terms) const {
    std::vector<Bit> result;
    for (const std::vector<Bit>& term : terms) result.push_back(term.empty() ? b_.bit(false) : any_of(term));
    return result;
  }

  UInt flattened(const Terms& terms) const {
    std::vector<UInt> picks;
    for (const auto& rows : terms) picks.push_back(pack(joined(rows)));
    return pack(picks);
  }

  hdl::Builder& b_;
  unsigned tokens_;
  UInt nonempty_;
  std::vector<Bit> open_;
  std::vector<std::vector<Bit>> take_;  // terms by mask
  Terms pick_, issued_, rest_;
};

hdl::PortLayout list_layout(unsigned tokens, const char* meaning) {
  return {{{"list", (1U << tokens) - 1}}, 1, false, meaning, ""};
}

hdl::PortLayout pick_layout(unsigned tokens, const char* meaning) {
  return {{{"pick", tokens}, {"row", tokens}}, 1, false, meaning, ""};
}

}  // namespace

Rule::Ports::Ports(hdl::Io& io, const Params& p)
    : nonempty(
          io.in<UInt>("nonempty_i", (1U << p.tokens) - 1, list_layout(p.tokens, "the buffer holds a key"))),
      take(io.out<UInt>("take_o", (1U << p.tokens) - 1, list_layout(p.tokens, "popped in this round"))),
      pick(io.out<UInt>("pick_o", p.tokens * p.tokens, pick_layout(p.tokens, "mask of the buffer to pop"))),
      issued(io.out<UInt>("issued_o", p.tokens * p.tokens, pick_layout(p.tokens, "rows served by the pick"))),
      rest(io.out<UInt>("rest_o", p.tokens * p.tokens,
                        pick_layout(p.tokens, "rows that wait for the key still"))) {}

std::string Rule::name(const Params& p) {
  return "scheduler_rule_" + std::to_string(p.tokens);
}

void Rule::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("One round: which buffers to pop and whom to serve (DOTA, algorithm 4).");
  b.parameter("tokens", p.tokens);
  const Round round(b, io.nonempty, p.tokens);
  io.take.drive(round.take());
  io.pick.drive(round.pick());
  io.issued.drive(round.issued());
  io.rest.drive(round.rest());
}

}  // namespace winnow::cores::scheduler
