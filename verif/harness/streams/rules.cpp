// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/streams/rules.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace winnow::verif::streams {
namespace {

std::string text(std::uint64_t number) {
  return std::to_string(number);
}

class VectorRules final : public TransferRules {
 public:
  explicit VectorRules(const Shape& shape) : TransferRules(shape) {}
  Breach transfer(const Payload& payload) override {
    open_ = !unpack_vector(payload, shape()).last;
    return {};
  }
  void reset() override { open_ = false; }
  Breach finish() const override { return open_ ? Breach("the sequence has no last vector") : Breach(); }

 private:
  bool open_ = false;
};

class ScoreRules final : public TransferRules {
 public:
  explicit ScoreRules(const Shape& shape) : TransferRules(shape) {}
  Breach transfer(const Payload& payload) override {
    const bool last = unpack_score_tile(payload, shape()).last;
    const unsigned due = std::max(1U, (length() + shape().keys_per_cycle - 1) / shape().keys_per_cycle);
    ++tiles_;
    if (last && tiles_ < due) return "last comes with tile " + text(tiles_) + " of " + text(due);
    if (!last && tiles_ >= due) return "tile " + text(tiles_) + " of " + text(due) + " has no last";
    if (last) tiles_ = 0;
    return {};
  }
  void reset() override { tiles_ = 0; }
  Breach finish() const override { return tiles_ != 0 ? Breach("the group has no last tile") : Breach(); }

 private:
  unsigned tiles_ = 0;  // of the group so far
};

class SelectionRules final : public TransferRules {
 public:
  explicit SelectionRules(const Shape& shape) : TransferRules(shape) {}
  Breach transfer(const Payload& payload) override {
    const Selection now = unpack_selection(payload, shape());
    open_ = !now.last;
    if (now.end && !now.last) return "end without last";
    if (!now.keep && now.key != 0) return "key " + text(now.key) + " without keep: it must be 0";
    if (now.keep && now.key >= shape().maximum_keys) return "key " + text(now.key) + " does not exist";
    if (now.keep && !keys_.insert(now.key).second) return "key " + text(now.key) + " twice in one row";
    if (now.last) keys_.clear();
    return {};
  }
  void reset() override {
    keys_.clear();
    open_ = false;
  }
  Breach finish() const override { return open_ ? Breach("the row has no last transfer") : Breach(); }

 private:
  std::set<std::uint64_t> keys_;  // of the row so far
  bool open_ = false;
};

class CandidateRules final : public TransferRules {
 public:
  explicit CandidateRules(const Shape& shape) : TransferRules(shape) {}
  Breach transfer(const Payload& payload) override {
    const Candidate now = unpack_candidate(payload, shape());
    if (now.base % shape().keys_per_cycle != 0)
      return "base " + text(now.base) + " is no multiple of " + text(shape().keys_per_cycle);
    if (now.base >= shape().maximum_keys) return "base " + text(now.base) + " is beyond the last key";
    if (open_ && now.base <= base_)
      return "base " + text(now.base) + " after base " + text(base_) + " of the same group";
    for (std::size_t key = 0; key < now.mask.size(); ++key) {
      if (now.mask[key] != 0 && now.base + key >= length())
        return "the mask has key " + text(now.base + key) + ", which does not exist";
    }
    base_ = now.base;
    open_ = !now.last;
    return {};
  }
  void reset() override { open_ = false; }
  Breach finish() const override { return open_ ? Breach("the group has no last tile") : Breach(); }

 private:
  std::uint64_t base_ = 0;
  bool open_ = false;  // a group has begun
};

class ConnectionRules final : public TransferRules {
 public:
  explicit ConnectionRules(const Shape& shape) : TransferRules(shape) {}
  Breach transfer(const Payload& payload) override {
    const Connection now = unpack_connection(payload, shape());
    if (now.row_valid == 0 && (open_ || !now.last)) return "a round without a connection";
    for (unsigned row = 0; row < shape().tokens; ++row) {
      if (Breach breach = check_row(now, row)) return breach;
    }
    open_ = !now.last;
    if (now.last) seen_.clear();
    return {};
  }
  void reset() override {
    open_ = false;
    seen_.clear();
  }
  Breach finish() const override { return open_ ? Breach("the group has no last round") : Breach(); }

 private:
  Breach check_row(const Connection& now, unsigned row) {
    const std::uint64_t key = now.key[row];
    const bool valid = ((now.row_valid >> row) & 1U) != 0, load = ((now.load >> row) & 1U) != 0;
    const std::string where = "row " + text(row);
    if (!valid && key != 0) return where + " has key " + text(key) + " without row_valid: it must be 0";
    if (!valid && load) return where + " has load without row_valid";
    if (!valid) return {};
    if (key >= shape().maximum_keys) return where + ": key " + text(key) + " does not exist";
    bool first = true;
    for (unsigned lower = 0; lower < row; ++lower) {
      first = first && !(((now.row_valid >> lower) & 1U) != 0 && now.key[lower] == key);
    }
    if (load != first) {
      return where + (first ? " is the first to use key " + text(key) + " and has no load"
                            : " has load, but a lower row uses key " + text(key));
    }
    if (!seen_.insert({row, key}).second) return where + " gets key " + text(key) + " twice in one group";
    return {};
  }

  std::set<std::pair<unsigned, std::uint64_t>> seen_;  // of the group so far
  bool open_ = false;
};

class NoRules final : public TransferRules {
 public:
  explicit NoRules(const Shape& shape) : TransferRules(shape) {}
  Breach transfer(const Payload& /*payload*/) override { return {}; }
  void reset() override {}
  Breach finish() const override { return {}; }
};

}  // namespace

Breach HandshakeRules::sample(const Sample& sample) {
  if (!sample.valid_known) return "valid is undefined";
  if (!sample.ready_known) return "ready is undefined";
  if (stalled_ && !sample.valid) return "valid fell before the transfer";
  if (sample.valid && !sample.payload_known) return "a field is undefined while valid";
  if (stalled_ && sample.payload != offered_) return "a field changed before the transfer";
  stalled_ = sample.valid && !sample.ready;
  if (stalled_) offered_ = sample.payload;
  return {};
}

std::unique_ptr<TransferRules> rules_of(Kind kind, const Shape& shape) {
  switch (kind) {
    case Kind::vectors:
      return std::make_unique<VectorRules>(shape);
    case Kind::scores:
      return std::make_unique<ScoreRules>(shape);
    case Kind::selections:
      return std::make_unique<SelectionRules>(shape);
    case Kind::candidates:
      return std::make_unique<CandidateRules>(shape);
    case Kind::connections:
      return std::make_unique<ConnectionRules>(shape);
    case Kind::own:
      return std::make_unique<NoRules>(shape);
  }
  throw std::logic_error("no such stream");
}

}  // namespace winnow::verif::streams
