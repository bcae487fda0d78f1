// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "verif/harness/streams/payload.hpp"
#include "verif/models/detector/shape.hpp"
#include "verif/suites/detector/group.hpp"

namespace winnow::verif::detector {

// Holds the detector's candidates to what was selected: every selected key, no other, tiles that nobody needs
// left out, groups in their order, running counts. Breaches throw std::runtime_error.
class CandidateCheck {
 public:
  explicit CandidateCheck(const DetectorShape& shape) : shape_(shape) { begin_group(); }

  void expect(const DetectorGroup& group);
  // `count`: [row], candidates_count_o.
  void take(const streams::Candidate& candidate, const std::vector<std::uint64_t>& count);
  // Groups whose last candidates have not come.
  std::size_t due() const { return groups_.size(); }
  void forget();

 private:
  struct Group {
    std::vector<std::uint32_t> masks;  // [key]
    bool too_long = false;             // it has tiles after the M-th
  };
  void begin_group();
  void take_masks(const streams::Candidate& candidate, const std::vector<std::uint32_t>& masks);
  bool closes_too_long_group(const streams::Candidate& candidate) const;

  DetectorShape shape_;
  std::deque<Group> groups_;
  unsigned next_key_ = 0;             // of the first group: all before it are done with
  std::vector<std::uint64_t> count_;  // [row], of the keys before it
};

}  // namespace winnow::verif::detector
