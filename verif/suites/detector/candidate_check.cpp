// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/detector/candidate_check.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "verif/suites/detector/expected.hpp"

namespace winnow::verif::detector {
namespace {

[[noreturn]] void breach(const std::string& what) {
  throw std::runtime_error("candidates: " + what);
}

}  // namespace

void CandidateCheck::expect(const DetectorGroup& group) {
  groups_.push_back({expected_masks(shape_, group), group.tiles.size() > shape_.tiles});
}

void CandidateCheck::forget() {
  groups_.clear();
  begin_group();
}

void CandidateCheck::begin_group() {
  next_key_ = 0;
  count_.assign(shape_.tokens, 0);
}

// When the M-th tile left without last, for it was not the last, the base comes again.
bool CandidateCheck::closes_too_long_group(const streams::Candidate& candidate) const {
  const Group& group = groups_.front();
  return group.too_long && candidate.last && next_key_ == group.masks.size() &&
         candidate.base + shape_.keys_per_cycle == next_key_ &&
         std::all_of(candidate.mask.begin(), candidate.mask.end(),
                     [](std::uint32_t rows) { return rows == 0; });
}

void CandidateCheck::take(const streams::Candidate& candidate, const std::vector<std::uint64_t>& count) {
  if (groups_.empty()) breach("a group that nobody sent");
  const std::vector<std::uint32_t>& masks = groups_.front().masks;
  const std::string place = "the tile at key " + std::to_string(candidate.base);
  if (candidate.base + shape_.keys_per_cycle > masks.size()) breach(place + " was never sent");
  const bool closes = closes_too_long_group(candidate);
  if (!closes) take_masks(candidate, masks);
  if (count != count_) breach("the counts with " + place + " are wrong");
  if (!candidate.last) return;
  if (next_key_ != masks.size()) breach(place + " has last, but is not the group's last");
  groups_.pop_front();
  begin_group();
}

void CandidateCheck::take_masks(const streams::Candidate& candidate,
                                const std::vector<std::uint32_t>& masks) {
  const std::string place = "the tile at key " + std::to_string(candidate.base);
  if (candidate.base % shape_.keys_per_cycle != 0 || candidate.base < next_key_)
    breach(place + " is not due");
  for (; next_key_ < candidate.base; ++next_key_) {
    if (masks[next_key_] != 0) breach("key " + std::to_string(next_key_) + " was left out");
  }
  bool any = false;
  for (unsigned key = 0; key < shape_.keys_per_cycle; ++key, ++next_key_) {
    if (candidate.mask[key] != masks[next_key_])
      breach("key " + std::to_string(next_key_) + " is not selected by the rows that must");
    any = any || candidate.mask[key] != 0;
    for (unsigned row = 0; row < shape_.tokens; ++row) count_[row] += (masks[next_key_] >> row) & 1U;
  }
  if (!any && !candidate.last) breach(place + " has no key and is not the last");
}

}  // namespace winnow::verif::detector
