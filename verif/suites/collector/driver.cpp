// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/collector/driver.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace winnow::verif::collector {
namespace {

using streams::Candidate;
using streams::Kind;
using streams::Pace;
using streams::Selection;

streams::Shape shape_of(const config::CollectorParameters& p) {
  return {.tokens = p.tokens, .keys_per_cycle = p.keys_per_cycle, .maximum_keys = p.maximum_keys};
}

// More cycles than any group can take at the slowest pace.
std::uint64_t patience(const config::CollectorParameters& p) {
  return 200 + 40ULL * p.maximum_keys;
}

}  // namespace

CollectorDriver::CollectorDriver(Bench& bench, const config::CollectorParameters& parameters,
                                 CollectorCoverage* coverage)
    : parameters_(parameters),
      coverage_(coverage),
      rig_(bench, shape_of(parameters)),
      source_(rig_.source("selections", Kind::selections)),
      sink_(rig_.sink("candidates", Kind::candidates)) {
  // Some tests send what the stream forbids.
  source_.monitor().ignore_content();
  source_.monitor().on_transfer = [this](const streams::Transfer& transfer) {
    ++taken_;
    selection_cycles_.push_back(transfer.cycle);
    expect(unpack_selection(transfer.payload, rig_.shape()));
  };
  sink_.monitor().on_transfer = [this](const streams::Transfer& transfer) { compare(transfer); };
  if (coverage_ != nullptr) coverage_->begin();
}

void CollectorDriver::start() {
  set_paces(Pace::never, Pace::never);
  reset();
  set_paces(Pace::always, Pace::always);
}

void CollectorDriver::reset(unsigned cycles) {
  const Words& valid = rig_.bench().value(source_.monitor().ports().valid());
  if (coverage_ != nullptr)
    coverage_->reset({.row_open = !filling_.empty(), .groups = expected_.size(), .offered = valid[0] != 0});
  rig_.reset(cycles);
  filling_.clear();
  expected_.clear();
  got_.clear();
  has_got_ = false;
  taken_ = 0;
  groups_seen_ = 0;
  candidate_cycles_.clear();
  selection_cycles_.clear();
}

void CollectorDriver::set_paces(Pace source, Pace sink) {
  source_.set_pace(source);
  sink_.set_pace(sink);
}

void CollectorDriver::cycle(unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    rig_.cycle();
    if (coverage_ == nullptr) continue;
    const streams::Sample &in = source_.monitor().sample(), &out = sink_.monitor().sample();
    coverage_->cycle(
        {.in_valid = in.valid, .in_ready = in.ready, .out_valid = out.valid, .out_ready = out.ready});
  }
}

void CollectorDriver::send(const Row& row, bool end) {
  for (unsigned i = 0; i < row.fillers_before; ++i) source_.send(Selection{0, false, false, false});
  const bool filler = row.last_is_filler || row.keys.empty();
  for (std::size_t i = 0; i < row.keys.size(); ++i) {
    const bool last = !filler && i + 1 == row.keys.size();
    source_.send(Selection{row.keys[i], true, last, last && end});
  }
  if (filler) source_.send(Selection{0, false, true, end});
}

void CollectorDriver::send_raw(const Selection& transfer) {
  source_.send(transfer);
}

// docs/cores/collector.md, "Function".
void CollectorDriver::expect(const Selection& transfer) {
  if (filling_.empty()) filling_.emplace_back();
  if (coverage_ != nullptr) {
    coverage_->selection(transfer, static_cast<unsigned>(filling_.size()) - 1,
                         filling_.back().count(transfer.key) != 0);
  }
  if (transfer.keep && transfer.key < parameters_.maximum_keys) filling_.back().insert(transfer.key);
  if (!transfer.last) return;
  if (filling_.size() < parameters_.tokens && !transfer.end) {
    filling_.emplace_back();
    return;
  }
  if (coverage_ != nullptr) coverage_->group(filling_);
  expected_.push_back(std::move(filling_));
  filling_.clear();
}

void CollectorDriver::compare(const streams::Transfer& transfer) {
  const Candidate tile = unpack_candidate(transfer.payload, rig_.shape());
  candidate_cycles_.push_back(transfer.cycle);
  got_.resize(parameters_.tokens);
  bool any = false;
  for (std::size_t key = 0; key < tile.mask.size(); ++key) {
    for (unsigned row = 0; row < parameters_.tokens; ++row) {
      if (((tile.mask[key] >> row) & 1U) == 0) continue;
      got_[row].insert(tile.base + key);
      any = true;
    }
  }
  if (!any && (has_got_ || !tile.last))
    throw std::runtime_error("candidates: a tile without a pick in a group with picks");
  has_got_ = true;
  if (!tile.last) return;
  if (expected_.empty()) throw std::runtime_error("candidates: a group that nobody sent");
  Group due = expected_.front();
  due.resize(parameters_.tokens);
  if (due != got_)
    throw std::runtime_error("candidates: group " + std::to_string(groups_seen_) +
                             " is not what was selected");
  expected_.pop_front();
  got_.clear();
  has_got_ = false;
  ++groups_seen_;
}

void CollectorDriver::run_until_taken(std::uint64_t count) {
  for (std::uint64_t waited = 0; taken_ < count; ++waited) {
    if (waited > patience(parameters_) + 40 * count)
      throw std::runtime_error("waited in vain for selections to be taken");
    cycle();
  }
}

void CollectorDriver::drain() {
  run_until_taken(taken_ + source_.waiting());
  // An open row or group stays inside: nothing more is due.
  cycle();
  for (std::uint64_t waited = 0; !expected_.empty(); ++waited) {
    if (waited > patience(parameters_)) throw std::runtime_error("waited in vain for the last group");
    cycle();
  }
  cycle(4);
  sink_.monitor().finish();
}

std::vector<std::uint64_t> random_keys(Random& random, std::uint64_t bound, std::uint64_t count) {
  std::vector<std::uint64_t> keys(bound);
  for (std::uint64_t key = 0; key < bound; ++key) keys[key] = key;
  for (std::uint64_t i = 0; i < count; ++i) std::swap(keys[i], keys[i + random.below(bound - i)]);
  keys.resize(count);
  return keys;
}

Row random_row(Random& random, const config::CollectorParameters& parameters, unsigned share) {
  Row row;
  const std::uint64_t most = (std::uint64_t{parameters.maximum_keys} * share + 15) / 16;
  row.keys = random_keys(random, parameters.maximum_keys, random.below(most + 1));
  row.fillers_before = random.one_in(4) ? 1 + static_cast<unsigned>(random.below(3)) : 0;
  row.last_is_filler = random.one_in(4);
  return row;
}

}  // namespace winnow::verif::collector
