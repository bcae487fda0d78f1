// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/streams/pace.hpp"

#include <stdexcept>

namespace winnow::verif::streams {

const char* name_of(Pace pace) {
  switch (pace) {
    case Pace::always:
      return "always";
    case Pace::never:
      return "never";
    case Pace::bursty:
      return "bursty";
    case Pace::random:
      return "random";
    case Pace::seldom:
      return "seldom";
  }
  throw std::logic_error("no such pace");
}

bool PaceMaker::next() {
  switch (pace_) {
    case Pace::always:
      return true;
    case Pace::never:
      return false;
    case Pace::random:
      return random_->one_in(2);
    case Pace::seldom:
      return random_->one_in(8);
    case Pace::bursty:
      break;
  }
  if (left_ == 0) {
    willing_ = !willing_;
    left_ = 1 + random_->below(16);
  }
  --left_;
  return willing_;
}

}  // namespace winnow::verif::streams
