// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/detector/pick.hpp"

namespace winnow::cores::detector {
namespace {

using hdl::Bit;
using hdl::Reset;
using hdl::SInt;
using hdl::UInt;

Bit is(const UInt& mode, Mode which) {
  return mode == static_cast<std::uint64_t>(which);
}

hdl::PortLayout tile_layout(const Shape& p, unsigned width, bool is_signed, const std::string& meaning) {
  return {{{"row", p.tokens}, {"key", p.keys}}, width, is_signed, meaning, ""};
}

// Keys selected for sure, and those selected up to a limit.
struct Compared {
  std::vector<Bit> sure, limited;
};

Compared compare(const RowPick::Ports& io, const Shape& p) {
  const Bit threshold = is(io.mode, Mode::threshold).named("is_threshold");
  const Bit cap = is(io.mode, Mode::cap).named("is_cap");
  const Bit topk = is(io.mode, Mode::topk).named("is_topk");
  const Bit shared = is(io.mode, Mode::shared).named("is_shared");
  Compared result;
  for (unsigned key = 0; key < p.keys; ++key) {
    const SInt score = element(io.scores, key, p.score_bits).as_sint();
    const Bit greater = score > io.threshold.as_sint();
    const Bit equal = score == io.threshold.as_sint();
    const Bit passes = greater | equal;
    result.sure.push_back(io.allowed.bit(key) & (shared | (threshold & passes) | (topk & greater)));
    result.limited.push_back(io.allowed.bit(key) & ((cap & passes) | (topk & equal)));
  }
  return result;
}

}  // namespace

RowPick::Ports::Ports(hdl::Io& io, const Params& p)
    : moves(io.in<Bit>("moves_i", 1)),
      mode(io.in<UInt>("mode_i", 2)),
      scores(io.in<UInt>("scores_i", p.keys * p.score_bits,
                         {{{"key", p.keys}}, p.score_bits, true, "scores of the row", ""})),
      allowed(
          io.in<UInt>("allowed_i", p.keys, {{{"key", p.keys}}, 1, false, "the row may pick the key", ""})),
      threshold(io.in<UInt>("threshold_i", p.score_bits, {{}, p.score_bits, true, "compared with", ""})),
      limit(io.in<UInt>("limit_i", p.count_bits(), {{}, 0, false, "most keys of the limited ones", ""})),
      shared(io.in<Bit>("shared_i", 1, {{}, 0, false, "shared_pass_i decides", "of the tile in compare"})),
      shared_pass(io.in<UInt>("shared_pass_i", p.keys,
                              {{{"key", p.keys}}, 1, false, "the common score passes", "with shared_i"})),
      advance(io.in<Bit>("advance_i", 1, {{}, 0, false, "a tile leaves rank", ""})),
      first(io.in<Bit>("first_i", 1, {{}, 0, false, "it is the group's first", ""})),
      mask(io.out<UInt>("mask_o", p.keys, {{{"key", p.keys}}, 1, false, "selected keys", "of rank"})),
      count(io.out<UInt>("count_o", p.count_bits(), {{}, 0, false, "selected so far", "of rank"})) {}

void RowPick::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Which keys of a tile one row selects.");
  const Compared now = compare(io, p);
  const auto sure = b.reg<UInt>("compare_sure", p.keys, Reset::none);
  sure.next(pack(now.sure), io.moves);
  const auto limited = b.reg<UInt>("compare_limited", p.keys, Reset::none);
  limited.next(pack(now.limited), io.moves);
  const auto limit = b.reg<UInt>("compare_limit", p.count_bits(), Reset::none);
  limit.next(io.limit, io.moves);

  const UInt still_sure = (sure & mux(io.shared, io.shared_pass, ~b.constant(p.keys, 0))).named("still_sure");
  std::vector<UInt> counts = counts_before(b, bits_of(limited));
  const auto rank_sure = b.reg<UInt>("rank_sure", p.keys, Reset::none);
  rank_sure.next(still_sure, io.moves);
  const auto rank_limited = b.reg<UInt>("rank_limited", p.keys, Reset::none);
  rank_limited.next(limited, io.moves);
  const auto rank_limit = b.reg<UInt>("rank_limit", p.count_bits(), Reset::none);
  rank_limit.next(limit, io.moves);
  const UInt sure_now = count_ones(bits_of(still_sure));
  const auto sure_count = b.reg<UInt>("rank_sure_count", sure_now.width(), Reset::none);
  sure_count.next(sure_now, io.moves);
  std::vector<UInt> before = {counts.front()};  // a constant zero
  for (unsigned key = 1; key <= p.keys; ++key) {
    const auto count = b.reg<UInt>("rank_before_" + std::to_string(key), counts[key].width(), Reset::none);
    count.next(counts[key], io.moves);
    before.push_back(count);
  }

