// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "verif/simulate/plan.hpp"

namespace winnow::verif::simulate {

// A port that is set and held: its elements, element 0 first, all of one width.
using Setting = std::pair<std::string, std::vector<std::int64_t>>;

// One transfer of the stream that goes in.
struct Stimulus {
  streams::Payload payload;
  std::vector<Setting> settings;  // with the first transfer of a group
};

// The name of the stream, and its fields.
struct InputStream {
  std::string name;
  streams::Kind kind;
};
InputStream input_stream(const CoreShape& core);

// The transfers of one group: tiles of scores with the detector's settings, or of candidates. Of the latter,
// tiles that no row wants are left out, as a detector does, but for the last.
std::vector<Stimulus> stimulus_of(const Plan& plan, const GroupPlan& group, const CoreShape& core);

}  // namespace winnow::verif::simulate
