// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/multiplier.hpp"

namespace winnow::cores::rmmu {

void build_shared_multiplier(hdl::Builder& b, Multiplier::Ports& io, const Multiplier::Params& p) {
  build_behavioural_multiplier(b, io, p);
}

}  // namespace winnow::cores::rmmu