  // What is left of the limit, and the keys so far, of the tiles that have left rank.
  const auto left = b.reg<UInt>("left", p.count_bits(), Reset::none);
  const auto total = b.reg<UInt>("total", p.count_bits(), Reset::none);
  const UInt wanted = mux(io.first, rank_limit, left).named("wanted");
  std::vector<Bit> mask;
  for (unsigned key = 0; key < p.keys; ++key) {
    mask.push_back(rank_sure.bit(key) | (rank_limited.bit(key) & (before[key] < wanted)));
  }
  const UInt limited_count = before.back();
  const Bit all = (limited_count <= wanted).named("all_limited");
  const UInt taken =
      mux(all, limited_count, wanted)
          .trunc(limited_count.width() < p.count_bits() ? limited_count.width() : p.count_bits());
  const UInt earlier = only_if(b, !io.first, total);
  const UInt count = ((earlier + sure_count) + taken).trunc(p.count_bits()).named("count");
  left.next((wanted - taken).as_uint().trunc(p.count_bits()), io.advance);
  total.next(count, io.advance);
  io.mask.drive(pack(mask));
  io.count.drive(count);
}

SharedScore::Ports::Ports(hdl::Io& io, const Params& p)
    : scores(io.in<UInt>("scores_i", p.tokens * p.score_bits,
                         {{{"row", p.tokens}}, p.score_bits, true, "scores of the key", ""})),
      allowed(io.in<UInt>("allowed_i", p.tokens, {{{"row", p.tokens}}, 1, false, "the row may pick it", ""})),
      sum(io.in<Bit>("sum_i", 1, {{}, 0, false, "1: the sum, 0: the best", ""})),
      score(io.out<SInt>("score_o", p.sum_bits(), {{}, 0, true, "common score of the key", ""})) {}

void SharedScore::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("The best or the sum of a key's scores over the rows that may pick it.");
  const SInt lowest = b.constant_signed(p.score_bits, -(std::int64_t{1} << (p.score_bits - 1)));
  std::vector<SInt> best, terms;
  for (unsigned row = 0; row < p.tokens; ++row) {
    const SInt score = element(io.scores, row, p.score_bits).as_sint();
    best.push_back(mux(io.allowed.bit(row), score, lowest));
    terms.push_back(mux(io.allowed.bit(row), score, b.constant_signed(p.score_bits, 0)));
  }
  while (best.size() > 1) {
    std::vector<SInt> better, sums;
    for (std::size_t i = 0; i + 1 < best.size(); i += 2) {
      better.push_back(mux(best[i] > best[i + 1], best[i], best[i + 1]));
      sums.push_back(terms[i] + terms[i + 1]);
    }
    if (best.size() % 2 == 1) {
      better.push_back(best.back());
      sums.push_back(terms.back());
    }
    best = better;
    terms = sums;
  }
  io.score.drive(mux(io.sum, terms.front(), best.front()));
}

Pick::Ports::Ports(hdl::Io& io, const Params& p)
    : moves(io.in<Bit>("moves_i", 1, {{}, 0, false, "both registers move on", ""})),
      valid(io.in<Bit>("valid_i", 1, {{}, 0, false, "a tile comes", ""})),
      first(io.in<Bit>("first_i", 1, {{}, 0, false, "it is the group's first", "with valid_i"})),
      last(io.in<Bit>("last_i", 1, {{}, 0, false, "it is the group's last", "with valid_i"})),
      base(io.in<UInt>("base_i", p.key_bits(), {{}, 0, false, "its first key", "with valid_i"})),
      mode(io.in<UInt>("mode_i", 2, {{}, 0, false, "0 threshold, 1 cap, 2 topk, 3 shared", "with valid_i"})),
      scores(io.in<UInt>("scores_i", p.tile_bits(), tile_layout(p, p.score_bits, true, "its scores"))),
      allowed(
          io.in<UInt>("allowed_i", p.tokens * p.keys, tile_layout(p, 1, false, "the row may pick the key"))),
      threshold(io.in<UInt>("threshold_i", p.tokens * p.score_bits,
                            {{{"row", p.tokens}}, p.score_bits, true, "compared with", "with valid_i"})),
      limit(io.in<UInt>("limit_i", p.tokens * p.count_bits(),
                        {{{"row", p.tokens}}, p.count_bits(), false, "most limited keys", "with first_i"})),
      shared_threshold(io.in<SInt>("shared_threshold_i", p.sum_bits(),
                                   {{}, 0, true, "threshold of shared", "with valid_i"})),
      shared_sum(io.in<Bit>("shared_sum_i", 1, {{}, 0, false, "shared compares the sum", "with valid_i"})),
      picked(io.out<Bit>("picked_o", 1, {{}, 0, false, "a transfer is there", "2 moves after valid_i"})),
      picked_base(io.out<UInt>("base_o", p.key_bits(), {{}, 0, false, "first key", "with picked_o"})),
      mask(io.out<UInt>("mask_o", p.keys * p.tokens,
                        {{{"key", p.keys}, {"row", p.tokens}}, 1, false, "selected", "with picked_o"})),
      count(io.out<UInt>("count_o", p.tokens * p.count_bits(),
                         {{{"row", p.tokens}}, p.count_bits(), false, "selected so far", "with picked_o"})),
      picked_last(io.out<Bit>("last_o", 1, {{}, 0, false, "last of the group", "with picked_o"})) {}

