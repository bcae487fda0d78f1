// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/detector/driver.hpp"

#include <algorithm>
#include <stdexcept>

#include "verif/harness/words.hpp"

namespace winnow::verif::detector {

DetectorDriver::DetectorDriver(Bench& bench, const DetectorShape& shape, DetectorCoverage* coverage)
    : shape_(shape),
      coverage_(coverage),
      rig_(bench, stream_shape(shape)),
      sender_(rig_, shape),
      sink_(rig_.sink("candidates", streams::Kind::candidates, {{"count", shape.tokens, shape.count_bits}})),
      check_(shape) {
  sender_.on_group = [this](const DetectorGroup& group) { take_group(group); };
  sink_.monitor().on_transfer = [this](const streams::Transfer& transfer) { take_candidate(transfer); };
}

void DetectorDriver::start() {
  rig_.reset();
}

void DetectorDriver::send(DetectorGroup group) {
  // Its last base may come twice, which no other group's may: from here on the check alone has to do.
  if (group.tiles.size() > shape_.tiles) sink_.monitor().ignore_content();
  check_.expect(group);
  sender_.send(std::move(group));
}

void DetectorDriver::take_group(const DetectorGroup& group) {
  modes_.push_back(group.settings.mode);
  if (coverage_ != nullptr) coverage_->group(group, before_ ? &*before_ : nullptr);
  before_ = group;
}

void DetectorDriver::take_candidate(const streams::Transfer& transfer) {
  const streams::Candidate candidate = unpack_candidate(transfer.payload, rig_.shape());
  std::vector<std::uint64_t> count;
  for (unsigned row = 0; row < shape_.tokens; ++row) {
    count.push_back(
        get_bits(transfer.payload.back(), std::size_t{row} * shape_.count_bits, shape_.count_bits));
  }
  check_.take(candidate, count);
  if (!candidate.last) return;
  if (modes_.empty()) throw std::runtime_error("candidates: a group ends that is not complete");
  modes_.pop_front();
}

void DetectorDriver::cycle(unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    rig_.cycle();
    const streams::Sample &in = sender_.monitor().sample(), &out = sink_.monitor().sample();
    if (coverage_ != nullptr) coverage_->cycle(in.valid, in.ready, out.valid, out.ready);
  }
}

void DetectorDriver::drain() {
  std::uint64_t quiet = 0;
  while (queued() != 0 || check_.due() != 0) {
    cycle();
    quiet = sender_.monitor().transferred() || sink_.monitor().transferred() ? 0 : quiet + 1;
    if (quiet > 100 * (shape_.tiles + 40)) throw std::runtime_error("nothing moves any more");
  }
  cycle(4);
  sink_.monitor().finish();
}

void DetectorDriver::reset(unsigned cycles) {
  if (coverage_ != nullptr) {
    const bool topk = std::find(modes_.begin(), modes_.end(), DetectorMode::topk) != modes_.end();
    const streams::Sample& out = sink_.monitor().sample();
    coverage_->reset(sender_.inside_group(), topk, out.valid && !out.ready);
  }
  rig_.reset(cycles);
  sender_.forget();
  check_.forget();
  modes_.clear();
  before_.reset();
}

}  // namespace winnow::verif::detector