void Pick::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("What a tile selects: compare, then rank, a register each.");
  const auto valid = b.reg<Bit>("compare_valid", 1);
  valid.next(io.valid, io.moves);
  const auto rank_valid = b.reg<Bit>("rank_valid", 1);
  rank_valid.next(valid, io.moves);
  // The same two steps for what belongs to the tile.
  const auto twice = [&](const std::string& name, const auto& value) {
    using T = std::conditional_t<std::is_base_of_v<Bit, std::decay_t<decltype(value)>>, Bit, UInt>;
    const auto compared = b.reg<T>("compare_" + name, value.width(), Reset::none);
    compared.next(value, io.moves);
    const auto ranked = b.reg<T>("rank_" + name, value.width(), Reset::none);
    ranked.next(compared, io.moves);
    return T(ranked);
  };
  const Bit first = twice("first", io.first), last = twice("last", io.last);
  const UInt base = twice("base", io.base);

  const auto shared = b.reg<Bit>("compare_shared", 1, Reset::none);
  shared.next(is(io.mode, Mode::shared), io.moves);
  const auto shared_threshold = b.reg<SInt>("compare_shared_threshold", p.sum_bits(), Reset::none);
  shared_threshold.next(io.shared_threshold, io.moves);
  std::vector<Bit> shared_pass;
  for (unsigned key = 0; key < p.keys; ++key) {
    auto common = b.instance<SharedScore>("shared_score_" + std::to_string(key), p);
    std::vector<UInt> scores;
    std::vector<Bit> allowed;
    for (unsigned row = 0; row < p.tokens; ++row) {
      scores.push_back(element(io.scores, row * p.keys + key, p.score_bits));
      allowed.push_back(io.allowed.bit(row * p.keys + key));
    }
    common.scores.drive(pack(scores));
    common.allowed.drive(pack(allowed));
    common.sum.drive(io.shared_sum);
    const auto score = b.reg<SInt>("compare_score_" + std::to_string(key), p.sum_bits(), Reset::none);
    score.next(common.score, io.moves);
    shared_pass.push_back(score >= shared_threshold);
  }

  std::vector<UInt> masks, counts;
  for (unsigned row = 0; row < p.tokens; ++row) {
    auto pick = b.instance<RowPick>("row_" + std::to_string(row), p);
    pick.moves.drive(io.moves);
    pick.mode.drive(io.mode);
    pick.scores.drive(element(io.scores, row, p.keys * p.score_bits));
    pick.allowed.drive(element(io.allowed, row, p.keys));
    pick.threshold.drive(element(io.threshold, row, p.score_bits));
    pick.limit.drive(element(io.limit, row, p.count_bits()));
    pick.shared.drive(shared);
    pick.shared_pass.drive(pack(shared_pass));
    pick.advance.drive(io.moves & rank_valid);
    pick.first.drive(first);
    masks.push_back(pick.mask);
    counts.push_back(pick.count);
  }
  std::vector<Bit> mask;
  for (unsigned key = 0; key < p.keys; ++key) {
    for (unsigned row = 0; row < p.tokens; ++row) mask.push_back(masks[row].bit(key));
  }
  const UInt packed_mask = pack(mask).named("mask");
  io.picked.drive(rank_valid & (packed_mask.any() | last));
  io.picked_base.drive(base);
  io.mask.drive(packed_mask);
  io.count.drive(pack(counts));
  io.picked_last.drive(last);
}

}  // namespace winnow::cores::detector
